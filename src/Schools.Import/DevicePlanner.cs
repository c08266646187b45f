using Schools.Domain;

namespace Schools.Import;

/// <summary>Plans a device list in three turns: which device and school, which room, then what the domain decides.</summary>
internal sealed class DevicePlanner(ImportReading reading, RegisterSnapshot snapshot, PlanOptions options)
{
    private readonly PlannedCells _cells = new(reading);
    private readonly DeviceMatching _matching = new(reading, snapshot);
    private readonly RoomPlanning _rooms = new(snapshot);
    private readonly DecisionContext _context = new(snapshot.Authority, options.Day, Origin.Import);

    private int _withoutInvoice, _withoutStatus;

    public PlanTally Tally { get; } = new();

    public IReadOnlyList<PlannedRoom> NewRooms => _rooms.New(snapshot);

    public IReadOnlyList<PlannedRoom> RoomsOfMoves => _rooms.OfMoves(snapshot);

    /// <summary>What a full list speaks for; null for a part, and until it was planned.</summary>
    public PlanScope? Scope { get; private set; }

    /// <summary>A full list of which no row names a school, and none was given with it.</summary>
    public bool FullWithoutSchool { get; private set; }

    /// <summary>What is said of the devices that a full list leaves out.</summary>
    public IReadOnlyList<RowIssue> OfMissing { get; private set; } = [];

    /// <summary>What the planned rows get without their cells saying so, once for the file.</summary>
    public IEnumerable<RowIssue> Assumed
    {
        get
        {
            if (_withoutStatus > 0)
                yield return Note(ImportIssues.AssumedStatus, RowField.Lifecycle, _withoutStatus);
            if (_withoutInvoice > 0)
                yield return Note(ImportIssues.AssumedLegacy, "invoiceNumber", _withoutInvoice);
        }
    }

    public IReadOnlyList<PlanRow> Plan()
    {
        var findings = new DeviceFinding[reading.Devices.Count];
        var rows = new PlanRow?[findings.Length];
        // Rows that name a building are decided first: where the others stand depends on the rooms those open. Moves, which may not
        // happen, come last.
        foreach (var turn in (ReadOnlySpan<PlanTurn>)[PlanTurn.First, PlanTurn.Second, PlanTurn.MoveFirst, PlanTurn.Move])
        {
            if (turn == PlanTurn.First || Array.Exists(findings, finding => finding.Turn == turn))
                Decide(turn, findings, rows);
        }
        if (options.Full is { } full)
        {
            var missing = new MissingDevices(snapshot, full, _context, findings, _matching, reading.Options.School);
            (Scope, FullWithoutSchool) = (missing.Scope, !missing.NamesSchool);
            List<PlanRow> left = [.. missing.Rows(_rooms)];
            left.ForEach(Tally.Add);
            OfMissing = [.. missing.Warnings];
            rows = [.. rows, .. left];
        }
        return reading.Devices.AreHeld ? rows! : new PlannedRows(reading.Devices, rows, (i, row) => DecideNew(findings[i].With(row)));
    }

    /// <summary>Decides the rows of one turn; the first finds out what each row means.</summary>
    private void Decide(PlanTurn turn, DeviceFinding[] findings, PlanRow?[] rows)
    {
        var i = 0;
        foreach (var row in reading.Devices)
        {
            var finding = turn == PlanTurn.First ? Identified(row) : findings[i];
            if (finding.Turn == turn)
            {
                if (turn != PlanTurn.First && !reading.Devices.AreHeld)
                    finding = finding.With(_matching.Settled(row));
                (finding, rows[i]) = Decided(finding);
            }
            if (!reading.Devices.AreHeld)
                finding.LetGo();
            findings[i++] = finding;
        }
    }

    private DeviceFinding Identified(DeviceRow row)
    {
        var finding = new DeviceFinding(_matching.Settled(row));
        if (!finding.IsTotals)
        {
            _matching.Identify(finding);
            MdmSteps.Tell(finding);
        }
        return finding;
    }

    /// <summary>The finding to go on with and the planned row, or none where it is made when it is asked for.</summary>
    private (DeviceFinding Finding, PlanRow? Row) Decided(DeviceFinding finding)
    {
        Place(finding);
        var decided = reading.Devices.AreHeld ? finding : finding.With(finding.Row);
        var planned = Decide(decided);
        Tally.Add(planned);
        if (planned.Status == PlanStatus.New)
            Take(decided, (Device.Register)planned.Commands[0]);
        return planned.Status == PlanStatus.New && !reading.Devices.AreHeld ? (finding, null) : (decided, planned);
    }

