using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.Pages;

namespace Schools.Web.District;

/// <summary>One of several rooms that moved together.</summary>
public sealed record MovedRoom(string Key, string Name)
{
    public string Address => WlanPlaceModel.At(Key);
}

/// <summary>A day that was promised and has moved to a later one.</summary>
/// <param name="Where">The school, wave or plan.</param>
/// <param name="Address">The page on which it stands.</param>
public sealed record MovedDay(string Where, string Address, string What, DateOnly Before, DateOnly After, string? Reason)
{
    /// <summary>Rooms of one line that are named; the school's page has all.</summary>
    public const int MostRoomsNamed = 30;

    /// <summary>Calendar days.</summary>
    public int Days => After.DayNumber - Before.DayNumber;

    /// <summary>The rooms behind it, not more than are named.</summary>
    public IReadOnlyList<MovedRoom> Rooms { get; init; } = [];

    /// <summary>How many rooms are behind it; 0 where it is not about rooms.</summary>
    public int RoomCount { get; init; }
}

/// <summary>A milestone or indicator of a plan, or a day of a wave, that has passed.</summary>
/// <param name="Where">The plan or wave.</param>
/// <param name="Address">The page of the measure, plan or wave.</param>
public sealed record OverduePart(string Where, string Address, string What, DateOnly Due);

/// <summary>What became of the days that were promised.</summary>
public sealed record PromisedDays(IReadOnlyList<MovedDay> Moved, IReadOnlyList<OverduePart> Overdue);

/// <summary>What was put off since a day: steps of schools and rooms, waves, measures and milestones, the longest first.</summary>
public sealed class DistrictMoves(FactQueries facts, PlanQueries plans, RoomQueries rooms)
{
    /// <summary>From the journal, for a day whose figures are at hand; rooms with the names they have today.</summary>
    public async Task<PromisedDays> Of(
        AuthorityKey authority, DistrictDay day, DateOnly since, FigureMoment moment, CancellationToken cancel)
    {
        // Only an open step that has a day can have moved; where there is none, nothing is asked.
        var before = day.Facts.Rollouts.Values.Any(state => state.Steps.Values.Any(IsPromised))
            ? await facts.BeforePlannedAnew(authority, since, moment, cancel)
            : new Dictionary<string, Rollout.State>();
        // A draft promises nothing yet, and a plan that has ended nothing more.
        var courses = PlanCourse.InForce(await plans.Between(authority, since, moment, cancel));
        var moves = Of(day, since, before, courses);
        var names = await rooms.Names(authority, [.. moves.SelectMany(moved => moved.Rooms).Select(room => room.Key).Distinct()], cancel);
        return new PromisedDays(
            [.. moves.Select(moved => moved.RoomCount == 0 ? moved : moved with { Rooms = [.. moved.Rooms.Select(Named)] })],
            [.. courses.SelectMany(course => Overdue(course, day)).Concat(Waves(day)).OrderBy(part => part.Due)]);

        MovedRoom Named(MovedRoom room) => names.TryGetValue(room.Key, out var name)
            ? room with { Name = Shown.Room(name.Building, name.Number) }
            : room;
    }

    private static bool IsPromised(Rollout.Step step) => step is { Reached: null, Planned: not null };

    /// <summary>Rooms by their keys, which never change.</summary>
    /// <param name="before">The rollouts on the day of comparison, by their keys.</param>
    public static IReadOnlyList<MovedDay> Of(
        DistrictDay day, DateOnly since, IReadOnlyDictionary<string, Rollout.State> before, IEnumerable<PlanCourse> plans) =>
    [
        .. Slipping.Moved(day.Facts, day.Standings, before).Select(step => new MovedDay(
                Name(step.School), WlanPlaceModel.At(step.School.Key.Value), Labels.German(step.Step), step.Before, step.After,
                step.Reason))
            .Concat(Slipping.OfRooms(day.Facts, before).Select(Rooms))
            .Concat(Slipping.Waves(day.Facts, since).Select(wave => new MovedDay(
                Wave(wave.Name), WaveAt(wave.Key), Labels.German(wave.What), wave.Before, wave.After, wave.Reason)))
            .Concat(plans.SelectMany(Parts))
            .OrderByDescending(moved => moved.Days).ThenBy(moved => moved.Where, StringComparer.Ordinal)
            .ThenBy(moved => moved.What, StringComparer.Ordinal),
    ];

    private static MovedDay Rooms(MovedRooms moved) => new(
        Name(moved.School), WlanPlaceModel.At(moved.School.Key.Value),
        $"{(moved.Rooms.Count == 1 ? "1 Raum" : $"{Shown.Count(moved.Rooms.Count)} Räume")}: {Labels.German(moved.Step)}",
        moved.Before, moved.After, moved.Reason)
    {
        RoomCount = moved.Rooms.Count,
        Rooms = [.. moved.Rooms.Take(MovedDay.MostRoomsNamed).Select(key => new MovedRoom(key, key[(key.IndexOf('/') + 1)..]))],
    };

    private static string Name(SchoolFact school) => school.Details.Name ?? school.Key.Value;

    private static IEnumerable<OverduePart> Overdue(PlanCourse course, DistrictDay day)
    {
        var (plan, on) = (course.State, day.Facts.AsOf);
        var indicators = new PlanIndicators(day.Figures);
        return plan.Milestones.Where(milestone => Slipping.IsOverdue(plan, milestone, on))
            .Select(milestone => new OverduePart(
                plan.Head.Name, PlanModel.Address(course.Key, milestone.Measure), $"Meilenstein {milestone.Name}", plan.DueOf(milestone)))
            .Concat(plan.Indicators.Select(indicators.Of).Where(shown => shown.IsOverdue(on)).Select(shown => new OverduePart(
                plan.Head.Name, $"/plan/{course.Key}", $"Kennzahl {shown.Indicator.Name}: {shown.ActualText} statt {shown.Target}",
                shown.Indicator.By!.Value)));
    }

    private static IEnumerable<OverduePart> Waves(DistrictDay day) =>
        Slipping.Waves(day.Facts).Select(late =>
            new OverduePart(Wave(late.Name), WaveAt(late.Key), Labels.German(late.What), late.Planned));

    private static string Wave(string name) => $"Welle {name}";

    private static string WaveAt(string key) => $"/wellen/{key}";

    private static IEnumerable<MovedDay> Parts(PlanCourse plan) => Slipping.Moved(plan.State, plan.Before).Select(part => new MovedDay(
        plan.State.Head.Name, PlanModel.Address(plan.Key, part.Measure), $"{Labels.German(part.Part)} {part.Name}", part.Before, part.After,
        part.Reason));
}
