namespace Schools.Import.Tests;

public sealed class SpreadsheetDamageTests
{
    [Theory]
    [InlineData("00123", "123", true)]
    [InlineData("356938035643809", "3,56938E+14", true)]
    [InlineData("356938035643809", "3,57938E+14", false)]
    [InlineData("1E5", "1,00E+05", true)]
    [InlineData("12-3", "12. Mrz", true)]
    [InlineData("3-2024", "Mrz 24", true)]
    [InlineData("123", "124", false)]
    [InlineData("00123", "0124", false)]
    [InlineData("12-3", "12-4", false)]
    [InlineData("12-3", "3-Dec", true)]
    [InlineData("12-3", "12.03.2024", true)]
    [InlineData("12-3", "13.03.2024", false)]
    [InlineData("12-3", "13. Mrz", false)]
    [InlineData("3-2024", "01.03.2024", true)]
    [InlineData("3-2024", "Mrz 25", false)]
    [InlineData("4711-12", "13.03.2024", false)]
    [InlineData("04/12/2024", "04.12.2024", true)]
    [InlineData("04/12/2024", "05.12.2024", false)]
    [InlineData("01.08.2023", "1.8.23", true)]
    [InlineData("01.08.2023", "02.08.2023", false)]
    [InlineData("01.08.2023", "08.01.2023", false)]
    public void A_cell_is_what_a_spreadsheet_makes_of_the_text(string written, string cell, bool explained) =>
        Assert.Equal(explained, SpreadsheetDamage.Explains(written, cell));
}