    /// <summary>Notes what a new device means for rooms and for what is said of the file as a whole.</summary>
    private void Take(DeviceFinding finding, Device.Register register)
    {
        var row = finding.Row;
        finding.Room?.Use(row);
        _withoutStatus += row.Lifecycle is null && register.Lifecycle < DeviceLifecycle.MdmEnrolled ? 1 : 0;
        _withoutInvoice += register.Details.Legacy != row.Details.Legacy ? 1 : 0;
    }

    private void Place(DeviceFinding finding)
    {
        var row = finding.Row;
        if (finding.HasError || row.Room is not { } room || finding.School is not { } school)
            return;
        switch (_rooms.Find(school, room, row.Building))
        {
            case [{ IsNew: true }] when !options.CreateRooms:
                finding.Add(RowIssue.Of(PlanIssues.UnknownRoom, row.Line, reading.HeaderOf(RowField.Room), room));
                break;
            case [var found]:
                if (finding.Choice == PlanChoice.Move && found is { IsNew: true, Line: 0 })
                    finding.Add(RowIssue.Of(PlanIssues.MoveOpensRoom, row.Line, reading.HeaderOf(RowField.Room), room));
                finding.Room = found;
                if (found.IsClosed && finding.Known?.State.Room != found.Key)
                    finding.Add(_cells.Refused(row, new Refusal(RefusalCode.RoomClosed, room)));
                break;
            case []:
                finding.Add(RowIssue.Of(ImportIssues.InvalidIdentifier, row.Line, reading.HeaderOf(RowField.Room), room,
                    ("expected", "eine kürzere Raumnummer")));
                break;
            case var several:
                finding.Conflict(RowIssue.Of(ImportIssues.AmbiguousRoom, row.Line, reading.HeaderOf(RowField.Room), room,
                    ("expected", string.Join("; ", several.Select(candidate => candidate.Shown)))));
                break;
        }
    }

    private PlanRow Decide(DeviceFinding finding)
    {
        if (finding.Row.IsTotals)
            return Row(finding, PlanStatus.Skipped);
        if (finding.HasError)
            return Row(finding, finding.IsConflict ? PlanStatus.Conflict : PlanStatus.Error);
        return finding.Known is { } known ? DecideKnown(finding, known) : DecideNew(finding);
    }

    /// <summary>Changes nothing but the finding, so that a row can be planned again.</summary>
    private PlanRow DecideNew(DeviceFinding finding)
    {
        var row = finding.Row;
        var details = row.Details;
        if (details.Category is not { } category)
            finding.Add(_cells.Missing(row, "category"));
        else if (details.Serial is null && (category.NeedsSerialNumber() || row.Identity is null))
            finding.Add(_cells.Missing(row, "serial"));
        else if (row.Identity is null)
            finding.Add(_cells.Missing(row, "inventoryNumber"));
        if (finding.School is not { } school)
        {
            finding.Add(RowIssue.Of(ImportIssues.MissingSchool, row.Line, reading.HeaderOf(RowField.School), null));
            return Row(finding, PlanStatus.Error);
        }
        if (finding.HasError)
            return Row(finding, PlanStatus.Error);

        var lifecycle = row.Lifecycle ?? MdmSteps.AtLeast(finding, details)
            ?? (details.InventoryNumber is null ? DeviceLifecycle.Delivered : DeviceLifecycle.Inventoried);
        if (DeviceComparison.LacksInvoice(lifecycle, details))
            details = details with { Legacy = true };
        var register = new Device.Register(_matching.NewKey(row), school, finding.Room?.Key, details, lifecycle,
            row.Condition ?? DeviceCondition.Unclear,
            row.Availability ?? DeviceLifecycleRules.AvailabilityAfter(lifecycle, lifecycle) ?? DeviceAvailability.Unclear);
        if (Device.Decide(null, register, _context).Refusal is { } refusal)
        {
            finding.Add(_cells.Refused(row, refusal));
            return Row(finding, PlanStatus.Error);
        }
        return Row(finding, PlanStatus.New, [register], register.Device);
    }

