using Schools.Domain;

namespace Schools.Import;

/// <summary>What is counted and collected while rows are planned, so that nobody has to go through them for it.</summary>
internal sealed class PlanTally
{
    private readonly int[] _counts = new int[Enum.GetValues<PlanStatus>().Length];
    private readonly SortedSet<string> _makers = new(StringComparer.Ordinal), _models = new(StringComparer.Ordinal);
    private (string? Manufacturer, string? Model) _last;

    public PlanCounts Counts => new(Of(PlanStatus.New), Of(PlanStatus.Changed), Of(PlanStatus.Unchanged), Of(PlanStatus.Conflict),
        Of(PlanStatus.Missing), Of(PlanStatus.Error), Of(PlanStatus.Skipped));

    public void Add(PlanRow row)
    {
        _counts[(int)row.Status]++;
        if (row is not { Status: PlanStatus.New, Commands: [Device.Register { Details: var details }] })
            return;
        var said = (details.Manufacturer, details.Model);
        // Lists are written model by model.
        if (_last == said)
            return;
        _last = said;
        if (said.Manufacturer is not null)
            _makers.Add(said.Manufacturer);
        if (Model(said.Manufacturer, said.Model) is { } named)
            _models.Add(named);
    }

    /// <summary>Makers of new devices that no device of the register has; for information, as they are no master data.</summary>
    public string[] NewMakers(IEnumerable<string> known) => [.. _makers.Except(known, StringComparer.Ordinal)];

    /// <summary>The same of models, each with its maker.</summary>
    public string[] NewModels(IEnumerable<string> known) => [.. _models.Except(known, StringComparer.Ordinal)];

    public static string? Model(string? manufacturer, string? model) => model is null ? null : $"{manufacturer} {model}".Trim();

    private int Of(PlanStatus status) => _counts[(int)status];
}
