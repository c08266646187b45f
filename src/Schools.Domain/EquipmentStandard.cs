using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>What the required count is counted by.</summary>
public enum StandardBasis
{
    /// <summary>So many in every room of the named types.</summary>
    Room,

    /// <summary>So many for a number of pupils.</summary>
    Pupil,

    /// <summary>So many for a number of teachers.</summary>
    Teacher,

    /// <summary>So many for a number of pupils and teachers together.</summary>
    Person,

    /// <summary>So many in every school.</summary>
    School,
}

/// <summary>What is counted.</summary>
public enum StandardSubject
{
    Devices,

    /// <summary>Network ports of the room.</summary>
    Ports,

    /// <summary>Bandwidth of the school's line to the internet, in Mbit/s.</summary>
    Uplink,
}

/// <summary>
/// An equipment standard (Ausstattungsstandard): what a room, pupil, teacher or school is meant to have. Targets and gaps are computed
/// from it and from the devices; every publication is an edition, and the day from which it holds says which one a figure uses.
/// </summary>
public sealed class EquipmentStandard : IAggregate<EquipmentStandard.State, EquipmentStandard.Command, EquipmentStandard.Event>
{
    public const int MostItems = 50;
    public const int LongestText = 200;
    public static readonly CountRange Counts = new(1, 100_000);
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    private EquipmentStandard()
    {
    }

    /// <summary>One requirement: <paramref name="Count"/> things for every <paramref name="Per"/> of the basis.</summary>
    /// <param name="Key">Short name inside the standard, <c>display</c>; it stays when the text changes.</param>
    /// <param name="Per">1 for rooms and schools; 3 in "one device per three pupils".</param>
    /// <param name="Categories">The devices that fulfil it; empty where something else than devices is counted.</param>
    /// <param name="RoomTypes">The rooms it holds for, null for all; only with the basis <see cref="StandardBasis.Room"/>.</param>
    public sealed record Item(
        string Key,
        string Name,
        StandardBasis Basis,
        int Count,
        int Per,
        IReadOnlyList<DeviceCategory> Categories,
        IReadOnlyList<RoomType>? RoomTypes = null,
        StandardSubject Subject = StandardSubject.Devices);

