using Schools.Domain;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>The rows an import did not take, as a file to correct and import again.</summary>
public sealed record CorrectedRowsFile(string Name, string ContentType, byte[] Bytes)
{
    /// <summary>Null when there is no such import or nothing to correct.</summary>
    public static async Task<CorrectedRowsFile?> Of(ImportStore store, AuthorityKey authority, long id, CancellationToken cancel)
    {
        if (await store.Find(authority, id, cancel) is not { } import)
        {
            return null;
        }
        var rows = await store.BadRows(authority, id, cancel);
        var bad = rows.Select(row => new RowToCorrect(row.Line, row.Cells!, Reason(row))).ToList();
        return bad.Count == 0
            ? null
            : new CorrectedRowsFile(
                $"{Path.GetFileNameWithoutExtension(import.FileName)}-korrektur.csv",
                "text/csv",
                CorrectedRows.Write(PlanJson.Head(import.Plan), bad));
    }

    /// <summary>Everything that stands against the row, so that it has to be opened only once.</summary>
    public static string Reason(ImportRow row) => string.Join(
        ' ',
        PlanJson.Issues(row.Issues)
            .Where(issue => issue.Code.Severity <= IssueSeverity.Error)
            .Select(issue => issue.Message)
            .Append(ImportAnswer.RowRefusalOf(row)?.Message)
            .Where(text => text is not null));
}
