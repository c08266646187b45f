using System.Globalization;

namespace Schools.SampleData.Tests;

public sealed class SampleInventoryTests
{
    private const int Devices = 3000;

    [Fact]
    public void Rows_have_one_form_and_numbers_of_their_own()
    {
        var rows = DelimitedText.Parse(Written(Devices, seed: 5, schools: 40), ';');
        Assert.Equal(SampleInventory.Header.Split(';'), rows[0]);
        Assert.Equal(Devices, rows.Count - 1);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        foreach (var column in new[] { 0, 1, 13 })
        {
            Assert.Equal(Devices, rows.Skip(1).Select(row => row[column]).Distinct(StringComparer.Ordinal).Count());
        }

        Assert.Equal(SampleInventory.SchoolNumbers(40), rows.Skip(1).Select(row => row[6]).Distinct(StringComparer.Ordinal));
        Assert.All(rows.Skip(1), row => Assert.InRange(
            DateOnly.ParseExact(row[10], "dd.MM.yyyy", CultureInfo.InvariantCulture).Year, 2017, 2026));
    }

    [Fact]
    public void The_stream_holds_the_same_text_in_windows_1252_and_stays_open()
    {
        using var stream = new MemoryStream();
        SampleInventory.WriteDevices(stream, 100, 5, SampleInventory.SchoolNumbers(3));
        Assert.Equal(Written(100, 5, 3), DeviceList.EncodingOf(SampleInventory.Encoding).GetString(stream.ToArray()));
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        Assert.Equal(Written(200, 5, 3), Written(200, 5, 3));
        Assert.NotEqual(Written(200, 5, 3), Written(200, 6, 3));
    }

    [Fact]
    public void School_numbers_begin_with_the_real_ones_and_never_repeat()
    {
        var numbers = SampleInventory.SchoolNumbers(6000);
        Assert.Equal(DistrictFacts.Load().Schools.Select(school => school.Number), numbers.Take(13));
        Assert.Equal(6000, numbers.Distinct(StringComparer.Ordinal).Count());
        Assert.All(numbers, number => Assert.Equal(6, number.Length));
        Assert.Equal(numbers.Take(20), SampleInventory.SchoolNumbers(20));
    }

    [Fact]
    public void A_school_list_of_any_size_has_the_official_form()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        SampleInventory.WriteSchools(text, 50);
        var rows = DelimitedText.Parse(text.ToString(), ';');
        Assert.Equal(50, rows.Count - 2);
        Assert.Equal(SampleInventory.SchoolNumbers(50), rows.Skip(2).Select(row => row[0]));
        Assert.All(rows.Skip(2), row => Assert.Equal(rows[1].Count - 1, row.Count));
    }

    [Theory]
    [InlineData(7, new long[] { 1, 1, 1 }, new[] { 3, 2, 2 })]
    [InlineData(10, new long[] { 0, 1, 3 }, new[] { 0, 3, 7 })]
    [InlineData(0, new long[] { 5, 5 }, new[] { 0, 0 })]
    public void Shares_add_up_exactly(int total, long[] weights, int[] expected) =>
        Assert.Equal(expected, Apportionment.Spread(total, weights));

    private static string Written(int devices, ulong seed, int schools)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        SampleInventory.WriteDevices(text, devices, seed, SampleInventory.SchoolNumbers(schools));
        return text.ToString();
    }
}