    /// <summary>Another number for one school, with the reason that the committee will ask for.</summary>
    public sealed record Deviation(SchoolKey School, string Item, int Count, int Per, string Reason);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Publish), "publish")]
    [JsonDerivedType(typeof(Deviate), "deviate")]
    [JsonDerivedType(typeof(EndDeviation), "endDeviation")]
    [JsonDerivedType(typeof(Retire), "retire")]
    public abstract record Command : Domain.Command;

    /// <summary>Publishes the standard, or its next version, from the day of the command on.</summary>
    /// <param name="SchoolTypes">Keys of the Schulformen it holds for; null for all.</param>
    public sealed record Publish(string Name, IReadOnlyList<string>? SchoolTypes, IReadOnlyList<Item> Items) : Command;

    public sealed record Deviate(SchoolKey School, string Item, int Count, int Per, string Reason) : Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References => [new(GrainKind.School, School.Value)];
    }

    public sealed record EndDeviation(SchoolKey School, string Item) : Command;

    /// <summary>The standard asks for nothing any more, from the day of the command on.</summary>
    public sealed record Retire(string Reason) : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Published), "published")]
    [JsonDerivedType(typeof(Deviated), "deviated")]
    [JsonDerivedType(typeof(DeviationEnded), "deviationEnded")]
    [JsonDerivedType(typeof(Retired), "retired")]
    public abstract record Event;

    public sealed record Published(string Name, IReadOnlyList<string>? SchoolTypes, IReadOnlyList<Item> Items, DateOnly From) : Event;

    public sealed record Deviated(Deviation Deviation) : Event;

    public sealed record DeviationEnded(SchoolKey School, string Item) : Event;

    /// <param name="From">The day from which it asks for nothing; null in journals of programs that did not keep it.</param>
    public sealed record Retired(string Reason, DateOnly? From = null) : Event;

    /// <param name="Edition">1 for the first publication.</param>
    /// <param name="From">The day from which this edition holds.</param>
    /// <param name="RetiredFor">Why it was ended; null while it holds.</param>
    /// <param name="RetiredFrom">The day from which it asks for nothing any more.</param>
    public sealed record State(
        string Name,
        int Edition,
        DateOnly From,
        IReadOnlyList<string>? SchoolTypes,
        IReadOnlyList<Item> Items,
        IReadOnlyList<Deviation> Deviations,
        string? RetiredFor = null,
        DateOnly? RetiredFrom = null);

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context)
    {
        var day = command.On ?? context.Today;
        return (command, state) switch
        {
            (Publish c, _) when Implausible(c) is { } refusal => refusal,
            (Publish c, { } s) when Repeats(c, s) => Decision<Event>.Nothing,
            (Publish, _) when day > context.Today => new Refusal(RefusalCode.FactInFuture, FieldText.Shown(day)),
            (Publish, _) when day < Earliest => new Refusal(RefusalCode.DateImplausible, FieldText.Shown(day)),
            (Publish, { } s) when day < s.From => new Refusal(RefusalCode.EditionBeforeLast, s.Name, FieldText.Shown(s.From)),
            (Publish, { RetiredFrom: { } ended } s) when day < ended =>
                new Refusal(RefusalCode.EditionBeforeEnd, s.Name, FieldText.Shown(ended)),
            (Publish c, _) => new Published(c.Name.Trim(), c.SchoolTypes, c.Items, day),
            (_, null) => new Refusal(RefusalCode.StandardUnknown),
            (Retire c, { } s) => Retiring(s, c, day, context.Today),
            (Deviate or EndDeviation, { RetiredFor: not null } s) => Ended(s),
            (Deviate c, { } s) => Deviating(s, c),
            (EndDeviation c, { } s) => s.Deviations.Any(e => e.School == c.School && e.Item == c.Item)
                ? new DeviationEnded(c.School, c.Item)
                : Decision<Event>.Nothing,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static State Evolve(State? state, Event happened) => happened switch
    {
        Published e => new State(e.Name, (state?.Edition ?? 0) + 1, e.From, e.SchoolTypes, e.Items, state?.Deviations ?? []),
        Deviated e => state! with
        {
            Deviations =
            [
                .. state.Deviations.Where(x => x.School != e.Deviation.School || x.Item != e.Deviation.Item), e.Deviation,
            ],
        },
        DeviationEnded e => state! with { Deviations = [.. state.Deviations.Where(x => x.School != e.School || x.Item != e.Item)] },
        Retired e => state! with { RetiredFor = e.Reason, RetiredFrom = e.From },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool Repeats(Publish c, State s) =>
        s.RetiredFor is null && s.Name == c.Name.Trim() && (s.SchoolTypes ?? []).SequenceEqual(c.SchoolTypes ?? [])
        && s.Items.Count == c.Items.Count && s.Items.Zip(c.Items).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(Item one, Item other) =>
        one with { Categories = other.Categories, RoomTypes = other.RoomTypes } == other
        && one.Categories.SequenceEqual(other.Categories) && (one.RoomTypes ?? []).SequenceEqual(other.RoomTypes ?? []);

    private static Decision<Event> Retiring(State s, Retire c, DateOnly day, DateOnly today) =>
        s.RetiredFor is { } known
            ? c.Reason.Trim() == known && (c.On is null || c.On == s.RetiredFrom) ? Decision<Event>.Nothing : Ended(s)
        : Owed(c.Reason) is { } owed ? owed
        : day > today ? new Refusal(RefusalCode.FactInFuture, FieldText.Shown(day))
        : day < s.From ? new Refusal(RefusalCode.StandardEndsBeforeItHolds, s.Name, FieldText.Shown(s.From))
        : new Retired(c.Reason.Trim(), day);

    private static Refusal Ended(State s) => new(RefusalCode.StandardEnded, s.Name, FieldText.Shown(s.RetiredFrom ?? s.From));

    private static Decision<Event> Deviating(State s, Deviate c)
    {
        var deviation = new Deviation(c.School, c.Item, c.Count, c.Per, c.Reason.Trim());
        return s.Items.FirstOrDefault(known => known.Key == c.Item) is not { } item
                ? new Refusal(RefusalCode.StandardItemUnknown, c.Item, s.Name)
            : (Amount(item.Name, c.Count, c.Per) ?? Owed(c.Reason)) is { } refusal ? refusal
            : s.Deviations.Contains(deviation) ? Decision<Event>.Nothing
            : new Deviated(deviation);
    }

    private static Refusal? Implausible(Publish c)
    {
        if (string.IsNullOrWhiteSpace(c.Name) || c.Items.Any(item => string.IsNullOrWhiteSpace(item.Name) || item.Key.Length == 0))
        {
            return new Refusal(RefusalCode.NameMissing);
        }
        if (c.Items.Count == 0)
        {
            return new Refusal(RefusalCode.StandardEmpty);
        }
        if (c.Items.Count > MostItems)
        {
            return new Refusal(RefusalCode.CountImplausible, $"{c.Items.Count} Positionen", $"{MostItems}");
        }
        if (c.Name.Length > LongestText || c.Items.Any(item => item.Name.Length > LongestText))
        {
            return new Refusal(RefusalCode.TextTooLong, "der Bezeichnung", $"{LongestText}");
        }
        foreach (var item in c.Items)
        {
            if (Amount(item.Name, item.Count, item.Per) is { } refusal)
            {
                return refusal;
            }
            if (item.Subject switch
                {
                    StandardSubject.Devices => item.Categories.Count == 0,
                    StandardSubject.Ports => item.Categories.Count > 0 || item.Basis != StandardBasis.Room,
                    _ => item.Categories.Count > 0 || item.Basis != StandardBasis.School,
                })
            {
                return new Refusal(RefusalCode.StandardItemUnclear, item.Name);
            }
        }
        return c.Items.GroupBy(item => item.Key).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? new Refusal(RefusalCode.StandardItemTwice, twice.Key)
            : null;
    }

    private static Refusal? Owed(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? new Refusal(RefusalCode.ExplanationMissing)
        : reason.Trim().Length > LongestText ? new Refusal(RefusalCode.TextTooLong, "der Begründung", $"{LongestText}")
        : null;

    /// <summary>A target of nothing is no target; who wants none leaves the item out.</summary>
    private static Refusal? Amount(string item, int count, int per) =>
        Counts.Refuses($"{item}, Anzahl", count) ?? Counts.Refuses($"{item}, auf so viele Personen", per);
}
