using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewRegister)]
public sealed class SchoolModel(
    SchoolQueries schools, RoomQueries rooms, LicenceQueries licences, TimeProvider clock) : RegisterPage
{
    /// <summary>Shown in the head of the page, not once more among the particulars.</summary>
    private static readonly string[] InHead = ["name", "typeCode", "pupils"];

    public School.State School { get; private set; } = null!;

    public IReadOnlyList<RoomRow> Rooms { get; private set; } = [];

    public IReadOnlyList<CategoryCounts> Categories { get; private set; } = [];

    public IReadOnlyList<LicenceOfSchool> Licences { get; private set; } = [];

    public int Devices => Categories.Sum(c => c.Devices);

    public int UsableEndUser => Categories
        .Where(c => c.Category.IsEndUserDevice())
        .Sum(c => c.ByPhase[DeviceGroups.PhaseOf(DeviceLifecycle.InService)]);

    public IEnumerable<(string Label, string Value)> Particulars =>
        from known in Domain.School.Details.Fields.All
        where !InHead.Contains(known.Name)
        let value = Labels.SchoolCode(known.Name, FieldText.Shown(known.Get(School.Details)))
        where value is not null
        select (known.German, value);

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!SchoolKey.TryParse(key, out var school) || await schools.Find(Authority, school, Cancel) is not { } found)
        {
            return Missing;
        }
        School = found;
        Categories = await schools.Categories(Authority, school, Cancel);
        Rooms = await rooms.OfSchool(Authority, school, Cancel);
        Licences = await licences.OfSchool(Authority, school, GermanCalendar.Today(clock), Cancel);
        return Page();
    }
}
