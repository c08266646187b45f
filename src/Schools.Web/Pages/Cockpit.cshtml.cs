using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.District;
using Schools.Web.Reports;

namespace Schools.Web.Pages;

/// <summary>How far each school is in each measure, on a day: the page from which the Dezernat asks on.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class CockpitModel(DistrictFigures figures, DistrictMoves moves, RegisterMoment register, TimeProvider clock)
    : RegisterPage
{
    /// <summary>The part of the page that changes, alone.</summary>
    public const string Fragment = "/?handler=board";

    /// <summary>The figures above the matrix; those of standards stand in it.</summary>
    private static readonly string[] Headline =
        [Figures.Schools, Figures.WlanSchools, Figures.WlanRooms, Figures.Usable, Figures.PersonsPerDevice, Figures.PupilsPerDevice];

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>The moment and the day it is compared with, as a report asks for them.</summary>
    public ReportAddress Report { get; private set; } = null!;

    public FigureAddress Address => Report.Moment;

    public DistrictDay Day { get; private set; } = null!;

    public IReadOnlyList<SlippedStep> Slipped { get; private set; } = [];

    public IReadOnlyList<MovedDay> Moved { get; private set; } = [];

    /// <summary>Of plans and waves; steps of schools are <see cref="Slipped"/>.</summary>
    public IReadOnlyList<OverduePart> Overdue { get; private set; } = [];

    public IEnumerable<Figure> Heads => Headline.Select(Day.Figure);

    public IReadOnlyList<string> Errors => Report.Refusal is { } refusal ? [refusal.German] : [];

    public async Task OnGetAsync()
    {
        Report = ReportAddress.Read(Request.Query, clock);
        Day = await figures.Of(Authority, Address, Cancel);
        Slipped = Slipping.Of(Day.Facts, Day.Standings);
        (Moved, Overdue) = await moves.Of(Authority, Day, Report.Since, Address.Moment, Cancel);
    }

    /// <summary>What keeps the moment when another day of comparison is asked for.</summary>
    public IEnumerable<(string Name, string Value)> MomentFields =>
        from part in Address.Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let pair = part.Split('=')
        select (pair[0], pair[1]);

    /// <summary>
    /// The part that changes, for a page that is open: not modified while nothing can have changed. The moment is taken before the facts,
    /// so that what is written in between is seen the next time. The snapshot is that of the database, which may hold several authorities.
    /// </summary>
    public async Task<IActionResult> OnGetBoardAsync()
    {
        var tag = $"\"{Authority.Value}-{await register.Now(Cancel)}-{WireDay.Write(GermanCalendar.Today(clock))}\"";
        Response.Headers.ETag = tag;
        if (Request.Headers.IfNoneMatch == tag)
        {
            return StatusCode(StatusCodes.Status304NotModified);
        }
        await OnGetAsync();
        return Partial("_CockpitBoard", this);
    }

    /// <summary>A table of the page as a file, of the same moment.</summary>
    public string AsFile(string table, string extension) => Address.At($"/api/v1/tables/{table}.{extension}");

    public string German(string indicator) => Day.German(indicator);

    /// <summary>The name of a link begins with what is seen of it, so that it can be spoken.</summary>
    public static string Said(SchoolStanding standing, ItemStanding item) =>
        $"{Shown.Count(item.Actual)} von {Shown.Count(item.Target)}: {item.Item.Item.Name}, {standing.School.Details.Name}";

    public static string Said(SchoolStanding standing) => $"{Step(standing)}: WLAN, {standing.School.Details.Name}";

    public static string Step(SchoolStanding standing) => standing.Wlan.Latest is { } step ? Labels.German(step) : "Schritte";

    /// <summary>The page behind a figure.</summary>
    public string? Behind(string indicator) => FigurePages.Behind(indicator, Address);
}
