using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.Quality;

namespace Schools.Web.Pages;

/// <summary>The rules for one school, and the rows that break one of them.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class QualitySchoolModel(QualityBoard board, TimeProvider clock) : RegisterPage
{
    private readonly List<string> errors = [];

    public QualityDay Day { get; private set; } = null!;

    public SchoolQuality Quality { get; private set; } = null!;

    public SchoolFact School => Quality.School!;

    /// <summary>The rule whose rows are listed.</summary>
    public QualityRule? Rule { get; private set; }

    public Page<QualityRow> Rows { get; private set; } = new([], 0, 1);

    public IReadOnlyList<string> Errors => errors;

    public async Task<IActionResult> OnGetAsync(string school)
    {
        Day = await board.Of(Authority, GermanCalendar.Today(clock), Cancel);
        if (Day.Of(school) is not { } found)
        {
            return Missing;
        }
        Quality = found;
        if (Request.Query[QualityApi.RuleName] is [{ Length: > 0 } name, ..] && (Rule = QualityRules.Of(name)) is null)
        {
            errors.Add(QualityApi.Unknown(name).German);
        }
        if (Rule is not null)
        {
            var all = await board.Rows(Authority, Day, School, Rule, Cancel);
            var number = PageNumber.Read(Request.Query, errors);
            Rows = new Page<QualityRow>([.. all.Skip((number - 1) * Paging.Size).Take(Paging.Size)], all.Count, number);
        }
        return Page();
    }

    public string WithPage(int number) =>
        QualityModel.Address(School, Rule) + (number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"&page={number}"));

    public string AsFile(string extension) =>
        $"/api/v1/data-quality/{School.Key.Value}/rows.{extension}" + (Rule is null ? "" : $"?{QualityApi.RuleName}={Rule.Key}");
}
