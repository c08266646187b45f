using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

/// <summary>Publishes an equipment standard, or the next edition of one.</summary>
[Authorize(Policy = Access.ManageStandards)]
public sealed class StandardEditionModel(SchoolQueries schools, IGrains grains) : RegisterPage
{
    private const int BlankItems = 3;

    public StandardForm Form { get; private set; } = new();

    /// <summary>What is wrong with what was sent.</summary>
    public SentForm Sent { get; } = new(nameof(Form), null);

    /// <summary>The version that the form is made from.</summary>
    public FormVersion Version { get; private set; } = FormVersion.None;

    /// <summary>The Schulformen of the register, and those that the standard names already.</summary>
    public IReadOnlyList<Choice> SchoolTypes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromQuery] string? von)
    {
        var known = await Load(von);
        if (von is not null)
        {
            if (known is null)
            {
                return Missing;
            }
            Form = StandardForm.Of(von, known);
        }
        AddBlanks();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery] string? von, StandardForm form)
    {
        Form = form;
        Form.Key = von;
        Form.Items.RemoveAll(item => item.IsNone);
        var before = await Load(form.Key);
        if (form.Key is not null && before is null)
        {
            return Missing;
        }
        if (ModelState[nameof(form.From)]?.Errors.Count > 0)
        {
            Sent.Fault("ab", $"Gilt ab: „{ModelState[nameof(form.From)]!.AttemptedValue}“ ist kein Tag. Bitte so angeben: 15.10.2026.");
            return Shows();
        }
        if (!ModelState.IsValid)
        {
            Sent.Fault(null, "Eine Auswahl konnte nicht gelesen werden. Bitte neu wählen.");
            return Shows();
        }
        if (form.KeyOfName is not { } key)
        {
            return Shows(new Refusal(RefusalCode.NameMissing), "name");
        }
        var id = new GrainId(GrainKind.Standard, Authority, key);
        if (form.Key is null && await grains.Read<EquipmentStandard.State>(id, Cancel) is not null)
        {
            return Shows(new Refusal(RefusalCode.StandardNameTaken, form.Name), "name");
        }
        if (form.SchoolTypes.Except(SchoolTypes.Select(type => type.Key)).FirstOrDefault() is { } unknown)
        {
            return Shows(new Refusal(RefusalCode.SchoolTypeUnknown, unknown), "formen");
        }
        if (form.Command(Sent, before) is not { } command)
        {
            return Shows();
        }
        var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
        return await Version.Send(grains, id, before?.Name ?? command.Name, [command], why, Cancel) is { } refusal
            ? Shows(refusal, FieldOf(refusal))
            : Redirect("/standards");
    }

    private static string? FieldOf(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.StandardNameTaken => "name",
        RefusalCode.FactInFuture or RefusalCode.DateImplausible or RefusalCode.EditionBeforeLast or RefusalCode.EditionBeforeEnd => "ab",
        _ => null,
    };

    /// <returns>The standard that gets another edition; null for a new one, and where there is none.</returns>
    private async Task<EquipmentStandard.State?> Load(string? key)
    {
        var known = key is null
            ? null
            : await grains.Read<EquipmentStandard.State>(new GrainId(GrainKind.Standard, Authority, key), Cancel);
        Version = known is null ? FormVersion.New(RefusalCode.StandardNameTaken) : FormVersion.Of(known.Version, Request);
        var codes = (await schools.Types(Authority, Cancel)).Union(known?.State.SchoolTypes ?? []).Order(StringComparer.Ordinal).ToList();
        var shared = codes.CountBy(Labels.SchoolType, StringComparer.Ordinal)
            .Where(label => label.Value > 1).Select(label => label.Key).ToHashSet(StringComparer.Ordinal);
        SchoolTypes =
        [
            .. codes.Select(code => (Code: code, Label: Labels.SchoolType(code)))
                .Select(type => new Choice(type.Code, shared.Contains(type.Label) ? $"{type.Label} ({type.Code})" : type.Label)),
        ];
        return known?.State;
    }

    private PageResult Shows(Refusal? refusal = null, string? field = null)
    {
        if (refusal is not null)
        {
            Sent.Refuse(refusal, field);
        }
        // The page is there, whatever is not that the form names.
        Response.StatusCode = Sent.Status == StatusCodes.Status409Conflict ? Sent.Status : StatusCodes.Status422UnprocessableEntity;
        AddBlanks();
        return Page();
    }

    private void AddBlanks()
    {
        for (var i = 0; i < BlankItems; i++)
        {
            Form.Items.Add(new StandardItemForm());
        }
        // The lines moved up; what was posted under their old numbers must not be shown in the new ones.
        ModelState.Clear();
    }
}

