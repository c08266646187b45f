using System.Globalization;

namespace Schools.Import.Tests;

public sealed class CellTests
{
    [Theory]
    [InlineData("01.03.2026", "2026-03-01")]
    [InlineData("1.3.26", "2026-03-01")]
    [InlineData("1.3.98", "1998-03-01")]
    [InlineData("29.02.2024", "2024-02-29")]
    [InlineData("29.02.2023", "invalid-date")]
    [InlineData("31.02.2024", "invalid-date")]
    [InlineData("2026-03-01", "2026-03-01")]
    [InlineData("2026-03-01 14:05:00", "2026-03-01")]
    [InlineData("2026-03-01T23:59:59Z", "2026-03-01")]
    [InlineData("2026-03-01T23:59:59+01:00", "2026-03-01")]
    [InlineData("09.07.2013 12:00:00", "2013-07-09")]
    [InlineData("12. März 2024", "2024-03-12")]
    [InlineData("46082", "2026-03-01")]
    [InlineData("46082,5", "2026-03-01")]
    [InlineData("2026", "invalid-date")]
    [InlineData("Mrz 26", "ambiguous-date")]
    [InlineData("12. Mrz", "ambiguous-date")]
    [InlineData("04/12/2024", "ambiguous-date")]
    [InlineData("25/12/2024", "2024-12-25")]
    [InlineData("12/25/2024", "2024-12-25")]
    [InlineData("01.01.0001", "invalid-date")]
    [InlineData("bald", "invalid-date")]
    [InlineData("1..2026", "invalid-date")]
    [InlineData("00.00.0000", "empty")]
    [InlineData("-", "empty")]
    public void Dates(string cell, string expected) => Assert.Equal(expected, Show(CellDate.Parse(cell)));

    [Theory]
    [InlineData("04/12/2024", SlashDates.DayFirst, "2024-12-04")]
    [InlineData("04/12/2024", SlashDates.MonthFirst, "2024-04-12")]
    [InlineData("25/12/2024", SlashDates.MonthFirst, "invalid-date")]
    public void Slash_dates_by_choice(string cell, SlashDates slashes, string expected) =>
        Assert.Equal(expected, Show(CellDate.Parse(cell, slashes)));

    [Fact]
    public void Serial_numbers_are_dates_only_where_asked() =>
        Assert.Equal("invalid-date", Show(CellDate.Parse("46082", serialNumbers: false)));

    [Theory]
    [InlineData("1.234,56", NumberStyle.German, "1234.56")]
    [InlineData("1357,00", NumberStyle.German, "1357.00")]
    [InlineData("1.234.567", NumberStyle.German, "1234567")]
    [InlineData("1,234.56", NumberStyle.English, "1234.56")]
    [InlineData("1,234.56", NumberStyle.German, "1234.56 mixed-number")]
    [InlineData("12.5", NumberStyle.German, "12.5 mixed-number")]
    [InlineData("5.555", NumberStyle.German, "5555 ambiguous-number")]
    [InlineData("5.555", NumberStyle.English, "5.555 ambiguous-number")]
    [InlineData("1,234", NumberStyle.German, "1.234 ambiguous-number")]
    [InlineData("0,611", NumberStyle.German, "0.611")]
    [InlineData("812,00 €", NumberStyle.German, "812.00")]
    [InlineData("EUR 812,00", NumberStyle.German, "812.00")]
    [InlineData("12,-", NumberStyle.German, "12")]
    [InlineData("100,50-", NumberStyle.German, "-100.50")]
    [InlineData("-3", NumberStyle.German, "-3")]
    [InlineData("$79.66", NumberStyle.English, "79.66")]
    [InlineData("300,0,00.40", NumberStyle.English, "invalid-number")]
    [InlineData("30,0,0.406", NumberStyle.English, "invalid-number")]
    [InlineData("1.23.456,5", NumberStyle.German, "invalid-number")]
    [InlineData("abc", NumberStyle.German, "invalid-number")]
    [InlineData("12a", NumberStyle.German, "invalid-number")]
    [InlineData("1,23E+12", NumberStyle.German, "scientific-notation")]
    [InlineData("99999999999999999999999999999999", NumberStyle.German, "invalid-number")]
    [InlineData("null", NumberStyle.German, "empty")]
    public void Numbers(string cell, NumberStyle style, string expected) => Assert.Equal(expected, Show(CellNumber.Parse(cell, style)));

