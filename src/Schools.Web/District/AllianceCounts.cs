using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.District;

/// <summary>What one member of an alliance has, as counts alone.</summary>
/// <param name="Figures">Empty where the member shares nothing.</param>
public sealed record MemberCounts(string Member, bool IsOwn, IReadOnlyList<Figure> Figures)
{
    public bool Shares => Figures.Count > 0;

    public Figure? Of(string indicator) => Figures.FirstOrDefault(figure => figure.Indicator == indicator);
}

/// <summary>
/// The figures of the members of an alliance beside each other. Of another authority nothing but these sums leaves here, and only of those
/// that name this one as their ally too (<see cref="AllianceQueries.Sharing"/>).
/// </summary>
public sealed class AllianceCounts(AllianceQueries alliances, DistrictFigures figures)
{
    /// <summary>
    /// Members whose figures one page computes, one after another so that one page does not take all connections; a Kreis has some twenty
    /// municipalities.
    /// </summary>
    public const int MostMembers = 50;

    public static readonly IReadOnlyList<string> Shared =
        [Figures.Schools, Figures.WlanSchools, Figures.Rooms, Figures.Devices, Figures.Usable];

    /// <param name="own">The name of the authority that asks, and <paramref name="ownFigures"/> what it has.</param>
    public async Task<IReadOnlyList<MemberCounts>> Of(
        AuthorityKey authority, string own, IReadOnlyList<Figure> ownFigures, IReadOnlyList<string> members, FigureAddress address,
        CancellationToken cancel)
    {
        var sharing = await alliances.Sharing(authority, members, cancel);
        List<MemberCounts> counts = [];
        foreach (var member in members.Distinct(StringComparer.Ordinal).Take(MostMembers))
        {
            var ally = sharing.FirstOrDefault(known => known.Name == member);
            counts.Add(new MemberCounts(
                member,
                member == own,
                member == own ? Sums(ownFigures)
                : ally is null ? []
                : Sums((await figures.Of(ally.Key, address, cancel)).Figures)));
        }
        return counts;
    }

    private static IReadOnlyList<Figure> Sums(IReadOnlyList<Figure> all) => [.. all.Where(figure => Shared.Contains(figure.Indicator))];
}
