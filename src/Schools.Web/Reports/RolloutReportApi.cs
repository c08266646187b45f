using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>Protocol of acceptance, balance of licences and status of waves as text documents.</summary>
internal static class RolloutReportApi
{
    public static void MapRolloutReportApi(this WebApplication app)
    {
        var reports = app.MapGroup("/api/v1/reports").RequireAuthorization(Access.ViewRollout);
        reports.MapGet("/wlan/{school}/acceptance.docx", Acceptance);
        reports.MapGet("/licences.docx", Licences);
        reports.MapGet("/waves.docx", Waves);
    }

    private static async Task<IResult> Acceptance(
        HttpContext context,
        DistrictFigures figures,
        RoomQueries rooms,
        ExportQueries devices,
        EvidenceFiles evidence,
        AuthorityNames names,
        TimeProvider clock,
        string school,
        CancellationToken cancel)
    {
        var authority = context.User.Authority();
        var day = await figures.Of(authority, FigureAddress.Read(QueryCollection.Empty, clock), cancel);
        if (day.Standings.FirstOrDefault(s => s.School.Key.IsNamed(school)) is not { } standing)
        {
            return Refusals.Answer(new Refusal(RefusalCode.SchoolUnknown, school));
        }
        var key = standing.School.Key;
        List<DeviceDetail> accessPoints = [];
        var filter = new DeviceFilter { School = key, Categories = [DeviceCategory.AccessPoint] };
        await foreach (var device in devices.Devices(authority, filter, cancel))
        {
            accessPoints.Add(device);
        }
        var facts = new AcceptanceFacts(
            day,
            standing,
            await rooms.OfSchool(authority, key, cancel),
            [
                .. accessPoints.OrderBy(device => device.Building, StringComparer.Ordinal)
                    .ThenBy(device => device.RoomNumber, StringComparer.Ordinal)
                    .ThenBy(device => device.State.Key.Value, StringComparer.Ordinal),
            ],
            await evidence.OfSchool(authority, key, cancel));
        var protocol = AcceptanceProtocol.Of(await names.OfUser(context.User, cancel), facts);
        return Document(protocol, clock, $"abnahmeprotokoll-{key.Number}", day.Facts.AsOf);
    }

    private static async Task<IResult> Licences(
        HttpContext context, LicenceQueries licences, AuthorityNames names, TimeProvider clock, CancellationToken cancel)
    {
        var address = FigureAddress.Read(context.Request.Query, clock);
        if (address.Refusal is { } refusal)
        {
            return Refusals.Answer(refusal);
        }
        var (authority, day) = (context.User.Authority(), address.Moment.AsOf);
        var states = address.IsNow
            ? await licences.Current(authority, cancel)
            : await licences.AsOf(authority, address.Moment, cancel);
        var schools = (await licences.Names(authority, states.SelectMany(state => state.Assignments).Select(one => one.School), cancel))
            .ToDictionary(school => SchoolKey.Parse(school.Key), school => school.Name);
        return Document(LicenceReport.Of(await names.OfUser(context.User, cancel), day, states, schools), clock, "lizenzbilanz", day);
    }

    /// <summary><c>?wave=KEY</c> for one wave, <c>?school=KEY</c> for what one school gets of them; else all.</summary>
    private static async Task<IResult> Waves(
        HttpContext context, WaveBoard board, AuthorityNames names, TimeProvider clock, string? wave, string? school,
        CancellationToken cancel)
    {
        var (authority, today) = (context.User.Authority(), GermanCalendar.Today(clock));
        IReadOnlyList<WaveView> waves = wave is null
            ? await board.All(authority, today, cancel)
            : await board.Find(authority, wave, today, cancel) is { } one ? [one] : [];
        if (wave is not null && waves.Count == 0)
        {
            return Refusals.Answer(new Refusal(RefusalCode.WaveUnknown, wave));
        }
        SchoolKey? only = null;
        if (school is not null)
        {
            waves = [.. waves.Where(view => view.State.Details.Places.Any(place => place.School.IsNamed(school)))];
            if (waves.Count == 0)
            {
                return Refusals.Answer(new Refusal(RefusalCode.SchoolUnknown, school));
            }
            only = waves[0].State.Details.Places.First(place => place.School.IsNamed(school)).School;
        }
        return Document(
            WaveStatusReport.Of(await names.OfUser(context.User, cancel), today, waves, only), clock, "rollout-status", today);
    }

    private static IResult Document(ReportDocument document, TimeProvider clock, string name, DateOnly day) =>
        DocxWriter.Answer(document, clock.GetUtcNow(), name, day);
}
