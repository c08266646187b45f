using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using GrainType = Schools.Grains.GrainType;

namespace Schools.Orleans;

/// <summary>A grain of the register as other silos see it.</summary>
[Alias("Schools.RegisterGrain")]
public interface IRegisterGrain : IGrainWithStringKey
{
    /// <summary>One command, answered after the commit; the same rules as in the local host.</summary>
    [Alias("Take")]
    Task<TurnAnswer> Take(TurnRequest request);
}

/// <summary>A command on its way between silos. The types of the Domain travel as their JSON, so that none of them knows Orleans.</summary>
/// <param name="Command">A list of one, as <see cref="CommandJson"/> writes it.</param>
/// <param name="Origin">The name of an <see cref="Domain.Origin"/>.</param>
[GenerateSerializer, Immutable, Alias("Schools.TurnRequest")]
public readonly record struct TurnRequest(
    [property: Id(0)] string Command,
    [property: Id(1)] string Actor,
    [property: Id(2)] string Origin,
    [property: Id(3)] string? Request,
    [property: Id(4)] long? Import);

/// <summary>An <see cref="Outcome"/> on its way back.</summary>
/// <param name="Refusal">The name of a <see cref="RefusalCode"/>.</param>
[GenerateSerializer, Immutable, Alias("Schools.TurnAnswer")]
public readonly record struct TurnAnswer(
    [property: Id(0)] int Version,
    [property: Id(1)] int Events,
    [property: Id(2)] string? Refusal,
    [property: Id(3)] string? Subject,
    [property: Id(4)] string? Other)
{
    internal static TurnAnswer Of(Outcome outcome) => new(
        outcome.Version, outcome.Events, outcome.Refusal?.Code.ToString(), outcome.Refusal?.Subject, outcome.Refusal?.Other);

    internal static TurnAnswer Refused(Refusal refusal) => Of(Outcome.Refused(refusal));

    internal Outcome ToOutcome() => new(
        Version, Events, Refusal is null ? null : new Refusal(Enum.Parse<RefusalCode>(Refusal), Subject, Other));
}

/// <summary>
/// The turn every kind of grain shares. Orleans gives one turn at a time and one activation per key; but other hosts, bulk turns and, while
/// a silo is lost, a second activation may write too. The version check of the write is the guard: a copy that proves old is read again and
/// decided again, and an answer that no write proves is given only from a copy read in the same turn. So nobody has to tell an activation
/// that a bulk has passed it by.
/// </summary>
public abstract class RegisterGrain : Grain, IRegisterGrain
{
    private readonly IPersistentState<GrainRecord> stored;
    private readonly TurnRules rules;
    private readonly GrainType type;
    private readonly GrainKind kind;
    private object? state;
    private bool isFresh = true; // Orleans has read the state for the turn that activates the grain.
    private bool isLoaded;

    private protected RegisterGrain(GrainKind kind, IPersistentState<GrainRecord> stored, TurnRules rules)
    {
        (this.kind, this.stored, this.rules) = (kind, stored, rules);
        type = GrainType.Of(kind);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        isLoaded = Accept();
        return Task.CompletedTask;
    }

    public async Task<TurnAnswer> Take(TurnRequest request)
    {
        var id = GrainKeys.Parse(kind, this.GetPrimaryKeyString());
        var commands = CommandJson.Read(kind, request.Command);
        var why = new Why(request.Actor, Enum.Parse<Origin>(request.Origin), request.Request, request.Import);
        if (await rules.Missing(id.Authority, commands) is { } missing)
        {
            return TurnAnswer.Refused(missing);
        }
        var context = new DecisionContext(id.Authority, rules.Today, why.Origin);
        var fresh = isFresh && isLoaded;
        isFresh = false;
        for (var round = 0; round < GrainLimits.Rounds; round++)
        {
            if (!isLoaded)
            {
                await stored.ReadStateAsync();
                if (stored.State.Outage is { } outage)
                {
                    return TurnAnswer.Refused(outage);
                }
                fresh = isLoaded = Accept();
            }
            var decided = type.Decide(state, commands, context);
            if (decided.Events.Count == 0 && fresh)
            {
                return TurnAnswer.Of(new Outcome(Version, 0, decided.Refusal?.About(id.Key)));
            }
            fresh = isLoaded = false;
            if (decided.Events.Count > 0 && await Write(decided, commands[0].On ?? context.Today, why) is { } answer)
            {
                return answer;
            }
        }
        return TurnAnswer.Refused(new Refusal(RefusalCode.ChangedMeanwhile, id.Key));
    }

    private int Version => GrainRecord.VersionOf(stored.Etag);

    /// <summary>Null when another writer was first.</summary>
    private async Task<TurnAnswer?> Write(Decided decided, DateOnly on, Why why)
    {
        stored.State = new GrainRecord { State = type.WriteState(decided.State!), Events = decided.Events, On = on, Why = why };
        await stored.WriteStateAsync();
        switch (stored.State.Result)
        {
            case { Version: > 0 } written:
                (state, isLoaded) = (decided.State, true);
                stored.State = new GrainRecord();
                return TurnAnswer.Of(new Outcome(written.Version, decided.Events.Count, null));
            case { Refusal: { } refusal }:
                return TurnAnswer.Refused(refusal);
            default:
                return null;
        }
    }

    /// <summary>
    /// Takes over what was read. False when the database did not answer, or when the activation came from another silo and was not read.
    /// </summary>
    private bool Accept()
    {
        if (stored.State.Outage is not null || (stored.State.State is null && Version > 0))
        {
            return false;
        }
        state = stored.State.State is { } json ? type.ReadState(json) : null;
        stored.State = new GrainRecord();
        return true;
    }
}
