using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>A school with its sites and buildings. Rooms and devices are grains of their own that name their school.</summary>
public sealed class School : IAggregate<School.State, School.Command, School.Event>
{
    /// <summary>The largest German school has under 10,000 pupils; a larger number is a slipped column.</summary>
    public const int LargestCount = 20_000;
    public const int LongestText = 500;

    /// <summary>Mbit/s; no school has more than a line of 100 Gbit/s.</summary>
    public const int LargestUplink = 100_000;

    /// <summary>What a person may enter of a line, in Mbit/s: where there is none, nothing is entered.</summary>
    public static readonly CountRange Uplinks = new(1, LargestUplink);
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    private School()
    {
    }

    /// <summary>What the official school list states. Codes such as <c>02</c> or <c>05911000</c> are text.</summary>
    public sealed record Details
    {
        public string? Name { get; init; }
        public string? Name2 { get; init; }
        public string? Name3 { get; init; }
        public string? ShortName { get; init; }
        public string? TypeCode { get; init; }
        public string? LegalForm { get; init; }
        public string? OperatingStatus { get; init; }
        public DateOnly? OperatingSince { get; init; }
        public string? ProviderNumber { get; init; }
        public string? Ags { get; init; }
        public string? Street { get; init; }
        public string? PostalCode { get; init; }
        public string? Town { get; init; }
        public string? Phone { get; init; }
        public string? Fax { get; init; }
        public string? Email { get; init; }
        public string? Website { get; init; }
        public string? Epsg { get; init; }
        public string? Easting { get; init; }
        public string? Northing { get; init; }
        public int? Pupils { get; init; }
        public int? Teachers { get; init; }

        /// <summary>Bandwidth of the line to the internet, in Mbit/s.</summary>
        public int? Uplink { get; init; }

        public static readonly FieldTable<Details> Fields = new(
            new Details(),
            details => details with { },
            ("name", "Schulbezeichnung 1"),
            ("name2", "Schulbezeichnung 2"),
            ("name3", "Schulbezeichnung 3"),
            ("shortName", "Kurzbezeichnung"),
            ("typeCode", "Schulform"),
            ("legalForm", "Rechtsform"),
            ("operatingStatus", "Schulbetrieb"),
            ("operatingSince", "Schulbetrieb seit"),
            ("providerNumber", "Trägernummer"),
            ("ags", "Gemeindeschlüssel"),
            ("street", "Straße"),
            ("postalCode", "PLZ"),
            ("town", "Ort"),
            ("phone", "Telefon"),
            ("fax", "Fax"),
            ("email", "E-Mail"),
            ("website", "Homepage"),
            ("epsg", "Bezugssystem"),
            ("easting", "UTM Rechtswert"),
            ("northing", "UTM Hochwert"),
            ("pupils", "Schülerzahl"),
            ("teachers", "Lehrkräfte"),
            ("uplink", "Internetanbindung (Mbit/s)"));
    }

    /// <summary>A building of a site. Most schools have one site, some two towns apart (Förderzentrum Nord: Lünen and Selm).</summary>
    public sealed record Building(string Name, string? Site);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Describe), "describe")]
    [JsonDerivedType(typeof(AddBuilding), "addBuilding")]
    [JsonDerivedType(typeof(Withdraw), "withdraw")]
    public abstract record Command : Domain.Command;

    /// <summary>
    /// Registers the school, also one that was withdrawn, or changes what is known of it. Fields not given stay, fields in
    /// <paramref name="Cleared"/> become empty.
    /// </summary>
    public sealed record Describe(SchoolKey School, Details Given, IReadOnlyList<string>? Cleared = null) : Command;

    public sealed record AddBuilding(string Name, string? Site = null) : Command;

    /// <summary>Takes back that the school was ever registered; it must have neither rooms nor devices. Its history stays.</summary>
    public sealed record Withdraw(string Reason) : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Registered), "registered")]
    [JsonDerivedType(typeof(Described), "described")]
    [JsonDerivedType(typeof(BuildingAdded), "buildingAdded")]
    [JsonDerivedType(typeof(Withdrawn), "withdrawn")]
    public abstract record Event;

    public sealed record Registered(SchoolKey School, Details Details) : Event;

    public sealed record Described(Details Changed, IReadOnlyList<string>? Cleared = null) : Event;

    public sealed record BuildingAdded(Building Building) : Event;

    public sealed record Withdrawn(string Reason) : Event;

    /// <param name="WithdrawnFor">Why the school is withdrawn; null while it is one of the register.</param>
    public sealed record State(SchoolKey Key, Details Details, IReadOnlyList<Building> Buildings, string? WithdrawnFor = null);

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context) => (command, state) switch
    {
        ({ On: { } day }, _) when day > context.Today => new Refusal(RefusalCode.FactInFuture, FieldText.Shown(day)),
        ({ On: { } day }, _) when day < Earliest => new Refusal(RefusalCode.DateImplausible, FieldText.Shown(day)),
        (Describe c, _) when Implausible(c.Given) is { } refusal => refusal,
        (Describe { Given.Name: null }, null or { WithdrawnFor: not null }) => new Refusal(RefusalCode.NameMissing),
        (Describe c, null or { WithdrawnFor: not null }) => new Registered(c.School, c.Given),
        (Describe c, { } s) => Describing(s, c),
        (_, null) => new Refusal(RefusalCode.SchoolUnknown),
        (Withdraw, { WithdrawnFor: not null }) => Decision<Event>.Nothing,
        (Withdraw c, _) => new Withdrawn(c.Reason),
        (_, { WithdrawnFor: not null }) => new Refusal(RefusalCode.SchoolWithdrawn),
        (AddBuilding c, _) when string.IsNullOrWhiteSpace(c.Name) => new Refusal(RefusalCode.NameMissing),
        (AddBuilding c, { } s) when s.Buildings.Any(b => RoomNumbers.Normal(b.Name) == RoomNumbers.Normal(c.Name)) =>
            Decision<Event>.Nothing,
        (AddBuilding c, _) => new BuildingAdded(new Building(c.Name.Trim(), c.Site)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static State Evolve(State? state, Event happened) => happened switch
    {
        Registered e => new State(e.School, e.Details, []),
        Described e => state! with { Details = Details.Fields.Merge(state.Details, e.Changed, e.Cleared ?? []) },
        BuildingAdded e => state! with { Buildings = [.. state.Buildings, e.Building] },
        Withdrawn e => state! with { WithdrawnFor = e.Reason },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Decision<Event> Describing(State state, Describe command)
    {
        var changed = Details.Fields.Differing(state.Details, command.Given);
        var cleared = Details.Fields.Filled(state.Details, command.Cleared ?? []);
        return changed is null && cleared.Count == 0
            ? Decision<Event>.Nothing
            : new Described(changed ?? new Details(), cleared.Count == 0 ? null : cleared);
    }

    private static Refusal? Implausible(Details given)
    {
        if (given.Uplink is < 0 or > LargestUplink)
        {
            return new Refusal(RefusalCode.CountImplausible, $"{given.Uplink}", $"{LargestUplink}");
        }
        foreach (var count in (ReadOnlySpan<int?>)[given.Pupils, given.Teachers])
        {
            if (count is < 0 or > LargestCount)
            {
                return new Refusal(RefusalCode.CountImplausible, $"{count}", $"{LargestCount}");
            }
        }
        return Details.Fields.LongerThan(LongestText, given) is { } tooLong
            ? new Refusal(RefusalCode.TextTooLong, tooLong.German, $"{LongestText}")
            : null;
    }
}