    private PlanRow DecideKnown(DeviceFinding finding, Versioned<Device.State> known)
    {
        var row = finding.Row;
        var comparison = new DeviceComparison(known.State, _context);
        var empty = row.Device is null ? options.EmptyCell : EmptyCell.Clear;
        // Taken once: it tells the finding what is lacking for it.
        var step = row.Lifecycle ?? MdmSteps.AtLeast(finding, DeviceDetails.Fields.Merge(known.State.Details, row.Details, []));
        if (comparison.Compare(finding, empty, step) is { } refusal)
        {
            finding.Changes = comparison.Wanted(refusal, finding);
            finding.Add(_cells.Refused(row, refusal));
            var undecided = refusal.Code is RefusalCode.LifecycleBackward or RefusalCode.LifecycleForbidden or RefusalCode.DeviceRetired;
            return Row(finding, undecided ? PlanStatus.Conflict : PlanStatus.Error);
        }
        if (finding.Choice == PlanChoice.Move)
        {
            finding.Room?.UseByMove(row);
            // Matching has told the school already, by its name.
            finding.Changes = [.. finding.Changes, .. comparison.Changes(_rooms).Where(change => change.Field != RowField.School)];
            return Row(finding, PlanStatus.Conflict) with { Choice = PlanChoice.Move, CommandsIfChosen = comparison.Commands };
        }
        if (comparison.Commands.Count == 0)
            return WithDoubts(PlanStatus.Unchanged);
        if (row is { Device: not null, Version: { } seen } && seen != known.Version)
        {
            finding.Changes = comparison.Changes(_rooms);
            finding.Conflict(RowIssue.Of(ImportIssues.ChangedSinceExport, row.Line, reading.HeaderOf(RowField.Version), $"{seen}",
                ("reading", $"{known.Version}")));
            return Row(finding, PlanStatus.Conflict);
        }
        if (finding.Room is { } room && comparison.State.Room == room.Key)
            room.Use(row);
        finding.Changes = comparison.Changes(_rooms);
        var legacy = (Given: row.Details.Legacy, Before: known.State.Details.Legacy, After: comparison.State.Details.Legacy);
        _withoutInvoice += legacy is (null, null, true) ? 1 : 0;
        return WithDoubts(PlanStatus.Changed);

        // Where a stored value was kept against a damaged one, a person may want the damaged one after all.
        PlanRow WithDoubts(PlanStatus status)
        {
            var planned = Row(finding, status, comparison.Commands);
            if (!comparison.KeptDoubts)
                return planned;
            var asWritten = new DeviceComparison(known.State, _context) { TakesDoubts = true };
            return asWritten.Compare(finding, empty, step) is null && asWritten.Commands.Count > 0
                ? planned with { Choice = PlanChoice.Doubt, CommandsIfChosen = asWritten.Commands }
                : planned;
        }
    }

    private PlanRow Row(DeviceFinding finding, PlanStatus status, IReadOnlyList<Command>? commands = null, DeviceKey? created = null)
    {
        var key = created ?? finding.Known?.State.Key;
        GrainId? grain = key is { } device ? GrainId.Of(snapshot.Authority, device) : null;
        return new PlanRow(finding.Row.Line, status, grain,
            finding.Known?.Version ?? (grain is { } made ? snapshot.VersionOfNew(made) : 0), commands ?? [], finding.Changes,
            finding.Issues, finding.MatchedBy, finding.Row.IsTotals ? null : Title(finding.Row.Details, finding.Known?.State.Details),
            _cells.Keep(finding.Row, status))
        {
            School = finding.School ?? finding.Known?.State.School,
            Subject = finding.Row.IsTotals ? null : Subject(finding),
        };
    }

    private RowSubject Subject(DeviceFinding finding)
    {
        var (given, stored) = (finding.Row.Details, finding.Known?.State.Details);
        var school = finding.School ?? finding.Known?.State.School;
        return new RowSubject(
            (given.Category ?? stored?.Category) is { } category ? Labels.German(category) : null,
            (given.Serial ?? stored?.Serial)?.Value, (given.InventoryNumber ?? stored?.InventoryNumber)?.Value,
            school is { } key ? _matching.Shown(key) : null,
            finding.Row.Room is { } room ? finding.Row.Building is { } building ? $"{room}, {building}" : room
            : finding.Known?.State.Room is { } stands ? _rooms.Shown(stands)
            : null);
    }

    private RowIssue Note(ImportCode code, string field, int count) =>
        RowIssue.Of(code, reading.Dialect.HeaderLine, reading.HeaderOf(field), null, ("count", count));

    internal static string? Title(DeviceDetails given, DeviceDetails? stored = null)
    {
        var model = given.Model ?? stored?.Model;
        var what = model is not null ? $"{given.Manufacturer ?? stored?.Manufacturer} {model}".TrimStart() : given.Name ?? stored?.Name;
        var number = given.InventoryNumber?.Value ?? stored?.InventoryNumber?.Value ?? given.Serial?.Value ?? stored?.Serial?.Value;
        return what is null ? number : number is null ? what : $"{what} · {number}";
    }
}
