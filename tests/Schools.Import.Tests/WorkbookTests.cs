using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Schools.Testing;

namespace Schools.Import.Tests;

public sealed class WorkbookTests
{
    private const string Head = "Seriennummer|Inventarnummer|Raum";

    private static readonly string Folder = Path.Combine(SharedFiles.Repository, "tests", "Schools.Import.Tests", "Workbooks");

    [Theory]
    [InlineData("42@00000", "00042")]
    [InlineData("4711@00-0000", "00-4711")]
    [InlineData("42@\"RKN-\"0000", "RKN-0042")]
    [InlineData("42@\"RKN-\"0", "RKN-42")]
    [InlineData("42@[$-407]000", "042")]
    [InlineData("42@General", "42")]
    [InlineData("42@0", "42")]
    [InlineData("42@0 \"Stück\"", "42")]
    [InlineData("42.5@00000", "42,5")]
    [InlineData("1299.5@#,##0.00 €", "1299,5")]
    [InlineData("1.234@General", "1,2340")]
    [InlineData("0.30000000000000004@General", "0,3")]
    [InlineData("-5@General", "-5")]
    [InlineData("356938035643809@General", "356938035643809")]
    [InlineData("1234567890123456789@General", "1,23456789012346E+18")]
    [InlineData("0.5@0%", "0,5")]
    [InlineData("46082@dd.mm.yyyy", "01.03.2026")]
    [InlineData("46082@yyyy-mm-dd", "2026-03-01")]
    [InlineData("46082@d. mmm", "01.03.2026")]
    [InlineData("46082.75@dd.mm.yyyy hh:mm", "01.03.2026 18:00:00")]
    [InlineData("0.5@hh:mm", "12:00:00")]
    [InlineData("?1", "WAHR")]
    [InlineData("?0", "FALSCH")]
    [InlineData("!#N/A", "#NV")]
    [InlineData("!#REF!", "#BEZUG!")]
    [InlineData("!#DIV/0!", "#DIV/0!")]
    [InlineData("=1+2→3", "3")]
    [InlineData("  Tafel ä ", "Tafel ä")]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("a_x0000_b", "a\uFFFDb")]
    [InlineData("a_xD800_b", "a\uFFFDb")]
    public void A_cell_is_what_a_person_sees_or_the_whole_value(string cell, string text)
    {
        var table = Open(new WorkbookFile().Sheet("Tabelle1", $"{Head}\nA|{cell}|1"));

        Assert.Equal(text, table.Rows().Single().Cells[1]);
    }

    [Fact]
    public void Rows_are_those_of_the_sheet()
    {
        var table = Open(new WorkbookFile().Sheet("Tabelle1", $"Liste der Schule\n\n{Head}\n\nA|1@0\n\nB||2|Notiz\n|||"));

        Assert.Equal("5: A|1|\n7: B||2", Tables.Show(table));
        Assert.Equal((3, 1), (table.Dialect.HeaderLine, Assert.Single(table.Dialect.SkippedLines)));
        Assert.Equal("empty-header 4", string.Join(',', table.Warnings.Select(warning => $"{warning.Code.Code} {warning.Value}")));
    }

    [Fact]
    public void The_first_visible_sheet_with_a_known_header_is_read_and_the_others_are_named()
    {
        var file = new WorkbookFile().Sheet("Hinweise", "Bitte lesen|!").Sheet("Alt", $"{Head}\nX|1@0|1", hidden: true)
            .Sheet("Geräte", $"{Head}\nA|1@0|1").Sheet("Leer", "").Sheet("Lager", $"{Head}\nB|2@0|2");

        var sheet = Open(file).Dialect.Sheet!;

        Assert.Equal(("XLSX", "Geräte"), (sheet.Format, sheet.Name));
        Assert.Equal([new("Hinweise", false, false), new("Alt", true, true), new SkippedSheet("Lager", true, false)], sheet.Skipped);
        Assert.Equal("2: B|2|2", Tables.Show(Open(file, new DialectChoices(Sheet: "lager"))));
        Assert.Equal("2: X|1|1", Tables.Show(Open(file, new DialectChoices(Sheet: "2"))));
        Assert.Equal("Das Blatt „Räume“ gibt es nicht. Bitte eines davon wählen: Hinweise, Alt, Geräte, Leer, Lager.",
            Tables.Open(file.Bytes(), new DialectChoices(Sheet: "Räume")).Refusal?.Message);
    }

    /// <summary>A reader asks at once for as much memory as the head of an old file claims.</summary>
    [Theory]
    [InlineData(30, 31)]
    [InlineData(47, 127)]
    [InlineData(67, 127)]
    [InlineData(75, 127)]
    public void The_head_of_an_old_file_is_not_believed(int at, byte value)
    {
        var file = File.ReadAllBytes(Path.Combine(Folder, "old-excel.xls"));
        file[at] = value;
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(ImportIssues.DamagedFile, ImportReading.Read(file, new ReadOptions()).Refusal?.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("old-excel.xls", null)]
    [InlineData("password.xls", "encrypted-file")]
    [InlineData("password.xlsx", "encrypted-file")]
    public void Old_files_are_read_and_passwords_refused(string name, string? code)
    {
        var outcome = Tables.Open(File.ReadAllBytes(Path.Combine(Folder, name)));

        Assert.Equal(code, outcome.Refusal?.Code.Code);
        if (outcome.Value is { } table)
            Assert.Equal("4: 00042|SN-Ä1|Tablet|172686|01.03.2026|1299,5|WAHR\n7: Summe|||||1299,5|", Tables.Show(table));
    }

    [Fact]
    public void A_workbook_gives_the_plan_of_the_same_list_as_text()
    {
        const string Columns = "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Kaufdatum;Preis;Altbestand\n";
        var text = Encoding.UTF8.GetBytes("Geräteliste der Schule\n\n" + Columns
            + "00042;SN-Ä1;Tablet;172686;01.03.2026;1299,5;ja\n\n\nSumme;;;;;1299,5;\n");
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));

        var fromText = register.Plan(text);
        var fromSheet = register.Plan(File.ReadAllBytes(Path.Combine(Folder, "old-excel.xls")));

        Assert.Equal((1, 1), (fromSheet.Head.Counts.New, fromSheet.Head.Counts.Skipped));
        Assert.Equal(fromText.Rows.SelectMany(row => row.Commands), fromSheet.Rows.SelectMany(row => row.Commands));
        Assert.Equal(fromText.Rows.Select(row => row.Line), fromSheet.Rows.Select(row => row.Line));
        Assert.Equal([7], fromSheet.Head.Dialect.TotalLines);
    }

    [Fact]
    public void What_formulas_failed_at_is_said()
    {
        var file = new WorkbookFile().Sheet("T", "Seriennummer|Inventarnummer|Gerätetyp|Schulnummer|Preis|Bemerkung\n"
            + "SN-1|1@0|Tablet|172686@0|!#N/A|!#REF!\nSN-2|2@0|Tablet|172686@0|5@0|!#N/A").Bytes();
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));

        Assert.Equal(["2 no-result Preis #NV", "2 formula-error Bemerkung #BEZUG!", "3 no-result Bemerkung #NV"], register.Plan(file).Rows
            .SelectMany(row => row.Issues).Select(issue => $"{issue.Line} {issue.Code.Code} {issue.Column} {issue.Value}"));
    }

    [Fact]
    public void Corrected_rows_of_a_workbook_are_a_text_that_german_excel_opens()
    {
        var file = new WorkbookFile().Sheet("T", "Seriennummer|Gerätetyp|Kaufdatum\nÄ|Tablet|bald").Bytes();
        var plan = PlannedRegister.RheinKreisNeuss().Plan(file);

        var text = Encoding.UTF8.GetString(CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan)));

        Assert.StartsWith("\uFEFFSeriennummer;Gerätetyp;Kaufdatum;Zeile;Grund\r\nÄ;Tablet;bald;2;", text, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "no rows", new WorkbookFile().Sheet("T", "").Bytes(), "empty-file" },
        { "no names", new WorkbookFile().Sheet("T", "1@0|2@0\n3@0|4@0").Bytes(), "no-header" },
        { "201 columns",
            new WorkbookFile().SheetXml("T", Sheet(Enumerable.Repeat("<c t=\"str\"><v>S</v></c>", 201))).Bytes(), "too-many-columns" },
        { "a column beyond Excel",
            new WorkbookFile().SheetXml("T", Sheet(["<c r=\"ZZZZZZ1\" t=\"str\"><v>S</v></c>"])).Bytes(), "damaged-file" },
        { "a row beyond Excel",
            new WorkbookFile().SheetXml("T", Sheet(["<c r=\"A1\" t=\"str\"><v>S</v></c>"], 2_000_000_000)).Bytes(), "damaged-file" },
        { "no sheet at all", Zip(("xl/workbook.xml", "<workbook/>"u8.ToArray())), "empty-file" },
        { "broken XML", new WorkbookFile().SheetXml("T", Sheet([])[..^30]).Bytes(), "damaged-file" },
        { "a document type", new WorkbookFile().SheetXml("T", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>").Bytes(), "damaged-file" },
        { "packed 1000 to 1",
            Zip(("xl/workbook.xml", "<workbook/>"u8.ToArray()), ("xl/worksheets/sheet1.xml", new byte[20 << 20])), "unpacks-too-large" },
        { "a claim of 4 GB", Claiming(uint.MaxValue - 1), "unpacks-too-large" },
        { "a claim too small", Claiming(10), "damaged-file" },
        { "an old file of Word", [0xD0, 0xCF, 0x11, 0xE0, .. Encoding.Unicode.GetBytes("WordDocument")], "binary-file" },
        { "an old file cut off", [0xD0, 0xCF, 0x11, 0xE0, .. Encoding.Unicode.GetBytes("Workbook")], "damaged-file" },
        { "ODS", Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", [])), "binary-file" },
        { "DOCX", Zip(("word/document.xml", "<a/>"u8.ToArray())), "binary-file" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_is_no_readable_workbook_is_refused(string name, byte[] bytes, string code)
    {
        var refusal = Tables.Open(bytes).Refusal;

        Assert.Equal($"{name}: {code}", $"{name}: {refusal?.Code.Code}");
        Assert.DoesNotContain("{", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_workbooks_never_throw()
    {
        const int Seed = 20_261_124, Rounds = 400;
        var random = new Random(Seed);
        byte[][] files =
        [
            File.ReadAllBytes(Path.Combine(Folder, "old-excel.xls")),
            Stored(new WorkbookFile().Sheet("T", $"{Head}\nA|42@00000|1@0\nB|46082@dd.mm.yyyy|!#N/A").Bytes()),
        ];
        for (var round = 0; round < Rounds; round++)
        {
            var mutated = (byte[])files[round % files.Length].Clone();
            for (var change = random.Next(1, 12); change > 0; change--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            var outcome = Tables.Open(mutated);
            Assert.True(outcome.Value is null != outcome.Refusal is null);
        }
    }

    private static RawTable Open(WorkbookFile file, DialectChoices? choices = null) => Tables.Open(file.Bytes(), choices).Required;

    private static string Sheet(IEnumerable<string> cells, int row = 1) =>
        $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"{row}\">"
        + $"{string.Concat(cells)}</row></sheetData></worksheet>";

    internal static byte[] Zip(params (string Name, byte[] Bytes)[] entries) => Zip(CompressionLevel.Optimal, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }
        return file.ToArray();
    }

    /// <summary>The same parts without compression, so that changed bytes reach the XML and not only the inflater.</summary>
    private static byte[] Stored(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return Zip(CompressionLevel.NoCompression, [.. zip.Entries.Select(entry =>
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return (entry.FullName, bytes.ToArray());
        })]);
    }

    /// <summary>A workbook whose directory lies about the length of its sheet.</summary>
    private static byte[] Claiming(uint length)
    {
        var bytes = new WorkbookFile().Sheet("T", $"{Head}\nA|1@0|1").Bytes();
        for (var at = 0; (at = bytes.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is var found && found >= 0 ? at + found : -1) >= 0; at += 4)
        {
            var name = Encoding.UTF8.GetString(bytes, at + 46, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 28)));
            if (name.EndsWith("sheet1.xml", StringComparison.Ordinal))
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 24), length);
        }
        return bytes;
    }
}
