namespace Schools.Domain;

/// <summary>
/// What the past weeks say about the pace and how it varies. A week's units are Poisson around pace × workdays × how the week went, the
/// latter gamma with mean 1 and the shape "evenness" (so the counts are negative binomial). Pace and evenness are both uncertain: their
/// posterior stands on a grid from which every run draws its own pair. Both priors are flat in the logarithm.
/// </summary>
internal sealed class ThroughputModel
{
    // Evenness from weeks that differ by more than their mean to weeks that differ by chance alone.
    private const double LowestEvenness = 0.6, HighestEvenness = 240;
    private const int EvennessSteps = 16, PaceSteps = 31;

    // The pace is looked at this many standard deviations to either side of its mean.
    private const double PaceWidth = 5;

    private readonly List<Cell> _cells = new(EvennessSteps * PaceSteps);
    private readonly double[] _upTo;

    private ThroughputModel(IReadOnlyList<WeekThroughput> weeks)
    {
        var done = weeks.Sum(week => (double)week.Done);
        var days = weeks.Sum(week => (double)week.Workdays);
        Pace = done / days;
        var ratio = Math.Pow(HighestEvenness / LowestEvenness, 1.0 / (EvennessSteps - 1));
        var logWeights = new List<double>(EvennessSteps * PaceSteps);
        for (var step = 0; step < EvennessSteps; step++)
        {
            var evenness = LowestEvenness * Math.Pow(ratio, step);
            var width = PaceWidth * Math.Sqrt((1 / done) + (1 / (evenness * weeks.Count)));
            var constant = weeks.Sum(week => SeededRandom.LogGamma(week.Done + evenness) - SeededRandom.LogGamma(evenness));
            for (var place = 0; place < PaceSteps; place++)
            {
                var logPace = Math.Log(Pace) + (width * ((2.0 * place / (PaceSteps - 1)) - 1));
                _cells.Add(new Cell(evenness, logPace, 2 * width / (PaceSteps - 1)));
                logWeights.Add(constant + Likelihood(weeks, evenness, Math.Exp(logPace)) + Math.Log(width));
            }
        }
        _upTo = Cumulated(logWeights);
    }

    /// <summary>Units a workday, the mean of the past.</summary>
    public double Pace { get; }

    /// <param name="weeks">Weeks with workdays, at least one unit among them.</param>
    public static ThroughputModel Of(IReadOnlyList<WeekThroughput> weeks) => new(weeks);

    /// <summary>A pair of pace and evenness as likely as the past makes it.</summary>
    public (double Pace, double Evenness) Draw(SeededRandom random)
    {
        var found = Array.BinarySearch(_upTo, random.NextUniform());
        var cell = _cells[Math.Min(found < 0 ? ~found : found, _cells.Count - 1)];
        return (Math.Exp(cell.LogPace + (cell.Width * (random.NextUniform() - 0.5))), cell.Evenness);
    }

    private static double Likelihood(IReadOnlyList<WeekThroughput> weeks, double evenness, double pace)
    {
        var sum = 0.0;
        foreach (var week in weeks)
        {
            var mean = pace * week.Workdays;
            sum += (evenness * Math.Log(evenness / (evenness + mean))) + (week.Done * Math.Log(mean / (evenness + mean)));
        }
        return sum;
    }

    private static double[] Cumulated(List<double> logWeights)
    {
        var highest = logWeights.Max();
        var upTo = new double[logWeights.Count];
        var sum = 0.0;
        for (var i = 0; i < upTo.Length; i++)
        {
            sum += Math.Exp(logWeights[i] - highest);
            upTo[i] = sum;
        }
        for (var i = 0; i < upTo.Length; i++)
        {
            upTo[i] /= sum;
        }
        return upTo;
    }

    private sealed record Cell(double Evenness, double LogPace, double Width);
}
