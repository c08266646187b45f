using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Licences;

namespace Schools.Web.Pages;

/// <summary>One licence: contract, steps, who has how many, and the forms that change them. Each form is one turn.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class LicenceModel(
    LicenceQueries licences, IGrains grains, IAuthorizationService access, TimeProvider clock) : RegisterPage
{
    /// <summary>The forms, by the handlers they post to.</summary>
    public const string Describe = nameof(Describe);
    public const string Entitle = nameof(Entitle);
    public const string Assign = nameof(Assign);
    public const string Transfer = nameof(Transfer);
    public const string Reach = nameof(Reach);
    public const string Revoke = nameof(Revoke);
    public const string Withdraw = nameof(Withdraw);

    /// <summary>Between the school and what it had, in one value of a choice.</summary>
    private const char Had = '|';

    private LicenceKey licence;

    public LicenceDetail Found { get; private set; } = null!;

    public Licence.State State => Found.State;

    public DateOnly Day { get; private set; }

    public LicenceBalance Balance => LicenceBalance.On(Day, State.Term, State.Quantity, State.Assigned);

    public IReadOnlyDictionary<SchoolKey, Euro> Costs { get; private set; } = new Dictionary<SchoolKey, Euro>();

    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    public SentForm Sent { get; private set; } = SentForm.None;

    /// <summary>The version that the forms are made from.</summary>
    public FormVersion Version { get; private set; } = FormVersion.None;

    public FormVersion VersionOf(string form) => Version.In(Sent.Name == form);

    public bool MayChange { get; private set; }

    public IEnumerable<(string Label, string Value)> Particulars =>
        from known in LicenceTerms.Fields.All
        let value = FieldText.Shown(known.Get(State.Terms))
        where value is not null && known.Name is not "product"
        select (known.German, value);

    /// <summary>By the name of the school.</summary>
    public IEnumerable<Licence.Assignment> Assignments =>
        State.Assignments.OrderBy(one => NameOf(one.School), StringComparer.Create(Euro.German, ignoreCase: true));

    public string NameOf(SchoolKey school) => Found.Schools.FirstOrDefault(one => one.Key == school.Value)?.Name ?? school.Number;

    /// <summary>A school and what it has, as one choice of the form for transfers.</summary>
    public static string Source(Licence.Assignment from) => $"{from.School.Value}{Had}{from.Count}";

    /// <summary>The school stays chosen, also when it has another number by now.</summary>
    public bool IsSource(Licence.Assignment from) =>
        Sent.Shown(Transfer, "source").Split(Had)[0] == from.School.Value;

    public async Task<IActionResult> OnGetAsync(string key) => await Load(key) ? Page() : Missing;

    public Task<IActionResult> OnPostDescribeAsync(string key) => Send(key, Describe, form =>
    {
        var terms = ContractFields.Read(form);
        return new Licence.Describe(
            terms, [.. LicenceTerms.Fields.All.Where(field => !field.IsStated(terms)).Select(field => field.Name)]);
    });

    public Task<IActionResult> OnPostEntitleAsync(string key) =>
        Send(key, Entitle, form => new Licence.Entitle(form.Count("quantity", "Menge", Licence.Quantities)));

    public Task<IActionResult> OnPostAssignAsync(string key) => Send(
        key,
        Assign,
        form => new Licence.Assign(form.School("school", "Schule"), form.CountOwed("count", "Anzahl", Licence.Parts)));

    public Task<IActionResult> OnPostTransferAsync(string key) => Send(key, Transfer, form =>
    {
        var source = form.Text("source")?.Split(Had) ?? [];
        var had = source.Length == 2 && int.TryParse(source[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return new Licence.Transfer(
            form.School("source", "Von", source.FirstOrDefault()), form.School("target", "Nach"),
            form.CountOwed("moved", "Anzahl", Licence.Quantities), had);
    });

    public Task<IActionResult> OnPostReachAsync(string key) => Send(
        key,
        Reach,
        form => new Licence.Reach(form.WordOwed<LicenceStep>("step", "Schritt"), form.Text("evidence"), form.Text("reason")));

    /// <summary>Without a day the step never held: it is taken back for the day on which it was reached.</summary>
    public Task<IActionResult> OnPostRevokeAsync(string key) => Send(key, Revoke, form =>
    {
        var step = form.WordOwed<LicenceStep>("reached", "Schritt");
        return new Licence.Revoke(step, form.Text("revoked-for") ?? "") { On = State.On(step) };
    });

    /// <summary>What was entered by mistake never held: it is withdrawn for the day from which it was said to hold.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(string key) => Send(
        key,
        Withdraw,
        form => new Licence.Withdraw(form.Text("withdrawn-for") ?? "") { On = Found.Journal[0].On },
        LicenceListAddress.Path);

    private async Task<IActionResult> Send(string key, string name, Func<SentForm, Licence.Command> read, string? then = null)
    {
        if (!(await access.AuthorizeAsync(User, Access.ManageLicences)).Succeeded)
        {
            return Forbid();
        }
        if (!await Load(key))
        {
            return Missing;
        }
        Sent = new SentForm(name, await Request.ReadFormAsync(Cancel));
        var command = read(Sent);
        command = command with { On = Sent.Day($"{name}-on", "Gilt ab") ?? command.On };
        if (Sent.Faults.Count == 0)
        {
            if (await Send(command) is not { } refusal)
            {
                return Redirect(then ?? $"/lizenzen/{key}");
            }
            Sent.Refuse(Named(refusal), FieldOf(refusal, name));
        }
        Response.StatusCode = Sent.Status;
        return Page();
    }

    private async Task<Refusal?> Send(Licence.Command command)
    {
        var commands = command is Licence.Reach entry
            ? Licence.Entering(State, entry, new DecisionContext(Authority, Day, Origin.Person))
            : [command];
        var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
        return await Version.SendEach(grains, GrainId.Of(Authority, licence), State.Terms.Product!, commands, why, Cancel);
    }

    /// <summary>The same with the school by its name: nobody at this page looks for a number.</summary>
    private Refusal Named(Refusal refusal) =>
        refusal.Code is RefusalCode.LicencesTooFew or RefusalCode.LicencesSaidLater
            && Found.Schools.FirstOrDefault(one => one.Key.EndsWith($"-{refusal.Subject}", StringComparison.Ordinal)) is { } school
            ? refusal with { Subject = school.Name }
            : refusal;

    private static string? FieldOf(Refusal refusal, string form) => refusal.Code switch
    {
        RefusalCode.FactInFuture or RefusalCode.AssignedBeforeTerm or RefusalCode.LicencesSaidLater or RefusalCode.QuantityBeforeFirst =>
            $"{form}-on",
        _ => null,
    };

    private async Task<bool> Load(string key)
    {
        if (!LicenceKey.TryParse(key, out licence) || await licences.Find(Authority, licence, Cancel) is not { } found)
        {
            return false;
        }
        (Found, Day) = (found, GermanCalendar.Today(clock));
        Version = FormVersion.Of(found.Version, Request);
        Costs = LicenceCosts.On(Day, [State]).OfSchools;
        History = LicenceHistory.Tell(found.Journal, found.Schools.ToDictionary(school => school.Key, school => school.Name));
        MayChange = (await access.AuthorizeAsync(User, Access.ManageLicences)).Succeeded;
        return true;
    }
}
