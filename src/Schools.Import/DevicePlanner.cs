using Schools.Domain;

namespace Schools.Import;

/// <summary>A row on its way to a plan: what it was found to mean.</summary>
internal sealed class DeviceFinding(DeviceRow row)
{
    public DeviceRow Row => row;

    public List<RowIssue> Issues { get; } = [.. row.Issues];

    public SchoolKey? School { get; set; }

    public Versioned<Device.State>? Known { get; set; }

    public string? MatchedBy { get; set; }

    public PlaceableRoom? Room { get; set; }

    public bool IsConflict { get; set; }

    public IReadOnlyList<FieldChange> Changes { get; set; } = [];

    public bool HasError { get; private set; } = row.HasError;

    public void Add(RowIssue issue)
    {
        Issues.Add(issue);
        HasError |= issue.Code.Severity == IssueSeverity.Error;
    }

    public void Conflict(RowIssue issue)
    {
        Add(issue);
        IsConflict = true;
    }
}

/// <summary>Plans a device list in three turns: which device and school, which room, then what the domain decides.</summary>
internal sealed class DevicePlanner(ImportReading reading, RegisterSnapshot snapshot, PlanOptions options)
{
    private readonly PlannedCells _cells = new(reading);
    private readonly DeviceMatching _matching = new(reading, snapshot);
    private readonly RoomPlanning _rooms = new(snapshot);
    private readonly DecisionContext _context = new(snapshot.Authority, options.Today, Origin.Import);

    private int _withoutInvoice, _withoutStatus;

    public IReadOnlyList<PlannedRoom> NewRooms => _rooms.New(snapshot.Authority);

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

    public List<PlanRow> Plan()
    {
        var findings = reading.Devices.ConvertAll(row => new DeviceFinding(_matching.Settled(row)));
        foreach (var finding in findings)
        {
            if (!finding.Row.IsTotals)
                _matching.Identify(finding);
        }
        // Rows that name a building are decided first: where the others stand depends on the rooms those open.
        var rows = new PlanRow[findings.Count];
        foreach (var withBuilding in (ReadOnlySpan<bool>)[true, false])
        {
            for (var i = 0; i < rows.Length; i++)
            {
                if (findings[i].Row.Building is not null != withBuilding)
                    continue;
                Place(findings[i]);
                rows[i] = Decide(findings[i]);
            }
        }
        return [.. rows];
    }

    private void Place(DeviceFinding finding)
    {
        var row = finding.Row;
        if (finding.HasError || row.Room is not { } room || finding.School is not { } school)
            return;
        switch (_rooms.Find(school, room, row.Building))
        {
            case [var found]:
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

        var lifecycle = row.Lifecycle ?? (details.InventoryNumber is null ? DeviceLifecycle.Delivered : DeviceLifecycle.Inventoried);
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
        finding.Room?.Use(row);
        _withoutStatus += row.Lifecycle is null ? 1 : 0;
        _withoutInvoice += details.Legacy != row.Details.Legacy ? 1 : 0;
        return Row(finding, PlanStatus.New, [register], register.Device);
    }

    private PlanRow DecideKnown(DeviceFinding finding, Versioned<Device.State> known)
    {
        var row = finding.Row;
        var comparison = new DeviceComparison(known.State, _context);
        if (comparison.Compare(finding, row.Device is null ? options.EmptyCell : EmptyCell.Clear) is { } refusal)
        {
            finding.Changes = comparison.Wanted(refusal, finding);
            finding.Add(_cells.Refused(row, refusal));
            var undecided = refusal.Code is RefusalCode.LifecycleBackward or RefusalCode.LifecycleForbidden or RefusalCode.DeviceRetired;
            return Row(finding, undecided ? PlanStatus.Conflict : PlanStatus.Error);
        }
        if (comparison.Commands.Count == 0)
            return Row(finding, PlanStatus.Unchanged);
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
        return Row(finding, PlanStatus.Changed, comparison.Commands);
    }

    private PlanRow Row(DeviceFinding finding, PlanStatus status, IReadOnlyList<Command>? commands = null, DeviceKey? created = null)
    {
        var key = created ?? finding.Known?.State.Key;
        return new PlanRow(finding.Row.Line, status, key is { } device ? GrainId.Of(snapshot.Authority, device) : null,
            finding.Known?.Version ?? 0, commands ?? [], finding.Changes, finding.Issues, finding.MatchedBy,
            finding.Row.IsTotals ? null : Title(finding), _cells.Keep(finding.Row, status));
    }

    private RowIssue Note(ImportCode code, string field, int count) =>
        RowIssue.Of(code, reading.Dialect.HeaderLine, reading.HeaderOf(field), null, ("count", count));

    private static string? Title(DeviceFinding finding)
    {
        var (given, stored) = (finding.Row.Details, finding.Known?.State.Details);
        var model = given.Model ?? stored?.Model;
        var what = model is not null ? $"{given.Manufacturer ?? stored?.Manufacturer} {model}".TrimStart() : given.Name ?? stored?.Name;
        var number = given.InventoryNumber?.Value ?? stored?.InventoryNumber?.Value ?? given.Serial?.Value ?? stored?.Serial?.Value;
        return what is null ? number : number is null ? what : $"{what} · {number}";
    }
}
