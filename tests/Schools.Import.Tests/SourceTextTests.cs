using System.Text;

namespace Schools.Import.Tests;

public sealed class SourceTextTests
{
    private const string German = "Seriennummer;Modell;Raum\r\nA1;Größe „M“ – 5 €;Übungsraum\r\n";

    [Theory]
    [InlineData(TextEncoding.Utf8, true)]
    [InlineData(TextEncoding.Utf8Bom, true)]
    [InlineData(TextEncoding.Utf16Le, true)]
    [InlineData(TextEncoding.Utf16Be, true)]
    [InlineData(TextEncoding.Utf16Le, false)]
    [InlineData(TextEncoding.Utf16Be, false)]
    [InlineData(TextEncoding.Windows1252, true)]
    public void Every_encoding_gives_the_same_rows(TextEncoding encoding, bool mark)
    {
        var table = Tables.Open(Tables.Bytes(German, encoding, mark)).Required;

        Assert.Equal(encoding, table.Dialect.Encoding);
        Assert.Equal("2: A1|Größe „M“ – 5 €|Übungsraum", Tables.Show(table));
        Assert.Equal(NewLineKind.CrLf, table.Dialect.NewLine);
    }

    [Theory]
    [InlineData(850, "Größe;Prüfung\nfür;schön\n")]
    [InlineData(10000, "Seriennummer;Größe\nA;Prüfung für München, Übergröße\nB;Küche Süd, Grün\n")]
    [InlineData(1251, "Имя;Город\nИван;Москва\n")]
    [InlineData(866, "Имя;Город\nИван;Москва\n")]
    [InlineData(932, "名前,年齢\n佐藤,28\n高橋,30\n")]
    [InlineData(950, "姓名,城市\n王小明,台北市\n")]
    public void Other_code_pages_are_refused_not_guessed(int codePage, string text)
    {
        var outcome = Tables.Open(CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text));

        Assert.Equal(ImportIssues.UnreadableEncoding, outcome.Refusal?.Code);
    }

    public static TheoryData<string, byte[], string> NoTables => new()
    {
        { "nothing", [], "empty-file" },
        { "blank", "\r\n \r\n\t"u8.ToArray(), "empty-file" },
        { "only a mark", [0xEF, 0xBB, 0xBF], "empty-file" },
        { "a ZIP cut off", [.. "PK\u0003\u0004"u8, .. "............[Content_Types].xml"u8], "damaged-file" },
        { "an old Office file", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "binary-file" },
        { "PDF", "%PDF-1.7\n"u8.ToArray(), "binary-file" },
        { "zeros", "a;b\n1;\0\0\0\n"u8.ToArray(), "binary-file" },
        { "HTML", "<html><table>"u8.ToArray(), "binary-file" },
        { "a line of two megabytes", [.. "a;b\n"u8, .. Enumerable.Repeat((byte)'x', 2 << 20)], "line-too-long" },
        { "numbers only", "1;2;3\n4;5;6\n"u8.ToArray(), "no-header" },
        { "too many columns", Encoding.ASCII.GetBytes("S" + string.Concat(Enumerable.Repeat(";S", 200))), "too-many-columns" },
        { "too large", new byte[ImportLimits.FileBytes + 1], "file-too-large" },
        { "odd UTF-16", [0xFF, 0xFE, (byte)'a', 0, (byte)'b'], "unreadable-encoding" },
    };

    [Theory]
    [MemberData(nameof(NoTables), DisableDiscoveryEnumeration = true)]
    public void What_is_no_table_is_refused_as_a_whole(string name, byte[] bytes, string code)
    {
        var refusal = Tables.Open(bytes).Refusal;

        Assert.Equal($"{name}: {code}", $"{name}: {refusal?.Code.Code}");
        Assert.DoesNotContain("{", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_file_is_stands_in_the_refusal()
    {
        var refusal = Tables.Open("%PDF-1.7\n"u8.ToArray()).Refusal;

        Assert.Equal("Die Datei ist keine Liste, sie sieht aus wie eine PDF-Datei. "
            + "Bitte die Liste als Excel-Datei (XLSX) oder CSV speichern und diese Datei wählen.", refusal?.Message);
    }

    [Theory]
    [InlineData("liste.CSV", true)]
    [InlineData("liste.txt", true)]
    [InlineData("liste.xlsx", true)]
    [InlineData("liste.xls", true)]
    [InlineData("lieferung.zip", true)]
    [InlineData("liste.pdf", false)]
    [InlineData("liste.exe", false)]
    public void Names_of_other_files_are_refused(string name, bool accepted)
    {
        Assert.Equal(accepted, SourceText.RefuseName(name) is null);
    }

    [Fact]
    public void More_rows_than_allowed_are_refused()
    {
        var rows = string.Concat(Enumerable.Repeat("A;1\n", ImportLimits.Rows));

        Assert.Equal(ImportLimits.Rows, Tables.Open("Seriennummer;Raum\n" + rows).Rows().Count());
        Assert.Equal("too-many-rows", Tables.Open(Tables.Bytes("Seriennummer;Raum\n" + rows + "B;2\n")).Refusal?.Code.Code);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        const int Seed = 20_261_122;
        var random = new Random(Seed);
        var alphabet = "A1ä;,\t|\"\"\r\n=E+."u8.ToArray();
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            if (round % 3 != 0)
            {
                for (var i = 0; i < bytes.Length; i++)
                    bytes[i] = round % 3 == 1 || bytes[i] > 8 ? alphabet[bytes[i] % alphabet.Length] : bytes[i];
            }
            var outcome = Tables.Open(bytes);
            Assert.True(outcome.Value is null != outcome.Refusal is null);
            var last = 0;
            foreach (var row in outcome.Value?.Rows() ?? [])
            {
                Assert.True(row.Line > last, $"round {round}: line {row.Line} after {last}");
                last = row.Line;
            }
        }
    }

    [Fact]
    public void Allowed_words_are_named_in_full_and_long_cells_are_not()
    {
        var words = string.Join(", ", Enumerable.Range(1, 40));

        var text = ImportIssues.UnknownWord.Format(("value", new string('x', 200)), ("column", "Status"), ("expected", words));

        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('x', 61), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_is_unique_and_its_text_ends_as_a_sentence()
    {
        Assert.Equal(ImportIssues.All.Count, ImportIssues.All.Select(code => code.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ImportIssues.All, code => Assert.Matches("^[a-z]+(-[a-z]+)*$", code.Code));
        Assert.All(ImportIssues.All, code => Assert.Matches(@"[.}]$", code.Text));
    }
}
