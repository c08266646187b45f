namespace Schools.Domain;

/// <summary>One computed number of the rollout, the same on a page, in a report, in a file and for programs.</summary>
/// <param name="Indicator">Its name: <c>wlan-schools</c>, <c>standard:rkn/display</c>.</param>
/// <param name="Actual">What is, in percent where numerator and denominator count the same thing; null when unknown.</param>
/// <param name="Target">What is meant to be, in the unit of <paramref name="Actual"/>.</param>
/// <param name="AsOf">The day it holds for.</param>
public sealed record Figure(
    string Indicator, decimal? Actual, decimal? Target, decimal? Numerator, decimal? Denominator, DateOnly AsOf);

/// <summary>Which moment a figure is asked for: what holds on a day, as far as it was recorded until a moment.</summary>
/// <param name="Known">Null for all that is recorded by now.</param>
public sealed record FigureMoment(DateOnly AsOf, DateTimeOffset? Known = null);
