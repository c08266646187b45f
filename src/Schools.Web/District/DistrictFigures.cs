using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.District;

/// <summary>A Kreis on one day: the facts, how each school stands, and the figures of it all.</summary>
public sealed record DistrictDay(RolloutFacts Facts, IReadOnlyList<SchoolStanding> Standings, IReadOnlyList<StandardItem> Items)
{
    /// <summary>The grants of all plans.</summary>
    public IReadOnlyList<GrantStanding> Grants { get; } = GrantsOf(Facts);

    public IReadOnlyList<Figure> Figures { get; } =
        [.. Schools.Domain.Figures.Of(Standings, Facts.AsOf), .. GrantsOf(Facts).Select(grant => grant.Figure)];

    /// <summary>What is not recorded and makes figures less than they seem, as German sentences; none where all is.</summary>
    public IEnumerable<string> Gaps
    {
        get
        {
            var (schools, recorded) = (Standings.Count, Standings.Count(school => school.HasInventory));
            if (recorded > 0 && recorded < schools)
            {
                yield return $"Räume und Geräte sind von {Shown.Count(recorded)} von {Shown.Count(schools)} Schulen erfasst; "
                    + "von den anderen zählt nur das Soll.";
            }
            var pupilsAlone = Standings.Count(school => school.School.Details is { Pupils: not null, Teachers: null });
            if (pupilsAlone > 0)
            {
                yield return $"Von {Shown.Count(pupilsAlone)} von {Shown.Count(schools)} Schulen ist die Zahl der Lehrkräfte nicht "
                    + "erfasst; als Personen zählen dort nur die Lernenden.";
            }
        }
    }

    /// <summary>The rooms that were open on the day.</summary>
    public IEnumerable<RoomFact> RoomsOf(SchoolKey school) =>
        Facts.Rooms.Where(room => room.School == school).OrderBy(room => room.Key, StringComparer.Ordinal);

    public Figure Figure(string indicator) => Figures.First(figure => figure.Indicator == indicator);

    /// <summary>The German name of a figure.</summary>
    public string German(string indicator) =>
        Grants.FirstOrDefault(grant => grant.Indicator == indicator)?.German ?? Schools.Domain.Figures.German(indicator, Items);

    private static IReadOnlyList<GrantStanding> GrantsOf(RolloutFacts facts) =>
        [.. (facts.Grants ?? []).SelectMany(fact => GrantStanding.Of(fact, facts.AsOf))];
}

/// <summary>The one way to figures, for pages, reports, files and programs alike.</summary>
public sealed class DistrictFigures(FactQueries facts)
{
    public async Task<DistrictDay> Of(AuthorityKey authority, FigureAddress address, CancellationToken cancel)
    {
        return Of(address.IsNow
            ? await facts.Now(authority, address.Today, cancel)
            : await facts.At(authority, address.Moment, cancel));
    }

    /// <summary>A day that is compared with another, always from the journal.</summary>
    public async Task<DistrictDay> Of(AuthorityKey authority, FigureMoment moment, CancellationToken cancel) =>
        Of(await facts.At(authority, moment, cancel));

    private static DistrictDay Of(RolloutFacts found) => new(found, Standings.Of(found), Standings.Items(found));
}
