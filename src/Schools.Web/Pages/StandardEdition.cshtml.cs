using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Web.Pages;

/// <summary>Publishes an equipment standard, or the next edition of one.</summary>
[Authorize(Policy = Access.ManageStandards)]
public sealed class StandardEditionModel(IGrains grains, TimeProvider clock) : RegisterPage
{
    private const int BlankItems = 3;

    public StandardForm Form { get; private set; } = new();

    public string? Refused { get; private set; }

    public DateOnly Today => GermanCalendar.Today(clock);

    public async Task<IActionResult> OnGetAsync(string? von)
    {
        if (von is not null)
        {
            if (await grains.Read<EquipmentStandard.State>(new GrainId(GrainKind.Standard, Authority, von), Cancel) is not { } known)
            {
                return Missing;
            }
            Form = StandardForm.Of(von, known.State);
        }
        AddBlanks();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(StandardForm form)
    {
        Form = form;
        if (!ModelState.IsValid)
        {
            return Shows("Ein Wert konnte nicht gelesen werden. Bitte Zahlen und Tag prüfen.");
        }
        if (form.KeyOfName is not { } key)
        {
            return Shows(new Refusal(RefusalCode.NameMissing).German);
        }
        if (form.Key is null
            && await grains.Read<EquipmentStandard.State>(new GrainId(GrainKind.Standard, Authority, key), Cancel) is not null)
        {
            return Shows(new Refusal(RefusalCode.StandardNameTaken, form.Name).German);
        }
        var outcome = await grains.Send(
            new GrainId(GrainKind.Standard, Authority, key), form.Command(),
            new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier), Cancel);
        return outcome.Refusal is { } refusal ? Shows(refusal.German) : Redirect("/standards");
    }

    private PageResult Shows(string refused)
    {
        Refused = refused;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        AddBlanks();
        return Page();
    }

    private void AddBlanks()
    {
        Form.Items.RemoveAll(item => string.IsNullOrWhiteSpace(item.Name));
        for (var i = 0; i < BlankItems; i++)
        {
            Form.Items.Add(new StandardItemForm());
        }
    }
}

/// <summary>One line of the form; a line without a name is none.</summary>
public sealed class StandardItemForm
{
    public string? Key { get; set; }

    public string? Name { get; set; }

    public int Count { get; set; } = 1;

    public int Per { get; set; } = 1;

    public StandardBasis Basis { get; set; }

    public StandardSubject Subject { get; set; }

    public List<DeviceCategory> Categories { get; set; } = [];

    public List<RoomType> RoomTypes { get; set; } = [];
}

/// <summary>A standard as people write it.</summary>
public sealed class StandardForm
{
    /// <summary>Of the standard that gets another edition; null for a new one.</summary>
    public string? Key { get; set; }

    public string? Name { get; set; }

    /// <summary>The day from which it holds.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Keys of Schulformen with commas between; empty for all.</summary>
    public string? SchoolTypes { get; set; }

    public List<StandardItemForm> Items { get; set; } = [];

    public string? KeyOfName => Key ?? (string.IsNullOrWhiteSpace(Name) ? null : Slug(Name));

    public static StandardForm Of(string key, EquipmentStandard.State state) => new()
    {
        Key = key,
        Name = state.Name,
        SchoolTypes = string.Join(", ", state.SchoolTypes ?? []),
        Items =
        [
            .. state.Items.Select(item => new StandardItemForm
            {
                Key = item.Key,
                Name = item.Name,
                Count = item.Count,
                Per = item.Per,
                Basis = item.Basis,
                Subject = item.Subject,
                Categories = [.. item.Categories],
                RoomTypes = [.. item.RoomTypes ?? []],
            }),
        ],
    };

    public EquipmentStandard.Publish Command()
    {
        var types = (SchoolTypes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new EquipmentStandard.Publish(
            Name ?? "",
            types.Length == 0 ? null : types,
            [
                .. Items.Where(item => !string.IsNullOrWhiteSpace(item.Name)).Select(item => new EquipmentStandard.Item(
                    string.IsNullOrWhiteSpace(item.Key) ? Slug(item.Name!) : item.Key,
                    item.Name!.Trim(),
                    item.Basis,
                    item.Count,
                    item.Basis is StandardBasis.Room or StandardBasis.School ? 1 : item.Per,
                    item.Subject == StandardSubject.Devices ? item.Categories : [],
                    item.Basis == StandardBasis.Room && item.RoomTypes.Count > 0 ? item.RoomTypes : null,
                    item.Subject)),
            ])
        {
            On = From,
        };
    }

    /// <summary>A name as part of an address: <c>standard-2026</c>.</summary>
    private static string Slug(string name) =>
        string.Join('-', RoomNumbers.Normal(name).ToLowerInvariant()
            .Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal)
            .Split([.. " ./:,;"], StringSplitOptions.RemoveEmptyEntries));
}
