using Microsoft.AspNetCore.Mvc.RazorPages;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Pages;

namespace Schools.Web.Plans;

/// <summary>A page that changes a plan: finds it, sends commands, shows again what was refused.</summary>
public abstract class PlanEditPage(PlanQueries plans, IGrains grains) : RegisterPage
{
    public string Key { get; private set; } = "";

    public MasterPlan.State Plan { get; private set; } = MasterPlan.State.Nameless;

    /// <summary>The version of the plan that the forms of the page are made from.</summary>
    public FormVersion Version { get; private set; } = FormVersion.None;

    /// <summary>The form that was sent.</summary>
    public SentForm Sent { get; protected set; } = SentForm.None;

    /// <param name="moment">A past moment that is only looked at; null for now.</param>
    protected async Task<bool> Find(string key, FigureMoment? moment = null)
    {
        var known = moment is null ? plans.Find(Authority, key, Cancel) : plans.FindAt(Authority, key, moment, Cancel);
        if (await known is not { } found)
        {
            return false;
        }
        (Key, Plan, Version) = (found.Key, found.State, FormVersion.Of(found.Version, Request));
        return true;
    }

    protected async Task<SentForm> Read(string form) => Sent = new SentForm(form, await Request.ReadFormAsync(Cancel));

    /// <summary>Sends commands of one day as one turn, on the version that their form carries.</summary>
    /// <param name="on">The day they hold from; today where none is said.</param>
    protected Task<Refusal?> Send(string key, DateOnly? on, params IReadOnlyList<MasterPlan.Command> commands) =>
        Send(Version, key, Plan.Head.Name, on, commands);

    /// <summary>Sends the commands that begin a plan; where there is one of that key by now, they are refused.</summary>
    /// <param name="name">Of the new plan.</param>
    protected Task<Refusal?> Begin(string key, string name, DateOnly? on, params IReadOnlyList<MasterPlan.Command> commands) =>
        Send(FormVersion.New(RefusalCode.PlanNameTaken), key, name, on, commands);

    private async Task<Refusal?> Send(
        FormVersion version, string key, string name, DateOnly? on, IReadOnlyList<MasterPlan.Command> commands)
    {
        var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
        return await version.Send(
            grains, new GrainId(GrainKind.Plan, Authority, key), name, [.. commands.Select(command => command with { On = on })], why,
            Cancel);
    }

    /// <summary>Sends commands of different days, each as a turn of its own.</summary>
    protected async Task<Refusal?> SendEach(string key, IReadOnlyList<MasterPlan.Command> commands)
    {
        var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
        return await Version.SendEach(grains, new GrainId(GrainKind.Plan, Authority, key), Plan.Head.Name, commands, why, Cancel);
    }

    /// <summary>The page once more, with what was typed and what is wrong with it.</summary>
    protected PageResult Again()
    {
        Response.StatusCode = Sent.Status;
        return Page();
    }
}
