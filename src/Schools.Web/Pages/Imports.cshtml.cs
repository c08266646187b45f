using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Imports;
using Schools.Web.Profiles;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.PlanImport)]
[LargestForm(LargestForm)]
[RequestSizeLimit(Uploads.MostTaken)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
public sealed class ImportsModel(
    ImportStore store, ImportProposals proposals, ImportPlanning planning, SavedProfiles profiles, IntakeStore intake) : RegisterPage
{
    private const int ListLength = 50;

    /// <summary>The file, and room for the other fields of the form.</summary>
    private const long LargestForm = ImportLimits.FileBytes + (64 * 1024);

    public int LargestMegabytes => ImportLimits.FileBytes / 1024 / 1024;

    public IReadOnlyList<ImportHead> Recent { get; private set; } = [];

    /// <summary>Why the file was not planned.</summary>
    public string? Refused { get; private set; }

    /// <summary>The day of the list as it was typed.</summary>
    public string? HoldsFrom { get; private set; }

    /// <summary>What the Dezernat has to decide.</summary>
    public IReadOnlyList<WaitingImport> Waiting { get; private set; } = [];

    /// <summary>Saved profiles to choose from.</summary>
    public IReadOnlyList<ImportProfile> Saved { get; private set; } = [];

    /// <summary>A profile that was just saved; the file is to be chosen once more.</summary>
    public ImportProfile? JustSaved { get; private set; }

    /// <summary>Files of the intake that were not taken.</summary>
    public int IntakeFailures { get; private set; }

    public async Task OnGetAsync(string? saved = null)
    {
        Recent = await store.Recent(Authority, ListLength, Cancel);
        Saved = await profiles.All(Authority, Cancel);
        JustSaved = Saved.FirstOrDefault(profile => profile.Name == saved);
        IntakeFailures = await intake.CountFailures(Authority, Cancel);
        Waiting = await proposals.Waiting(Authority, ListLength, Cancel);
    }

    public async Task<IActionResult> OnPostAsync(
        IFormFile? file, string? profile, string? school, bool own, string? scope, string? grace, string? holdsFrom)
    {
        HoldsFrom = holdsFrom;
        if (file is null || file.Length == 0)
        {
            return await Refuse(
                file is null ? "Es wurde keine Datei ausgewählt. Bitte eine Datei wählen." : ImportIssues.EmptyFile.Refuse().Message);
        }
        var (full, unclear) = FullList.Parse(scope is not (null or "part"), scope switch
        {
            null or "part" => null,
            "grace" => $"grace:{grace}",
            _ => scope,
        });
        if (unclear is not null)
        {
            return await Refuse(unclear.Message);
        }
        var (day, noDay) = ListDay.Parse(holdsFrom);
        if (noDay is not null)
        {
            return await Refuse(noDay.Message);
        }
        await using var content = file.OpenReadStream();
        var given = new ImportFile(
            Path.GetFileName(file.FileName), content, string.IsNullOrEmpty(profile) ? null : profile, school, own, Full: full,
            HoldsFrom: day);
        var (isZip, planned) = await planning.PlanAll(Authority, given, User.Identity!.Name!, Cancel);
        // The lists of a ZIP stand at the top of the list of imports; what was refused is said above it.
        var refused = planned.Where(list => list.Refused is not null).ToList();
        return refused.Count > 0
            ? await Refuse(
                string.Join(' ', refused.Select(list => isZip ? $"{list.Name}: {list.Refused!.Message}" : list.Refused!.Message)),
                refused[0].Refused!.Kind)
            : Redirect(planned.Count == 1 ? $"/importe/{planned[0].Id}" : "/importe");
    }

    private async Task<IActionResult> Refuse(string message, RefusalKind kind = RefusalKind.Invalid)
    {
        Refused = message;
        Response.StatusCode =
            kind == RefusalKind.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync();
        return Page();
    }
}
