using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewRegister)]
public sealed class EquipmentModel(SchoolQueries schools) : RegisterPage
{
    public IReadOnlyList<SchoolCounts> Schools { get; private set; } = [];

    public bool IsCut => Schools.Count == SchoolQueries.MostCockpitSchools;

    public int Rooms => Schools.Sum(s => s.Rooms);

    public int Devices => Schools.Sum(s => s.Devices);

    public int UsableEndUser => Schools.Sum(s => s.UsableEndUser);

    /// <summary>Null when not one school states its pupils.</summary>
    public int? Pupils => Schools.All(s => s.Pupils is null) ? null : Schools.Sum(s => s.Pupils ?? 0);

    /// <summary>Pupils over devices of those schools that state their pupils; the others would falsify the relation.</summary>
    public string Relation => Shown.Relation(Pupils, Schools.Where(s => s.Pupils is > 0).Sum(s => s.UsableEndUser));

    public async Task OnGetAsync() => Schools = await schools.Cockpit(Authority, Cancel);

    public int OfKind(int kind) => Schools.Sum(s => s.ByKind[kind]);

    public int Faulty => InPhase(DeviceGroups.PhaseOf(DeviceLifecycle.Defective));

    public int InPhase(int phase) => Schools.Sum(s => s.ByPhase[phase]);

    /// <summary>The list behind a number.</summary>
    public static string Behind(SchoolKey? school, string? category = null, string? lifecycle = null) =>
        DeviceListAddress.To(("school", school?.Value), ("category", category), ("lifecycle", lifecycle));
}
