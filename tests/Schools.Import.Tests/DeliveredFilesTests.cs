using System.Text;

namespace Schools.Import.Tests;

public sealed class DeliveredFilesTests
{
    private static readonly byte[] List = Encoding.UTF8.GetBytes("Seriennummer;Inventarnummer;Gerätetyp\nSN-1;RKN-1;Tablet\n");

    [Fact]
    public void A_single_list_is_itself()
    {
        var delivered = DeliveredFiles.Open("liste.csv", List).Required;

        Assert.False(delivered.IsZip);
        Assert.Equal("liste.csv", Assert.Single(delivered.Files).Name);
        Assert.Null(delivered.Files[0].Unpack(out var bytes));
        Assert.Equal(List, bytes);
        Assert.False(DeliveredFiles.Open("liste.xlsx", new WorkbookFile().Sheet("T", "Seriennummer|Raum").Bytes()).Required.IsZip);
    }

    [Fact]
    public void The_lists_of_a_zip_come_one_by_one()
    {
        var zip = WorkbookTests.Zip(("Köln/liste.csv", List), ("tafeln.xlsx", new WorkbookFile().Sheet("T", "Seriennummer|Raum").Bytes()),
            ("leer/", []), ("__MACOSX/._liste.csv", [1]), ("Thumbs.db", [1]), ("~$tafeln.xlsx", [1]),
            ("innen.zip", WorkbookTests.Zip(("a.csv", List))));

        var delivered = DeliveredFiles.Open("lieferung.zip", zip).Required;

        Assert.True(delivered.IsZip);
        Assert.Equal(["Köln/liste.csv ", "tafeln.xlsx ", "innen.zip nested-zip"],
            delivered.Files.Select(file => $"{file.Name} {file.Unpack(out _)?.Code.Code}"));
        _ = delivered.Files[0].Unpack(out var bytes);
        Assert.Equal(List, bytes);
    }

    [Theory]
    [InlineData("../liste.csv", "wrong-entry-name")]
    [InlineData("a/../../liste.csv", "wrong-entry-name")]
    [InlineData("..\\liste.csv", "wrong-entry-name")]
    [InlineData("/etc/liste.csv", "wrong-entry-name")]
    [InlineData("C:\\liste.csv", "wrong-entry-name")]
    [InlineData("a\nb.csv", "wrong-entry-name")]
    [InlineData("Thumbs.db", "empty-zip")]
    [InlineData("ordner/", "empty-zip")]
    public void Names_that_lead_elsewhere_and_empty_zips_are_refused(string entry, string code) =>
        Assert.Equal(code, DeliveredFiles.Open("lieferung.zip", WorkbookTests.Zip((entry, List))).Refusal?.Code.Code);

    [Fact]
    public void Bombs_are_refused_before_they_are_unpacked()
    {
        var many = WorkbookTests.Zip([.. Enumerable.Range(0, ImportLimits.ZipFiles + 1).Select(n => ($"{n}.csv", List))]);
        var packed = WorkbookTests.Zip(("a.csv", new byte[20 << 20]));

        Assert.Equal(ImportIssues.TooManyEntries, DeliveredFiles.Open("a.zip", many).Refusal?.Code);
        Assert.Equal(ImportIssues.UnpacksTooLarge, DeliveredFiles.Open("a.zip", packed).Refusal?.Code);
        Assert.Equal(ImportIssues.DamagedFile, DeliveredFiles.Open("a.zip", "PK\u0003\u0004..."u8.ToArray()).Refusal?.Code);
    }

