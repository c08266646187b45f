using System.Text.Json;

namespace Schools.Import.Tests;

/// <summary>Real files of other people's systems, as far as their rows alone can answer.</summary>
public sealed class SharedFilesTests
{
    [Theory]
    [InlineData("comma_in_quotes")]
    [InlineData("empty")]
    [InlineData("empty_crlf")]
    [InlineData("escaped_quotes")]
    [InlineData("json")]
    [InlineData("newlines")]
    [InlineData("newlines_crlf")]
    [InlineData("quotes_and_newlines")]
    [InlineData("simple")]
    [InlineData("simple_crlf")]
    [InlineData("utf8")]
    public void Conformance_set_equals_its_json(string name)
    {
        var table = Open($"imports/csv-spectrum/csvs/{name}.csv");
        var json = SharedBytes.Read($"imports/csv-spectrum/json/{name}.json");
        var expected = JsonSerializer.Deserialize<List<Dictionary<string, string>>>(json);

        Assert.Equal(expected, table.Rows().Select(row => AsObject(table, row)));
    }

    /// <summary>The set's own JSON has another phone number here and is one object instead of a list; the rest must be equal.</summary>
    [Fact]
    public void Quotes_inside_unquoted_cells_stay()
    {
        var table = Open("imports/csv-spectrum/csvs/location_coordinates.csv");
        var json = SharedBytes.Read("imports/csv-spectrum/json/location_coordinates.json");
        var expected = JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
        expected["Contact Phone Number"] = "2095257564";

        Assert.Equal(expected, AsObject(table, table.Rows().Single()));
    }

    [Theory]
    [InlineData("schools/nrw-schuldaten-2021.csv", "Utf8", ';', 2, 23, 5507, 0)]
    [InlineData("schools/rhein-kreis-neuss-schuldaten-2021.csv", "Utf8", ';', 1, 23, 126, 0)]
    [InlineData("schools/rhein-kreis-neuss-verzeichnis-2024-25.csv", "Utf8", ';', 1, 22, 124, 0)]
    [InlineData("schools/kreis-unna-schuldaten-2021.csv", "Utf8", ';', 1, 23, 113, 0)]
    [InlineData("schools/kreis-unna-verzeichnis-2024-25.csv", "Utf8", ';', 1, 22, 110, 0)]
    [InlineData("schools/kreisschulen-schuldaten.csv", "Utf8", ';', 1, 23, 23, 0)]
    [InlineData("schools/kreisschulen-pupils-2024-25.csv", "Utf8", ';', 1, 6, 24, 0)]
    [InlineData("schools/dithmarschen-schleswig-holstein-2016.csv", "Utf8", ';', 1, 11, 42, 0)]
    [InlineData("schools/main-kinzig-kreis-hessen-2016.csv", "Utf8", ';', 1, 29, 125, 0)]
    [InlineData("imports/generated/scale-10000.csv", "Windows1252", ';', 1, 14, 10000, 8)]
    [InlineData("imports/dlcdb/devices.correct.csv", "Utf8", ',', 1, 34, 3, 0)]
    [InlineData("imports/dlcdb/devices.rowerrors.csv", "Utf8", ',', 1, 33, 6, 0)]
    [InlineData("imports/dlcdb/devices-sap.correct.csv", "Utf8", ',', 1, 18, 3, 0)]
    [InlineData("imports/frictionless/table-with-accents.csv", "Windows1252", ';', 1, 8, 638, 0)]
    [InlineData("imports/frictionless/issue-811.csv", "Windows1252", ';', 1, 26, 7904, 0)]
    [InlineData("imports/frictionless/issue-1138.csv", "Utf8", ';', 1, 3, 7, 0)]
    [InlineData("imports/duckdb/latin1.csv", "Windows1252", ',', 1, 2, 12, 0)]
    [InlineData("imports/duckdb/utf16.csv", "Utf16Le", ',', 1, 2, 20, 0)]
    [InlineData("imports/duckdb/mixed_decimal.csv", "Utf8", ';', 1, 2, 5, 0)]
    [InlineData("imports/ieee/oui36.csv", "Utf8", ',', 1, 4, 5029, 0)]
    public void Real_files_open(string path, string encoding, char delimiter, int headerLine, int columns, int rows, int faults)
    {
        var table = Open(path);
        var read = table.Rows().ToList();

        Assert.Equal((encoding, delimiter, headerLine, columns, rows, faults), (table.Dialect.Encoding.ToString(), table.Dialect.Delimiter,
            table.Dialect.HeaderLine, table.Headers.Length, read.Count, read.Count(row => row.Issue is not null)));
    }

    [Theory]
    [InlineData("imports/frictionless/invalid.csv", "2 too-few-fields, 3 too-few-fields, 5 too-many-fields")]
    [InlineData("imports/duckdb/nightmare.csv", "10 too-few-fields, 14 too-many-fields, 22 broken-quote, 38 damaged-text")]
    [InlineData("imports/generated/scale-10000.csv", "106 too-few-fields, 121 too-many-fields, 3031 too-few-fields, 3046 too-many-fields, "
        + "5956 too-few-fields, 5973 too-many-fields, 8870 too-few-fields, 8888 too-many-fields")]
    public void Faulty_rows_are_named_by_their_physical_line(string path, string faults)
    {
        var faulty = Open(path).Rows().Where(row => row.Issue is not null);

        Assert.Equal(faults, string.Join(", ", faulty.Select(row => $"{row.Line} {row.Issue!.Code.Code}")));
    }

    [Fact]
    public void Headers_over_several_lines_and_padded_cells()
    {
        var table = Open("imports/frictionless/issue-811.csv");

        Assert.Equal("Codice dell'Unità territoriale sovracomunale (valida a fini statistici)", table.Headers[1].Name);
        Assert.Equal(4, table.Rows().First().Line);
        Assert.Equal("001", table.Rows().First()[3]);
    }

    [Fact]
    public void Padded_names_of_an_sap_export_are_trimmed()
    {
        var names = Open("imports/dlcdb/devices-sap.correct.csv").Headers.Select(header => header.Name);

        Assert.Equal("AnschWert|kumul AfA|Buchwert", string.Join('|', names.Skip(5).Take(3)));
    }

    [Fact]
    public void Japanese_text_is_refused()
    {
        Assert.Equal(ImportIssues.UnreadableEncoding, Tables.Open(SharedBytes.Read("imports/duckdb/shift_jis.csv")).Refusal?.Code);
    }

    private static RawTable Open(string path) => Tables.Open(SharedBytes.Read(path)).Required;

    private static Dictionary<string, string> AsObject(RawTable table, RawRow row) =>
        table.Headers.ToDictionary(header => header.Name, header => row[header.Column], StringComparer.Ordinal);
}
