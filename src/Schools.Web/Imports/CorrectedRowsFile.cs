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
        var bad = rows
            .Select(row => new RowToCorrect(
                row.Line, row.Cells!, CorrectedRows.Reason(PlanJson.Issues(row.Issues), ImportAnswer.RowRefusalOf(row)?.Message)))
            .ToList();
        return bad.Count == 0
            ? null
            : new CorrectedRowsFile(
                $"{Path.GetFileNameWithoutExtension(import.FileName)}-korrektur.csv",
                "text/csv",
                CorrectedRows.Write(PlanJson.Head(import.Plan), bad));
    }
}