    [Theory]
    [InlineData("1,5 2,5 3.500", NumberStyle.German)]
    [InlineData("1.5 2.5 3,500", NumberStyle.English)]
    [InlineData("1.234 5 7", NumberStyle.German)]
    [InlineData("1.5 2,5 2.5 100", NumberStyle.English)]
    public void Columns_decide_by_majority(string cells, NumberStyle style) => Assert.Equal(style, CellNumber.StyleOf(cells.Split(' ')));

    [Theory]
    [InlineData("C41B3534966E", "C4:1B:35:34:96:6E")]
    [InlineData("c4-1b-35-34-96-6e", "C4:1B:35:34:96:6E")]
    [InlineData("c41b.3534.966e", "C4:1B:35:34:96:6E")]
    [InlineData("C4:1B:35:34:96", "invalid-mac-address")]
    [InlineData("C4:1B:35:34:96:6E:00", "invalid-mac-address")]
    [InlineData("192.168.0.1", "invalid-mac-address")]
    [InlineData("1,23E+12", "scientific-notation")]
    [InlineData("", "empty")]
    public void Hardware_addresses(string cell, string expected) => Assert.Equal(expected, Show(CellText.HardwareAddress(cell)));

    [Theory]
    [InlineData("ja", "True")]
    [InlineData("X", "True")]
    [InlineData("WAHR", "True")]
    [InlineData("false", "False")]
    [InlineData("Nein", "False")]
    [InlineData("sometimes", "invalid-yes-no")]
    [InlineData(" ", "empty")]
    public void Yes_and_no(string cell, string expected) => Assert.Equal(expected, Show(CellText.YesNo(cell)));

    [Theory]
    [InlineData("05111000", 8, "05111000")]
    [InlineData("5111000", 8, "5111000 lost-zero")]
    [InlineData("211.0", 0, "211.0 decimal-tail")]
    [InlineData("3,56938E+14", 0, "scientific-notation")]
    [InlineData("1.23E+12", 6, "scientific-notation")]
    [InlineData("1E5", 0, "1E5")]
    [InlineData("02K10", 6, "02K10")]
    [InlineData("NULL", 6, "empty")]
    public void Identifiers(string cell, int length, string expected) => Assert.Equal(expected, Show(CellText.Identifier(cell, length)));

    [Theory]
    [InlineData("5111000", 8, "05111000")]
    [InlineData("211.0", 4, "0211")]
    public void A_damaged_identifier_comes_with_a_proposal(string cell, int length, string proposal) =>
        Assert.Equal(proposal, CellText.Identifier(cell, length).Reading);

    [Theory]
    [InlineData("Geräte-SN", "geraetesn")]
    [InlineData("GERAETE_SN", "geraetesn")]
    [InlineData("Gera\u0308te-SN", "geraetesn")]
    [InlineData("Inv.-Nr. (1)", "invnr")]
    [InlineData("S/N", "sn")]
    [InlineData("Preis (€)", "preis")]
    [InlineData("Schul-\nnummer¹", "schulnummer")]
    [InlineData("Année", "annee")]
    [InlineData("Straße", "strasse")]
    [InlineData(" ", "")]
    public void Header_names(string header, string expected) => Assert.Equal(expected, HeaderName.Normalise(header));

    private static string Show<T>(CellValue<T> cell)
    {
        if (!cell.HasValue)
            return cell.Issue?.Code ?? "empty";
        var value = cell.Value is DateOnly date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Convert.ToString(cell.Value, CultureInfo.InvariantCulture);
        return cell.Issue is null ? value! : $"{value} {cell.Issue.Code}";
    }
}
