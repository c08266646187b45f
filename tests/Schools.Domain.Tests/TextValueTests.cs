namespace Schools.Domain.Tests;

public sealed class TextValueTests
{
    [Theory]
    [InlineData("DE-NW-172686", "172686")]
    [InlineData("DE-BW-04154817", "04154817")]
    [InlineData("DE-BE-02K10", "02K10")]
    [InlineData("DE-HH-7910-0", "7910-0")]
    public void A_school_number_stays_as_its_Land_writes_it(string key, string number) => Assert.Equal(number, SchoolKey.Parse(key).Number);

    [Theory]
    [InlineData("")]
    [InlineData("172686")]
    [InlineData("DE-NW-")]
    [InlineData("DE-nw-172686")]
    [InlineData("DE-NW-17 2686")]
    [InlineData("DE-NW-'; drop table school")]
    public void What_is_no_school_key_is_not_taken_for_one(string text) => Assert.False(SchoolKey.TryParse(text, out _));

    [Theory]
    [InlineData("C4:1B:35:34:96:6E")]
    [InlineData("c4-1b-35-34-96-6e")]
    [InlineData("c41b.3534.966e")]
    [InlineData(" C41B3534966E ")]
    public void A_MAC_address_is_one_however_it_is_written(string text) => Assert.Equal("C4:1B:35:34:96:6E", MacAddress.Parse(text).Value);

    [Theory]
    [InlineData("C4:1B:35:34:96")]
    [InlineData("C4:1B:35:34:96:6E:00")]
    [InlineData("G4:1B:35:34:96:6E")]
    [InlineData("")]
    public void What_is_no_MAC_address_is_not_taken_for_one(string text) => Assert.False(MacAddress.TryParse(text, out _));

    [Theory]
    [InlineData("R 1.33", "R1.33")]
    [InlineData("r1.33", "R1.33")]
    [InlineData("R 1.12 / Gebäude B", "R1.12-GEBÄUDEB")]
    [InlineData("???", "-")]
    public void Room_numbers_are_compared_without_case_and_signs(string written, string normal) =>
        Assert.Equal(normal, RoomNumbers.Normal(written));

    [Fact]
    public void Rooms_of_two_schools_with_the_same_number_are_two_rooms() =>
        Assert.NotEqual(RoomKey.For(Sample.School, null, "101"), RoomKey.For(Sample.OtherSchool, null, "101"));

    [Fact]
    public void A_device_key_is_the_same_for_the_same_identity_and_another_for_every_attempt()
    {
        Assert.Equal(DeviceKey.For(Sample.Authority, "serial:C4T9"), DeviceKey.For(Sample.Authority, "serial:C4T9"));
        Assert.NotEqual(DeviceKey.For(Sample.Authority, "serial:C4T9"), DeviceKey.For(Sample.Authority, "serial:C4T9", 1));
        Assert.True(DeviceKey.TryParse(DeviceKey.For(Sample.Authority, "serial:C4T9").Value, out _));
    }

    [Fact]
    public void Every_word_a_person_sees_has_a_German_label()
    {
        var values = typeof(Device).Assembly.GetTypes()
            .Where(t => t.IsEnum && t != typeof(RefusalKind) && t != typeof(RefusalCode))
            .SelectMany(t => Enum.GetValues(t).Cast<Enum>());
        foreach (var value in values)
        {
            Assert.NotEmpty(Labels.German(value));
        }
        foreach (var code in Enum.GetValues<RefusalCode>())
        {
            Assert.EndsWith(".", new Refusal(code, "a", "b").German, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_euro_is_written_as_in_Germany() => Assert.Equal("1.299,00 €", new Euro(1_299m).ToString());
}
