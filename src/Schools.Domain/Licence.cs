using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>A licence contract: a product, how it is counted, how many, and which school has how many of them.</summary>
public sealed class Licence : IAggregate<Licence.State, Licence.Command, Licence.Event>
{
    public const int LongestText = 200;

    private Licence()
    {
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Describe), "describe")]
    public abstract record Command : Domain.Command;

    public sealed record Describe(string Name) : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Described), "described")]
    public abstract record Event;

    public sealed record Described(string Name) : Event;

    public sealed record State(string Name);

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context) => command switch
    {
        Describe c when string.IsNullOrWhiteSpace(c.Name) => new Refusal(RefusalCode.NameMissing),
        Describe c when c.Name.Length > LongestText => new Refusal(RefusalCode.TextTooLong, "Bezeichnung", $"{LongestText}"),
        Describe c => state?.Name == c.Name.Trim() ? Decision<Event>.Nothing : new Described(c.Name.Trim()),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static State Evolve(State? state, Event happened) => happened switch
    {
        Described e => new State(e.Name),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
