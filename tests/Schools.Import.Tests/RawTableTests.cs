namespace Schools.Import.Tests;

public sealed class RawTableTests
{
    private const string Head = "Seriennummer;Modell;Raum";

    public static TheoryData<string, string, string> Files => new()
    {
        { "line breaks in cells", Head + "\r\nA;\"x\r\ny\nz\";1\r\nB;y;2\r\n", "2: A|x\\r\\ny\\nz|1\n5: B|y|2" },
        { "carriage returns alone", Head + "\rA;\"x\ry\";1\rB;y;2", "2: A|x\\ry|1\n4: B|y|2" },
        { "blank lines", Head + "\n\nA;x;1\n;;\n \nB;y;2\n\n", "3: A|x|1\n6: B|y|2" },
        { "short and long", Head + "\nA;x\nB;y;2;3\nC;z;3", "2: A|x !too-few-fields\n3: B|y|2|3 !too-many-fields\n4: C|z|3" },
        { "trailing delimiters", Head + ";;\nA;x;1;;\nB;y;2\nC;z;3;;v", "2: A|x|1\n3: B|y|2\n4: C|z|3||v !too-many-fields" },
        { "quote inside a cell", Head + "\nA;19\" Rack;1\n", "2: A|19\" Rack|1" },
        { "text after a quote", Head + "\nA;\"x\"y;1\nB;y;2", "2: A|\"x\"y|1 !broken-quote\n3: B|y|2" },
        { "quote closed lines later", Head + "\nA;\"x;1\nB;y;2\nC;\"z\";3", "2: A|\"x|1 !broken-quote\n3: B|y|2\n4: C|z|3" },
        { "quote never closed", Head + "\nA;\"x;1\nB;y;2\nC;z;3", "2: A|\"x|1 !unclosed-quote\n3: B|y|2\n4: C|z|3" },
        { "doubled quote at the end", Head + "\nA;x;\"1\"\"", "2: A|x|\"1\"\" !unclosed-quote" },
        { "quote at the very end", Head + "\nA;x;\"", "2: A|x|\" !unclosed-quote" },
        { "space after a quote", Head + "\nA;\"x\" ;1", "2: A|x|1" },
        { "padded cells", Head + "\n A ;\" x \";1\t\n", "2: A|x|1" },
        { "end of file mark", Head + "\nA;x;1\n\u001A", "2: A|x|1" },
        { "title lines", "Geräteliste;;\nStand 1.3.2026;;\n\n" + Head + "\nA;x;1", "5: A|x|1" },
        { "tabs", Head.Replace(';', '\t') + "\nA;1\tx,5\t1\n", "2: A;1|x,5|1" },
        { "bars", Head.Replace(';', '|') + "\nA|x|1\n", "2: A|x|1" },
        { "commas in a semicolon file", "Seriennummer;Preis\nA;1,5\nB;2,5\nC;3,5\n", "2: A|1,5\n3: B|2,5\n4: C|3,5" },
        { "unknown names, more commas", "Ding;Wert\nA, B, C;1,5\nD;2,5\nE, F;3,25\n", "2: A, B, C|1,5\n3: D|2,5\n4: E, F|3,25" },
        { "sep line", "sep=,\r\nSeriennummer,Modell\r\nA;1,x\r\n", "3: A;1|x" },
        { "sep line in quotes", "\"sep=|\"\nSeriennummer|Modell\nA|x\n", "3: A|x" },
        { "one column", "Seriennummer\nA\nB\n", "2: A\n3: B" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Rows_keep_their_physical_line(string name, string text, string rows)
    {
        Assert.Equal($"{name}\n{rows}", $"{name}\n{Tables.Show(Tables.Open(text))}");
    }

    /// <summary>A quote opens a cell that the next line closes, so that each line begins a record to the end of the file.</summary>
    [Fact]
    public void Lines_that_open_quotes_for_each_other_are_each_lost_alone()
    {
        const long MostBytesEach = 1_500_000;
        var text = Head + "\n" + string.Concat(Enumerable.Repeat("A;\"=X(\"\"y\"\")\";\"x; 1\n", 20_000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var rows = Tables.Open(text).Rows().ToList();

        Assert.Equal(ImportLimits.BrokenQuoteRows + 1, rows.Count);
        Assert.Equal(ImportIssues.TooManyBrokenQuotes, rows[^1].Issue?.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, rows.Count * MostBytesEach);
    }

    [Fact]
    public void A_row_longer_than_several_lines_may_be_is_read_from_its_one_line()
    {
        var cell = new string('x', ImportLimits.CellCharacters);
        var columns = ImportLimits.RecordCharacters / ImportLimits.CellCharacters + 2;
        var head = "Seriennummer" + string.Concat(Enumerable.Range(0, columns).Select(i => $";Spalte{i}"));
        var text = $"{head}\nA{string.Concat(Enumerable.Repeat($";{cell}", columns))}\nB{new string(';', columns)}\n";

        Assert.Equal([null, null], Tables.Open(text).Rows().Select(row => row.Issue?.Code.Code));
    }

    [Fact]
    public void Headers_come_on_one_line_with_their_column()
    {
        var table = Tables.Open("\"Seriennummer\r\n(am Gerät)\";  Modell ;;Raum;raum;\nA;x;;1;2;\n");

        Assert.Equal("1 Seriennummer (am Gerät), 2 Modell, 3 , 4 Raum, 5 raum",
            string.Join(", ", table.Headers.Select(h => $"{h.Column} {h.Name}")));
        Assert.Equal("empty-header, duplicate-header", string.Join(", ", table.Warnings.Select(w => w.Code.Code)));
        Assert.Equal("3: A|x||1|2", Tables.Show(table));
    }

    [Fact]
    public void Skipped_title_lines_are_counted()
    {
        var dialect = Tables.Open("Geräteliste der Schule;;\n\nStand;1.3.2026;\nSeriennummer;Modell;Raum\nA;x;1").Dialect;

        Assert.Equal(4, dialect.HeaderLine);
        Assert.Equal([1, 3], dialect.SkippedLines);
    }

    [Fact]
    public void Choices_override_what_is_detected()
    {
        const string Text = "Titel,x\nSeriennummer;Modell\nA,1;x\n";

        Assert.Equal((';', 2), Kind(Tables.Open(Text)));
        Assert.Equal((',', 1), Kind(Tables.Open(Text, new DialectChoices(Delimiter: ',', HeaderLine: 1))));
        var bytes = Tables.Bytes("Seriennummer;Modell\nA;Müller\n");
        Assert.Equal("2: A|MÃ¼ller", Tables.Show(Tables.Open(bytes, new DialectChoices(TextEncoding.Windows1252)).Required));

        static (char, int) Kind(RawTable table) => (table.Dialect.Delimiter, table.Dialect.HeaderLine);
    }

    [Theory]
    [InlineData("Summe;;12", true)]
    [InlineData("Gesamt: 12;;", true)]
    [InlineData(";Summe;", true)]
    [InlineData("Summe;X1;12", false)]
    [InlineData("A1;Summe;", false)]
    public void Totals_lines_are_recognised(string row, bool totals)
    {
        var table = Tables.Open("Bezeichnung;Seriennummer;Preis\n" + row);

        Assert.Equal(totals, RawTable.LooksLikeTotals(table.Rows().Single(), [2]));
    }

    [Fact]
    public void Broken_quotes_everywhere_end_the_reading_with_a_reason()
    {
        var text = Head + "\n" + string.Concat(Enumerable.Repeat("A;\"x\"y;1\n", ImportLimits.BrokenQuoteRows + 50));

        var rows = Tables.Open(text).Rows().ToList();

        Assert.Equal(ImportLimits.BrokenQuoteRows + 1, rows.Count);
        Assert.Equal(ImportIssues.TooManyBrokenQuotes, rows[^1].Issue?.Code);
    }

    [Fact]
    public void Long_cells_are_errors_of_their_row()
    {
        var longest = new string('x', ImportLimits.CellCharacters);
        var text = $"{Head}\nA;{longest}x;1\nB;y;2\nC;{longest};3";

        var rows = Tables.Open(text).Rows().Select(row => (row.Line, row.Issue?.Code.Code));

        Assert.Equal([(2, "cell-too-long"), (3, null), (4, null)], rows);
    }
}
