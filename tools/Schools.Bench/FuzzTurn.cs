using System.Globalization;
using System.Text;
using Schools.Domain;
using Schools.Import;

namespace Schools.Bench;

/// <summary>The way of a file through the program up to what is stored of it.</summary>
internal static class FuzzTurn
{
    public const string Planned = "planned";

    /// <summary>Refuses half a sign, as PostgreSQL does.</summary>
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>"planned" or the code of the refusal, for each list of the file.</returns>
    public static IEnumerable<string> Take(FuzzFile file)
    {
        var delivered = DeliveredFiles.Open(file.Name, file.Bytes);
        if (delivered.Refusal is { } closed)
        {
            yield return Code(closed);
            yield break;
        }
        foreach (var list in delivered.Required.Files)
        {
            yield return list.Unpack(out var bytes) is { } refusal ? Code(refusal) : Plan(list.Name, bytes);
        }
    }

    private static string Plan(string name, ReadOnlyMemory<byte> bytes)
    {
        var read = ImportReading.Read(bytes, new ReadOptions(name));
        if (read.Refusal is { } refusal)
        {
            return Code(refusal);
        }
        var reading = read.Required;
        reading.Wanted(FuzzRegister.Snapshot.Authority);
        var planned = ImportPlanner.Plan(reading, FuzzRegister.Snapshot, new PlanOptions(FuzzRegister.Today));
        if (planned.Refusal is { } unplanned)
        {
            return Code(unplanned);
        }
        var plan = planned.Required;
        if (plan.Head.Counts.Rows != reading.RowCount)
        {
            throw new InvalidOperationException($"{reading.RowCount} rows were read, and {plan.Head.Counts} planned.");
        }
        Store(plan);
        return Planned;
    }

    /// <summary>Everything that is written into the database, and the file of bad rows.</summary>
    private static void Store(ImportPlan plan)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        PlanText.Write(plan, text);
        Storable(text.ToString());
        Storable(PlanJson.Head(plan.Head));
        PlanJson.Head(PlanJson.Head(plan.Head));
        foreach (var row in plan.Rows)
        {
            Storable(PlanJson.Shown(row));
            Storable(PlanJson.Issues(row.Issues));
            Array.ForEach(row.Cells ?? [], Storable);
            if (row.Commands.Count > 0)
            {
                Storable(CommandJson.Write(row.Grain!.Value.Kind, row.Commands));
            }
        }
        CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan));
    }

    private static void Storable(string? text)
    {
        if (text is not null && (Strict.GetByteCount(text) < 0 || text.Contains('\0', StringComparison.Ordinal)))
        {
            throw new InvalidOperationException("A text holds a zero character, which PostgreSQL does not store.");
        }
    }

    private static string Code(FileRefusal refusal) =>
        refusal.Message.Length > 0 ? refusal.Code.Code : throw new InvalidOperationException($"{refusal.Code.Code} says nothing.");
}
