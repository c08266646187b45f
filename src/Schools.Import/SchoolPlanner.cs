using Schools.Domain;

namespace Schools.Import;

/// <summary>Plans a school list: each row describes the school of its number.</summary>
internal sealed class SchoolPlanner(ImportReading reading, RegisterSnapshot snapshot, PlanOptions options)
{
    private static readonly HashSet<string> OpenEnds = new(StringComparer.OrdinalIgnoreCase)
    {
        "des", "der", "dem", "den", "für", "und", "mit", "im", "in", "am", "an", "auf", "von", "vom", "zum", "zur",
    };

    private readonly Dictionary<SchoolKey, Versioned<School.State>> _known = snapshot.Schools.ToDictionary(school => school.State.Key);
    private readonly Dictionary<SchoolKey, int> _lines = [];
    private readonly Dictionary<string, int> _providers = new(StringComparer.Ordinal);
    private readonly PlannedCells _cells = new(reading);
    private readonly DecisionContext _context = new(snapshot.Authority, options.Day, Origin.Import);

    /// <summary>The authority's own schools first, then the largest providers.</summary>
    public IReadOnlyList<ProviderCount> Providers =>
    [
        .. _providers.Select(provider => new ProviderCount(provider.Key, provider.Value, provider.Key == snapshot.Details.ProviderNumber))
            .OrderByDescending(provider => provider.IsOwn).ThenByDescending(provider => provider.Rows)
            .ThenBy(provider => provider.ProviderNumber, StringComparer.Ordinal),
    ];

    public PlanTally Tally { get; } = new();

    public List<PlanRow> Plan()
    {
        List<PlanRow> rows = [.. reading.Schools.Select(Plan)];
        rows.ForEach(Tally.Add);
        return rows;
    }

    private PlanRow Plan(SchoolRow row)
    {
        if (row.IsTotals)
            return Row(row, PlanStatus.Skipped, row.Issues);
        var known = row.School is { } school ? _known.GetValueOrDefault(school) : null;
        if (reading.Profile.Own && known is not null)
            row = OwnFormat.Settled(row, known.State, reading.Columns);
        var provider = row.Details.ProviderNumber ?? known?.State.Details.ProviderNumber;
        if (provider is not null)
            _providers[provider] = _providers.GetValueOrDefault(provider) + 1;
        if (options.OwnSchoolsOnly && row.School is not null && provider != snapshot.Details.ProviderNumber && !HidesProvider(row))
            return Row(row, PlanStatus.Skipped, []);
        List<RowIssue> issues = [.. row.Issues];
        if (row.School is { } key)
        {
            if (!_lines.TryAdd(key, row.Line))
                issues.Add(RowIssue.Of(ImportIssues.DuplicateInFile, row.Line, reading.HeaderOf(RowField.School), key.Number,
                    ("first", _lines[key])));
        }
        else if (!row.HasError)
            issues.Add(_cells.Missing(row, RowField.School));
        return issues.Exists(issue => issue.Code.Severity == IssueSeverity.Error)
            ? Row(row, PlanStatus.Error, issues)
            : Decide(row, known, issues);
    }

    /// <summary>A row whose provider cannot be read may be one of the authority's own; its error is shown.</summary>
    private bool HidesProvider(SchoolRow row) =>
        row.HasError && row.Details.ProviderNumber is null && !row.Emptied.Contains("providerNumber")
        && row.Issues.Any(issue => issue.Column == reading.HeaderOf("providerNumber"));

    private PlanRow Decide(SchoolRow row, Versioned<School.State>? known, List<RowIssue> issues)
    {
        var given = Whole(
            known is null ? row.Details : PlannedCells.WithoutDoubts(row, School.Details.Fields, known.State.Details, row.Details, issues),
            known?.State.Details.Name2);
        var cleared = known is null ? null : PlannedCells.Cleared(
            row, School.Details.Fields, reading.Profile.Own ? EmptyCell.Clear : options.EmptyCell);
        var decision = School.Decide(known?.State, new School.Describe(row.School!.Value, given, cleared), _context);
        if (decision.Refusal is { } refusal)
            return Row(row, PlanStatus.Error, [.. issues, _cells.Refused(row, refusal)]);
        return decision.Events switch
        {
            [School.Described changed] => Row(row, PlanStatus.Changed, issues, known,
                [new School.Describe(row.School.Value, changed.Changed, changed.Cleared)],
                School.Details.Fields.Changes(known!.State.Details, School.Evolve(known.State, changed).Details)),
            [School.Registered] => Row(row, PlanStatus.New, issues, null, [new School.Describe(row.School.Value, given)]),
            _ => Row(row, PlanStatus.Unchanged, issues, known),
        };
    }

    /// <summary>
    /// The official list cuts names into lines of forty characters. One that ends with a word that asks for more goes on in the second
    /// line: <c>Mosaik-Schule, Förderschule des</c> | <c>Rhein-Kreises Neuss, Förderschwerpunkt</c>.
    /// </summary>
    private static School.Details Whole(School.Details given, string? knownSecond)
    {
        if (given.Name is not { } name || (given.Name2 ?? knownSecond) is not { } second
            || !OpenEnds.Contains(name[(name.LastIndexOf(' ') + 1)..]))
        {
            return given;
        }
        var end = second.IndexOfAny([',', ';', '(']);
        var dash = second.IndexOf(" -", StringComparison.Ordinal);
        end = end < 0 ? dash : dash < 0 ? end : Math.Min(end, dash);
        return given with { Name = $"{name} {(end < 0 ? second : second[..end]).Trim()}".Trim() };
    }

    private PlanRow Row(
        SchoolRow row, PlanStatus status, IReadOnlyList<RowIssue> issues, Versioned<School.State>? known = null,
        IReadOnlyList<Command>? commands = null, IReadOnlyList<FieldChange>? changes = null)
    {
        GrainId? grain = row.School is { } school ? GrainId.Of(snapshot.Authority, school) : null;
        var name = row.Details.ShortName ?? row.Details.Name ?? known?.State.Details.Name;
        var version = known?.Version ?? (grain is { } made ? snapshot.VersionOfNew(made) : 0);
        return new PlanRow(row.Line, status, grain, version, commands ?? [], changes ?? [], issues,
            known is null ? null : FieldKinds.German(GrainKind.School, RowField.School),
            row.School is null ? name : $"{row.School.Value.Number} {name}".Trim(), _cells.Keep(row, status));
    }
}