/// <summary>One line of the form.</summary>
public sealed class StandardItemForm
{
    public string? Key { get; set; }

    public string? Name { get; set; }

    /// <summary>As it was typed.</summary>
    public string? Count { get; set; } = "1";

    /// <summary>As it was typed.</summary>
    public string? Per { get; set; } = "1";

    public StandardBasis Basis { get; set; }

    public StandardSubject Subject { get; set; }

    public List<DeviceCategory> Categories { get; set; } = [];

    public List<RoomType> RoomTypes { get; set; } = [];

    /// <summary>A new line that was left as it was, or one that is to go: its name was taken out.</summary>
    public bool IsNone => string.IsNullOrWhiteSpace(Name)
        && (Key is not null
            || (IsOne(Count) && IsOne(Per) && Basis == default && Subject == default && Categories.Count + RoomTypes.Count == 0));

    private static bool IsOne(string? typed) => string.IsNullOrWhiteSpace(typed) || typed.Trim() == "1";
}

/// <summary>A standard as people write it.</summary>
public sealed class StandardForm
{
    private const int LongestKey = 60;

    /// <summary>Of the standard that gets another edition, as the address of the page says; null for a new one.</summary>
    [BindNever]
    public string? Key { get; set; }

    public string? Name { get; set; }

    /// <summary>The day from which it holds.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Keys of Schulformen; empty for all.</summary>
    public List<string> SchoolTypes { get; set; } = [];

    public List<StandardItemForm> Items { get; set; } = [];

    public string? KeyOfName => Key ?? NameKey.Of(Name, LongestKey);

    public static StandardForm Of(string key, EquipmentStandard.State state) => new()
    {
        Key = key,
        Name = state.Name,
        SchoolTypes = [.. state.SchoolTypes ?? []],
        Items =
        [
            .. state.Items.Select(item => new StandardItemForm
            {
                Key = item.Key,
                Name = item.Name,
                Count = $"{item.Count}",
                Per = $"{item.Per}",
                Basis = item.Basis,
                Subject = item.Subject,
                Categories = [.. item.Categories],
                RoomTypes = [.. item.RoomTypes ?? []],
            }),
        ],
    };

    /// <summary>Null where a number cannot be read; the form says which.</summary>
    /// <param name="before">The standard that gets another edition; of its items alone a line may carry the key.</param>
    public EquipmentStandard.Publish? Command(SentForm sent, EquipmentStandard.State? before)
    {
        List<EquipmentStandard.Item> items = [];
        for (var i = 0; i < Items.Count; i++)
        {
            var item = Items[i];
            if (string.IsNullOrWhiteSpace(item.Name))
            {
                sent.Fault($"position-{i}", $"Position {i + 1}: Bitte unter „Was“ eintragen, wie die Position heißt.");
                continue;
            }
            var name = item.Name.Trim();
            var isOfPeople = item.Basis is not (StandardBasis.Room or StandardBasis.School);
            items.Add(new EquipmentStandard.Item(
                before?.Items.FirstOrDefault(known => known.Key == item.Key)?.Key ?? NameKey.Of(name, LongestKey) ?? "",
                name,
                item.Basis,
                sent.CountOwed($"anzahl-{i}", item.Count, $"{name}, Anzahl", EquipmentStandard.Counts),
                isOfPeople ? sent.CountOwed($"je-{i}", item.Per, $"{name}, auf so viele Personen", EquipmentStandard.Counts) : 1,
                item.Subject == StandardSubject.Devices ? item.Categories : [],
                item.Basis == StandardBasis.Room && item.RoomTypes.Count > 0 ? item.RoomTypes : null,
                item.Subject));
        }
        return sent.Faults.Count > 0
            ? null
            : new EquipmentStandard.Publish(Name ?? "", SchoolTypes.Count == 0 ? null : [.. SchoolTypes.Distinct()], items) { On = From };
    }
}
