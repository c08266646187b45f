using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Xunit;

namespace Schools.Import.Tests;

/// <summary>Well-formed tables must read as CsvHelper, the library most .NET programs use, reads them.</summary>
public sealed class YardstickTests
{
    private const int Tables = 500;
    private const int Seed = 4180;
    private static readonly string[] Pieces = ["a", "Müller", "1,5", "x y", ";", ",", "\t", "|", "\"", "\r\n", "\n", "\r", "=", "0"];

    [Fact]
    public void Well_formed_tables_read_alike()
    {
        var random = new Random(Seed);
        for (var number = 0; number < Tables; number++)
        {
            var delimiter = ";,\t|"[random.Next(4)];
            var lineEnd = new[] { "\r\n", "\n", "\r" }[random.Next(3)];
            var text = Write(random, delimiter, lineEnd);

            Assert.Equal(ByYardstick(text, delimiter), ByReader(text, delimiter));
        }
    }

    private static string Write(Random random, char delimiter, string lineEnd)
    {
        var text = new StringBuilder();
        for (var row = random.Next(1, 8); row > 0; row--)
        {
            for (var cell = random.Next(1, 5); cell > 0; cell--)
            {
                var value = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pieces[random.Next(Pieces.Length)]));
                var quoted = random.Next(3) == 0 || value.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']);
                text.Append(quoted ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value);
                text.Append(cell > 1 ? delimiter.ToString() : lineEnd);
            }
        }
        return text.ToString();
    }

    private static List<string> ByYardstick(string text, char delimiter)
    {
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            IgnoreBlankLines = false,
        });
        var rows = new List<string>();
        for (var line = 1; parser.Read(); line = parser.RawRow + 1)
            rows.Add($"{line}: {string.Join('~', parser.Record!.Select(cell => cell.Trim()))}");
        return rows;
    }

    private static List<string> ByReader(string text, char delimiter)
    {
        var reader = new RecordReader(text, delimiter);
        var rows = new List<string>();
        while (reader.Read())
            rows.Add($"{reader.Line}: {string.Join('~', reader.Cells)}{reader.Fault?.Code}");
        return rows;
    }
}
