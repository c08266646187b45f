using Schools.Domain;

namespace Schools.Import;

/// <summary>When a row is decided.</summary>
internal enum PlanTurn : byte
{
    /// <summary>It names a building.</summary>
    First,
    Second,

    /// <summary>It moves its device to another school, if a person wants it, and names a building there.</summary>
    MoveFirst,
    Move,
}

/// <summary>A row on its way to a plan: what it was found to mean.</summary>
internal sealed class DeviceFinding(DeviceRow row)
{
    private readonly bool _namesBuilding = row.Building is not null;
    private DeviceRow? _row = row;
    private List<RowIssue>? _issues = row.Issues.Count == 0 ? null : [.. row.Issues];

    /// <summary>The row; not to be asked for between <see cref="LetGo"/> and <see cref="With"/>.</summary>
    public DeviceRow Row => _row ?? throw new InvalidOperationException("The row has to be read anew.");

    public bool IsTotals { get; } = row.IsTotals;

    /// <summary>The school the row names.</summary>
    public SchoolKey? Named { get; } = row.School;

    public DeviceCategory? Category { get; } = row.Details.Category;

    public PlanTurn Turn => Choice == PlanChoice.Move
        ? _namesBuilding ? PlanTurn.MoveFirst : PlanTurn.Move
        : _namesBuilding ? PlanTurn.First : PlanTurn.Second;

    public List<RowIssue> Issues => _issues ??= [];

    public SchoolKey? School { get; set; }

    public Versioned<Device.State>? Known { get; set; }

    public string? MatchedBy { get; set; }

    public PlaceableRoom? Room { get; set; }

    public bool IsConflict { get; set; }

    /// <summary>What a person is asked about the row; it is planned as if the answer were yes.</summary>
    public PlanChoice? Choice { get; private set; }

    public IReadOnlyList<FieldChange> Changes { get; set; } = [];

    public bool HasError { get; private set; } = row.HasError;

    public void Add(RowIssue issue)
    {
        Issues.Add(issue);
        HasError |= issue.Code.Severity == IssueSeverity.Error;
    }

    public void Ask(PlanChoice choice, RowIssue issue)
    {
        Issues.Add(issue);
        Choice = choice;
    }

    public void Conflict(RowIssue issue)
    {
        Add(issue);
        IsConflict = true;
    }

    /// <summary>Keeps what was found and not the row, of a list whose rows are read anew.</summary>
    public void LetGo() => _row = null;

    /// <summary>The same finding of the same row, read anew; what is added to it stays out of this one.</summary>
    public DeviceFinding With(DeviceRow row)
    {
        var with = (DeviceFinding)MemberwiseClone();
        with._row = row;
        with._issues = _issues is null ? null : [.. _issues];
        return with;
    }
}
