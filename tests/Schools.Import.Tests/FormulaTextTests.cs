namespace Schools.Import.Tests;

/// <summary>A cell → what a file holds of it, so that no spreadsheet computes it.</summary>
public sealed class FormulaTextTests
{
    /// <summary>A number below zero is none, and stays one that can be added up.</summary>
    [Theory]
    [InlineData("-15", "-15")]
    [InlineData("-1.234,50", "-1.234,50")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("-A1", "'-A1")]
    [InlineData("-", "'-")]
    [InlineData("+49", "'+49")]
    [InlineData("'-15", "''-15")]
    public void Of_what_looks_like_a_formula_only_a_number_is_left(string cell, string written)
    {
        Assert.Equal(written, FormulaText.Neutral(cell));
        Assert.Equal(cell, FormulaText.Original(written));
    }
}
