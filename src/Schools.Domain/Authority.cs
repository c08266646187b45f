using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>Who may apply an import in an authority.</summary>
public enum ImportApproval
{
    /// <summary>Whoever may import at all.</summary>
    None,

    /// <summary>Only who may approve; the others hand their plans in.</summary>
    Required,
}

/// <summary>The Schulträger, root of all that one Kreis owns.</summary>
public sealed class Authority : IAggregate<Authority.State, Authority.Command, Authority.Event>
{
    private Authority()
    {
    }

    /// <param name="Land">ISO 3166-2 without the country, <c>NW</c>.</param>
    /// <param name="ProviderNumber">The Trägernummer of the official school list, <c>10418</c>; names the authority's own schools.</param>
    /// <param name="AgsPrefix">The leading digits of the Amtlicher Gemeindeschlüssel of the Kreis, <c>05162</c>.</param>
    /// <param name="ImportApproval">Who may apply an import; nobody is asked where it is not stated.</param>
    public sealed record Details(
        string? Name = null, string? Land = null, string? ProviderNumber = null, string? AgsPrefix = null,
        ImportApproval? ImportApproval = null)
    {
        public static readonly FieldTable<Details> Fields = new(
            new Details(),
            details => details with { },
            ("name", "Name"),
            ("land", "Land"),
            ("providerNumber", "Trägernummer"),
            ("agsPrefix", "Gemeindeschlüssel"),
            ("importApproval", "Übernahme von Importen"));
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Describe), "describe")]
    public abstract record Command : Domain.Command;

    /// <summary>Founds the authority, or changes what is known of it.</summary>
    public sealed record Describe(Details Given) : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Described), "described")]
    public abstract record Event;

    public sealed record Described(Details Changed) : Event;

    public sealed record State(Details Details);

    /// <summary>The Länder as in ISO 3166-2:DE; school numbers are theirs.</summary>
    public static readonly FrozenSet<string> Laender = FrozenSet.Create(
        StringComparer.Ordinal,
        "BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH");

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context) => command switch
    {
        Describe { Given.Land: { } land } when !Laender.Contains(land) => new Refusal(RefusalCode.LandUnknown, land),
        Describe { Given.Name: null } when state is null => new Refusal(RefusalCode.NameMissing),
        Describe c => Details.Fields.Differing(state?.Details ?? new Details(), c.Given) is { } changed
            ? new Described(changed)
            : Decision<Event>.Nothing,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static State Evolve(State? state, Event happened) => happened switch
    {
        Described e => new State(Details.Fields.Merge(state?.Details ?? new Details(), e.Changed, [])),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
