using Schools.Domain;

namespace Schools.Import;

/// <summary>
/// The devices that a full list leaves out. It speaks for the school given with it and the schools at which a row finds or opens a
/// device, for a slip in a number may name any school; and there only for the categories that occur in it: a list of tablets says
/// nothing of beamers.
/// </summary>
internal sealed class MissingDevices
{
    private readonly FullList _full;
    private readonly DecisionContext _context;
    private readonly DeviceMatching _matching;
    private readonly AuthorityKey _authority;
    private readonly List<Versioned<Device.State>> _expected;
    private readonly HashSet<DeviceCategory> _categories;
    private readonly List<SchoolKey> _schools;
    private readonly bool _leavesOutCategories;
    private readonly int _uncertain;

    public MissingDevices(RegisterSnapshot snapshot, FullList full, DecisionContext context, DeviceFinding[] findings,
        DeviceMatching matching, SchoolKey? given)
    {
        (_full, _context, _matching, _authority) = (full, context, matching, snapshot.Authority);
        var rows = findings.Where(finding => !finding.IsTotals).ToList();
        var meant = rows.Where(IsOfItsSchool).Select(finding => finding.Named).Append(given).OfType<SchoolKey>().ToHashSet();
        _schools = [.. snapshot.Schools.Select(school => school.State.Key).Where(meant.Contains)];
        var named = rows.Select(finding => finding.Named).OfType<SchoolKey>().ToHashSet();
        NamesSchool = _schools.Count > 0 || snapshot.Schools.Any(school => named.Contains(school.State.Key));
        _categories = [.. rows.Select(row => row.Category ?? row.Known?.State.Details.Category).OfType<DeviceCategory>()];
        _uncertain = rows.Count(finding => finding is { HasError: true, Known: null });
        var schools = _schools.ToHashSet();
        var onSite = snapshot.Devices.Where(device => schools.Contains(device.State.School) && IsExpected(device.State)).ToList();
        _expected = onSite.FindAll(device => _categories.Contains(device.State.Details.Category!.Value));
        _leavesOutCategories = _expected.Count < onSite.Count;
    }

    /// <summary>Whether any row names a school of the register, be the row right or wrong.</summary>
    public bool NamesSchool { get; }

    public PlanScope Scope => new(
        [.. _schools.Select(_matching.Shown)], [.. _categories.Order().Select(category => Labels.German(category))], _full.Absent,
        _full.GraceDays, _expected.Count);

    public IEnumerable<RowIssue> Warnings
    {
        get
        {
            var categories = string.Join(", ", Scope.Categories);
            if (_leavesOutCategories)
                yield return RowIssue.Of(PlanIssues.ScopeOfCategories, 0, null, null, ("expected", categories));
            var schools = _expected.GroupBy(device => device.State.School);
            foreach (var school in schools.OrderBy(school => school.Key.Value, StringComparer.Ordinal))
            {
                var (missing, all) = (school.Count(IsMissing), school.Count());
                if (missing * 100 > all * FullList.ManyMissingPercent)
                    yield return RowIssue.Of(PlanIssues.ManyMissing, 0, null, null, ("expected", _matching.Shown(school.Key)),
                        ("count", missing), ("known", all));
            }
            if (_uncertain > 0 && _expected.Exists(IsMissing))
                yield return RowIssue.Of(PlanIssues.UncertainMissing, 0, null, null, ("count", _uncertain));
        }
    }

    /// <summary>School by school, in the order of their numbers.</summary>
    public IEnumerable<PlanRow> Rows(RoomPlanning rooms) => _expected.Where(IsMissing)
        .OrderBy(device => device.State.School.Value, StringComparer.Ordinal)
        .ThenBy(device => Number(device.State.Details) ?? "", StringComparer.Ordinal)
        .ThenBy(device => device.State.Key.Value, StringComparer.Ordinal)
        .Select(device => Row(device, rooms));

    /// <summary>The device stands at the school the row names, or is new there.</summary>
    private static bool IsOfItsSchool(DeviceFinding finding) =>
        finding.Known is { State.School: var school } ? school == finding.Named : !finding.HasError;

    private bool IsMissing(Versioned<Device.State> device) => !_matching.IsNamed(device.State.Key);

    /// <summary>Whether its school should have it: what is lost, retired or not delivered yet is not missing.</summary>
    private static bool IsExpected(Device.State device) => DeviceLifecycleRules.IsOnSite(device.Lifecycle)
        && device.Availability is not (DeviceAvailability.Lost or DeviceAvailability.Retired);

    private PlanRow Row(Versioned<Device.State> device, RoomPlanning rooms)
    {
        var (state, details) = (device.State, device.State.Details);
        List<Command> commands = [];
        List<FieldChange> changes = [];
        List<RowIssue> issues = [];
        if (Command(state) is { } command && Device.Decide(state, command, _context) is { Refusal: null, Events.Count: > 0 } decision)
        {
            commands.Add(command);
            state = decision.Events.Aggregate(state, (before, happened) => Device.Evolve(before, happened));
            if (state.MissingSince is { } missed)
                changes.Add(new FieldChange(RowField.Missing, FieldKinds.German(GrainKind.Device, RowField.Missing), null,
                    $"seit {FieldText.Shown(missed)}"));
        }
        else if (state.MissingSince is { } since)
            issues.Add(RowIssue.Of(PlanIssues.MissingSince, 0, null, null, ("reading", FieldText.Shown(since))));
        if (state is { MissingSince: null, AbsentSince: { } absent } && _full.Absent == AbsentDevices.Grace)
            issues.Add(RowIssue.Of(PlanIssues.AbsentSince, 0, null, null, ("reading", FieldText.Shown(absent)),
                ("expected", FieldText.Shown(absent.AddDays(_full.GraceDays)))));
        return new PlanRow(0, PlanStatus.Missing, GrainId.Of(_authority, state.Key), device.Version, commands, changes, issues, null,
            DevicePlanner.Title(details), null)
        {
            School = state.School,
            Subject = new RowSubject(Labels.German(details.Category!.Value), details.Serial?.Value, details.InventoryNumber?.Value,
                _matching.Shown(state.School), state.Room is { } room ? rooms.Shown(room) : null),
        };
    }

    private Device.Command? Command(Device.State state) => _full.Absent switch
    {
        AbsentDevices.Mark => new Device.ReportMissing(),
        AbsentDevices.Grace when state.AbsentSince is null => new Device.ReportAbsent(),
        AbsentDevices.Grace when state.AbsentSince.Value.AddDays(_full.GraceDays) <= _context.Today => new Device.ReportMissing(),
        _ => null,
    };

    private static string? Number(DeviceDetails details) => details.InventoryNumber?.Value ?? details.Serial?.Value;
}
