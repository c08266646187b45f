using System.Text;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>The German text form of an undo, for the command line: as an import is shown before it is applied.</summary>
internal static class UndoText
{
    private const int RowsShown = 20;

    private static readonly (UndoStatus Status, string Title)[] Groups =
    [
        (UndoStatus.Conflict, "Konflikt, seither geändert"), (UndoStatus.Kept, "Bleibt"), (UndoStatus.Restored, "Geht zurück"),
        (UndoStatus.Withdrawn, "Wird zurückgezogen"),
    ];

    public static string Of(ImportHead import, IReadOnlyList<UndoRow> rows)
    {
        var text = new StringBuilder();
        Line($"Rücknahme von Import {import.Id}: {import.FileName}");
        Line($"Übernommen von {import.AppliedBy} am {Shown.Moment(import.ApplyStartedAt!.Value)}");
        if (PlanJson.Head(import.Plan).HoldsFrom is { } day)
        {
            Line($"Gilt ab: {Shown.Day(day)}, dem Stand der Liste");
        }
        Line("");
        Line($"{Count(null)} {(rows.Count == 1 ? "Eintrag" : "Einträge")}: {Count(UndoStatus.Restored)} zurück auf den Stand vorher, "
            + $"{Count(UndoStatus.Withdrawn)} zurückgezogen, {Count(UndoStatus.Conflict)} im Konflikt, "
            + $"{Count(UndoStatus.Kept)} bleiben, {Count(UndoStatus.Unchanged)} schon wie vorher");
        foreach (var (status, title) in Groups)
        {
            var some = rows.Where(row => row.Status == status).ToList();
            if (some.Count == 0)
            {
                continue;
            }
            Line("");
            Line($"{title}: {Shown.Count(some.Count)}");
            some.Take(RowsShown).ToList().ForEach(Row);
            if (some.Count > RowsShown)
            {
                Line($"  … und {Shown.Count(some.Count - RowsShown)} weitere");
            }
        }
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');

        string Count(UndoStatus? status) => Shown.Count(rows.Count(row => status is null || row.Status == status));

        void Row(UndoRow row)
        {
            Line($"  {(row.Line > 0 ? $"Zeile {row.Line}: " : "")}{Labels.German(row.Grain.Kind)} {row.Title}");
            foreach (var change in row.Status == UndoStatus.Kept ? [] : row.Back)
            {
                Line($"    {change.German}: {change.From ?? "–"} → {change.To ?? "–"}");
            }
            if (row.Reason is { } reason)
            {
                Line(row.Status == UndoStatus.Conflict ? $"    Seither: {reason}" : $"    {reason}");
            }
            foreach (var change in row.Since)
            {
                Line($"    Seither {change.German}: {change.From ?? "–"} → {change.To ?? "–"}");
            }
        }
    }
}
