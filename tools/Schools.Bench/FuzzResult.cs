namespace Schools.Bench;

/// <summary>What became of the damaged files.</summary>
internal sealed class FuzzResult(ulong seed)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private int _files;
    private (int Number, string What, TimeSpan Time) _slowest;

    public double Seconds { get; set; }

    /// <summary>The first file that ended neither in a plan nor in a refusal.</summary>
    public string? Failure { get; private set; }

    public void Took(int number, FuzzFile file, List<string> outcomes, TimeSpan time)
    {
        lock (_lock)
        {
            _files++;
            foreach (var outcome in outcomes)
            {
                _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
            }
            if (time > _slowest.Time)
            {
                _slowest = (number, $"{file.Name}:{file.Done}", time);
            }
        }
    }

    public void Fail(int number, string what)
    {
        lock (_lock)
        {
            Failure ??= string.Create(
                Figure.English, $"File {number}: {what}\nAgain: tools/bench fuzz --seed {seed} --only {number}");
        }
    }

    public void Write(TextWriter text)
    {
        lock (_lock)
        {
            text.WriteLine(string.Create(
                Figure.English, $"{_files:#,##0} files in {Seconds:0} s, {_files / Seconds:0} files/s, seed {seed}"));
            foreach (var (outcome, count) in _outcomes.OrderByDescending(outcome => outcome.Value))
            {
                text.WriteLine(string.Create(Figure.English, $"  {count,9:#,##0} {outcome}"));
            }
            text.WriteLine(string.Create(
                Figure.English, $"slowest: {_slowest.Time.TotalMilliseconds:0} ms, --only {_slowest.Number} ({_slowest.What})"));
            if (Failure is not null)
            {
                text.WriteLine(Failure);
            }
        }
    }
}