    [Theory]
    [InlineData("Kodierung=Windows1252 Trennzeichen= Zeile= Blatt= Datum=", "windows-1252", null, null, null, null)]
    [InlineData("Kodierung= Trennzeichen=\t Zeile=3 Blatt=Geräte Datum=MonthFirst", null, "tab", "3", " Geräte ", "month-first")]
    [InlineData("Kodierung= Trennzeichen=| Zeile= Blatt= Datum=", "", "|", " ", "", "")]
    [InlineData("„latin-9“ ist für die Kodierung nicht möglich. Bitte eine dieser Angaben verwenden: utf-8, windows-1252, utf-16le, "
        + "utf-16be.", "latin-9", null, null, null, null)]
    [InlineData("„:“ ist für das Trennzeichen nicht möglich. Bitte eine dieser Angaben verwenden: ;, ,, tab, |.",
        null, ":", null, null, null)]
    [InlineData("„0“ ist für die Kopfzeile nicht möglich. Bitte eine dieser Angaben verwenden: 1 bis 200.",
        null, null, "0", null, null)]
    [InlineData("„ymd“ ist für die Reihenfolge im Datum nicht möglich. Bitte eine dieser Angaben verwenden: day-first, "
        + "month-first.",
        null, null, null, null, "ymd")]
    public void Choices_are_parsed_or_refused_with_what_is_allowed(
        string expected, string? encoding, string? delimiter, string? line, string? sheet, string? dates)
    {
        var outcome = DialectChoices.Parse(encoding, delimiter, line, sheet, dates);

        Assert.Equal(expected, outcome.Value is { } choices
            ? $"Kodierung={choices.Encoding} Trennzeichen={choices.Delimiter} Zeile={choices.HeaderLine} Blatt={choices.Sheet} "
                + $"Datum={choices.Dates}"
            : outcome.Refusal!.Message);
    }

    [Fact]
    public void A_choice_that_says_nothing_about_a_file_is_refused()
    {
        var workbook = new WorkbookFile().Sheet("T", "Seriennummer|Raum\nA|1@0").Bytes();

        Assert.Equal(ImportIssues.IdleChoice, Tables.Open(workbook, new DialectChoices(TextEncoding.Utf8)).Refusal?.Code);
        Assert.Equal(ImportIssues.IdleChoice, Tables.Open(workbook, new DialectChoices(Delimiter: ';')).Refusal?.Code);
        Assert.Equal(ImportIssues.IdleChoice, Tables.Open(List, new DialectChoices(Sheet: "T")).Refusal?.Code);
        Assert.Equal(ImportIssues.NoHeaderAtLine, Tables.Open(List, new DialectChoices(HeaderLine: 9)).Refusal?.Code);
        Assert.Equal(ImportIssues.NoHeaderAtLine, Tables.Open(workbook, new DialectChoices(HeaderLine: 9)).Refusal?.Code);
    }

    [Theory]
    [InlineData("liste.xls", "other-format")]
    [InlineData("liste.xlsx", "other-format")]
    [InlineData("liste.csv", null)]
    [InlineData("liste", null)]
    public void What_a_file_is_counts_more_than_its_name(string name, string? note)
    {
        var reading = ImportReading.Read(List, new ReadOptions(name)).Required;

        Assert.Equal(note, reading.Warnings.FirstOrDefault(warning => warning.Code == ImportIssues.OtherFormat)?.Code.Code);
    }

    [Fact]
    public void A_column_shows_how_its_dates_and_numbers_are_meant()
    {
        const string Columns = "Seriennummer;Inventarnummer;Gerätetyp;Kaufdatum;Garantie bis;Preis\n";
        var reading = Read("S1;I1;Tablet;04/12/2024;2024-04-12;1.299,00\nS2;I2;Tablet;04/25/2024;45394;5\nSumme;;;;;5\n");

        Assert.Equal([DateForm.Iso, DateForm.MonthFirst, DateForm.SerialNumber], reading.Dialect.Dates);
        Assert.Equal(NumberStyle.German, reading.Dialect.Numbers);
        Assert.Equal([4], reading.Dialect.TotalLines);
        Assert.Empty(reading.Devices[0].Issues);
        Assert.Equal(new DateOnly(2024, 4, 12), reading.Devices[0].Details.PurchasedOn);
        Assert.Equal("ambiguous-date", Assert.Single(Read("S1;I1;Tablet;04/12/2024;;\n").Devices[0].Issues).Code.Code);
        Assert.Equal(new DateOnly(2024, 12, 4), Read("S1;I1;Tablet;04/12/2024;;\n", SlashDates.DayFirst).Devices[0].Details.PurchasedOn);

        static ImportReading Read(string rows, SlashDates? dates = null) => ImportReading.Read(
            Encoding.UTF8.GetBytes(Columns + rows), new ReadOptions(Dialect: new DialectChoices(Dates: dates))).Required;
    }
}
