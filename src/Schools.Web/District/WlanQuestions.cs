using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.District;

/// <summary>Schools of one Schulform, and those of them whose WLAN is not in service.</summary>
public sealed record WlanOfForm(string? TypeCode, int Schools, IReadOnlyList<SchoolStanding> Without);

/// <summary>One cause and the schools it holds up.</summary>
public sealed record DelayCause(string Reason, IReadOnlyList<SchoolFact> Schools);

/// <summary>What councillors ask of the WLAN, answered from the figures of a day.</summary>
/// <param name="Scale">How many schools are at each status, the furthest first.</param>
/// <param name="Uncabled">Schools that are not fully cabled.</param>
/// <param name="Outages">Of the network, in the last twelve months.</param>
public sealed record WlanQuestions(
    IReadOnlyList<(RolloutStatus Status, int Schools)> Scale,
    IReadOnlyList<UncabledSchool> Uncabled,
    IReadOnlyList<WlanOfForm> Forms,
    IReadOnlyList<DelayCause> Causes,
    IReadOnlyList<OutageCause> Outages)
{
    /// <summary>How far outages are looked back for.</summary>
    public const int OutageMonths = 12;

    public int Schools => Scale.Sum(entry => entry.Schools);

    public static WlanQuestions Of(DistrictDay day, IReadOnlyList<OutageCause> outages) => new(
        [
            .. Enum.GetValues<RolloutStatus>().OrderDescending()
                .Select(status => (status, day.Standings.Count(standing => standing.Wlan.Status == status))),
        ],
        Cabling.Missing(day.Standings, day.Facts.Rollouts),
        [
            .. day.Standings.GroupBy(standing => standing.School.Details.TypeCode).OrderBy(form => form.Key, StringComparer.Ordinal)
                .Select(form => new WlanOfForm(
                    form.Key, form.Count(), [.. form.Where(standing => standing.Wlan.Status != RolloutStatus.Complete)])),
        ],
        [
            .. day.Standings.SelectMany(standing => Blockades(day, standing.School).Select(blockade => (standing.School, blockade.Reason)))
                .GroupBy(blocked => blocked.Reason, blocked => blocked.School, StringComparer.Ordinal)
                .OrderByDescending(cause => cause.Count()).ThenBy(cause => cause.Key, StringComparer.Ordinal)
                .Select(cause => new DelayCause(cause.Key, [.. cause])),
        ],
        outages);

    private static IEnumerable<Rollout.Blockade> Blockades(DistrictDay day, SchoolFact school) =>
        day.Facts.Rollouts.GetValueOrDefault(school.Key.Value)?.AllBlockades ?? [];
}
