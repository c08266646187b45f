using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>What people see of a row of an undo; a <see cref="PlanRowShown"/> with what was changed since the import.</summary>
public sealed record UndoRowShown(string? Title, IReadOnlyList<FieldChange> Changes, IReadOnlyList<FieldChange> Since);

/// <summary>School and room of something; a room stands in a school, a school in nothing.</summary>
internal readonly record struct Place(SchoolKey? School, RoomKey? Room);

/// <summary>One grain on its way into the plan of an undo.</summary>
/// <param name="Target">Where it goes back to; null for what goes away or is nowhere.</param>
/// <param name="Began">The day from which the register has it at all.</param>
/// <param name="Who">Who changed it since, for people.</param>
internal sealed record UndoRow(
    GrainId Grain,
    int Line,
    string Title,
    UndoStatus Status,
    int Version,
    bool IsAway,
    IReadOnlyList<Command> Commands,
    IReadOnlyList<FieldChange> Back,
    IReadOnlyList<FieldChange> Since,
    Place Now,
    Place? Target,
    DateOnly Began,
    string Who,
    string? Reason = null)
{
    private const int MostNamed = 3;

    /// <summary>It leaves the register, now or when it is chosen.</summary>
    public bool Leaves => Target is null && Status is UndoStatus.Withdrawn or UndoStatus.Conflict;

    /// <summary>It is done unless somebody chooses otherwise, or only if somebody chooses it.</summary>
    public bool MayHappen => Status is UndoStatus.Restored or UndoStatus.Withdrawn or UndoStatus.Conflict;

    public bool IsSure => Status != UndoStatus.Conflict;

    /// <summary>
    /// What is taken in again comes before what stands in it, what goes away after what stood in it; a change of kind is a boundary for
    /// the runner.
    /// </summary>
    public int Turn => (Grain.Kind, Leaves) switch
    {
        (GrainKind.School, false) => 0,
        (GrainKind.Room, false) => 1,
        (GrainKind.Device, _) => 2,
        (GrainKind.Room, true) => 3,
        _ => 4,
    };

    public UndoRow Keep(string reason) => this with { Status = UndoStatus.Kept, Reason = reason };

    /// <summary>Null for a grain that the import did not write after all.</summary>
    public static UndoRow? Of(TouchedGrain grain, long import)
    {
        var reason = $"Import {import} zurückgenommen";
        return grain.Id.Kind switch
        {
            GrainKind.Device => Of(
                grain, import, Undoing.Devices, DomainJson.Default.DeviceEvent, undo => Undoing.Commands(undo, reason), TitleOf,
                state => new Place(state.School, state.Room), state => state.WithdrawnFor),
            GrainKind.Room => Of(
                grain, import, Undoing.Rooms, DomainJson.Default.RoomEvent, undo => Undoing.Commands(undo, reason),
                state => Shown.Room(state.Details.Building, state.Details.Number),
                state => new Place(state.School, null), state => state.WithdrawnFor),
            GrainKind.School => Of(
                grain, import, Undoing.Schools, DomainJson.Default.SchoolEvent, undo => Undoing.Commands(undo, reason),
                state => $"{state.Key.Number} {state.Details.ShortName ?? state.Details.Name}", _ => default, state => state.WithdrawnFor),
            _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "No import writes this kind."),
        };
    }

    /// <param name="holdsFrom">
    /// The day of the list that is taken back. What it said never held, so what takes it back holds from the same day; were it dated
    /// today, the figures of all days between would count for ever what was a mistake. What was known of them then stays known. Without
    /// a day the list spoke of the day it was taken in, and the undo speaks of its own.
    /// </param>
    public ImportRow Stored(int n, DateOnly? holdsFrom)
    {
        // Never before the register had it: what is set back as a whole would otherwise stand in figures of days that did not know it.
        var on = holdsFrom is { } day && day < Began ? Began : holdsFrom;
        var commands = MayHappen && Commands.Count > 0
            ? CommandJson.Write(Grain.Kind, [.. Commands.Select(command => command with { On = on })])
            : null;
        var issue = Reason is null ? null : RowIssue.Of(
            Status == UndoStatus.Conflict ? ImportIssues.ChangedSince : ImportIssues.CannotUndo, Line, null, null, ("expected", Reason));
        return new ImportRow(
            n,
            Line,
            Status.ToString(),
            Grain,
            Version,
            IsSure ? commands : null,
            JsonSerializer.Serialize(new UndoRowShown(Title, Back, Since), ImportJson.Default.UndoRowShown),
            PlanJson.Issues(issue is null ? [] : [issue]),
            null)
        {
            Choice = IsSure ? null : nameof(PlanChoice.Undo),
            CommandsIfChosen = IsSure ? null : commands,
        };
    }

    private static UndoRow? Of<TState, TEvent>(
        TouchedGrain grain,
        long import,
        Undoing<TState, TEvent> undoing,
        JsonTypeInfo<TEvent> json,
        Func<GrainUndo<TState, TEvent>, IReadOnlyList<Command>> commands,
        Func<TState, string> title,
        Func<TState, Place> place,
        Func<TState, string?> withdrawnFor)
        where TState : class
    {
        var turns = grain.Turns.ConvertAll(turn => new RecordedTurn<TEvent>(
            turn.Version, turn.At, turn.Actor, turn.Import, turn.Events.ConvertAll(e => JsonSerializer.Deserialize(e, json)!)));
        if (undoing.Of(turns, import) is not { } undo)
        {
            return null;
        }
        var who = Names(undo.Later);
        var isAway = withdrawnFor(undo.Now) is not null;
        return new UndoRow(
            grain.Id,
            grain.Line,
            title(undo.Now),
            undo.Status,
            undo.Version,
            isAway,
            commands(undo),
            undo.Back,
            undo.Since,
            place(undo.Now),
            undo.Target is { } target ? place(target) : null,
            grain.Turns[0].On,
            who,
            undo.Status switch
            {
                UndoStatus.Conflict => who,
                UndoStatus.Kept when isAway => $"Bleibt zurückgezogen: {who}",
                UndoStatus.Kept => $"Bleibt im Bestand, weil es seit dem Import weiterging: {who}",
                _ => null,
            });
    }

    private static string TitleOf(Device.State state)
    {
        var details = state.Details;
        var number = details.InventoryNumber?.Value ?? details.Serial?.Value;
        return number is null ? Shown.Device(details) : $"{Shown.Device(details)} · {number}";
    }

    /// <summary>The last of those who wrote since, each once.</summary>
    private static string Names<TEvent>(IReadOnlyList<RecordedTurn<TEvent>> later)
    {
        var names = later.Reverse().DistinctBy(turn => (turn.Actor, turn.Import)).Take(MostNamed)
            .Select(turn => $"{(turn.Import is { } import ? $"Import {import}" : turn.Actor)} am {Shown.Moment(turn.At)}");
        return string.Join("; ", names);
    }
}
