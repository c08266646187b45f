using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Schools.Import;
using Schools.SampleData;

namespace Schools.Bench;

/// <summary>
/// Ours: the bytes of a list to checked rows, with encoding, delimiter and header found out. Limit: CsvHelper reading every record of the
/// same bytes into an array of texts, with all of that told beforehand. The second figure goes on to typed values.
/// </summary>
internal static class ParseRate
{
    private const int Rows = 100_000;
    private const double Goal = 0.5;
    /// <summary>Passes before the first round, until the compiler has made its best of both.</summary>
    private const int Passes = 4;

    public static async Task<IReadOnlyList<Figure>> Measure(BenchRun run, CancellationToken cancel)
    {
        var file = Inventory.FileOf(Rows);
        for (var pass = 0; pass < Passes; pass++)
        {
            _ = (Raw(file), Typed(file), Records(file));
        }
        var raw = await run.Medians("parse", () => Rate(() => Raw(file)), () => Rate(() => Records(file)));
        var typed = await run.Medians("parse-typed", () => Rate(() => Typed(file)), () => Rate(() => Records(file)));
        return
        [
            new Figure("parse", raw.Ours, "rows/s", raw.Limit, run.Rounds, Goal),
            new Figure("parse-typed", typed.Ours, "rows/s", typed.Limit, run.Rounds, null),
        ];
    }

    private static Task<double> Rate(Func<int> read)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        var rows = read();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return rows == Rows
            ? Task.FromResult(rows / seconds)
            : throw new InvalidOperationException($"Read {rows} rows instead of {Rows}.");
    }

    private static int Raw(byte[] file) =>
        RawTable.Open(file, ImportProfile.IsKnownHeader).Required.Rows().Count(row => row.Issue is null);

    /// <summary>The values of a long list are read when they are asked for, first by what they mean for the register.</summary>
    private static int Typed(byte[] file) =>
        ImportReading.Read(file, new ReadOptions("messung.csv")).Required.Wanted(Inventory.Authority).Serials.Count;

    private static int Records(byte[] file)
    {
        using var text = new StreamReader(new MemoryStream(file), Encoding.GetEncoding(SampleInventory.Encoding));
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";" });
        var (rows, cells) = (-1, 0L);
        while (csv.Read())
        {
            cells += csv.Record!.Length;
            rows++;
        }
        return cells > rows ? rows : 0;
    }
}
