using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Imports;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.PlanImport)]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
public sealed class ImportsModel(ImportStore store, ImportPlanning planning) : RegisterPage
{
    private const int ListLength = 50;

    /// <summary>The file, and room for the other fields of the form.</summary>
    private const long LargestForm = ImportLimits.FileBytes + (64 * 1024);

    public int LargestMegabytes => ImportLimits.FileBytes / 1024 / 1024;

    public IReadOnlyList<ImportHead> Recent { get; private set; } = [];

    /// <summary>Why the file was not planned.</summary>
    public string? Refused { get; private set; }

    public async Task OnGetAsync() => Recent = await store.Recent(Authority, ListLength, Cancel);

    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? profile, string? school, bool own)
    {
        if (file is null || file.Length == 0)
        {
            return await Refuse(
                file is null ? "Es wurde keine Datei ausgewählt. Bitte eine Datei wählen." : ImportIssues.EmptyFile.Refuse().Message);
        }
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, Cancel);
        var given = new ImportFile(
            Path.GetFileName(file.FileName),
            bytes.GetBuffer().AsMemory(0, (int)bytes.Length),
            string.IsNullOrEmpty(profile) ? null : profile,
            school,
            own);
        var (id, refused) = await planning.Plan(Authority, given, User.Identity!.Name!, Cancel);
        return refused is null ? Redirect($"/importe/{id}") : await Refuse(refused.Message);
    }

    private async Task<IActionResult> Refuse(string message)
    {
        Refused = message;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync();
        return Page();
    }
}
