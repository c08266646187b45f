using System.Globalization;
using Schools.Domain;
using Schools.Web.District;

namespace Schools.Web.Tests;

/// <summary>Coordinates of schools → marks of a map.</summary>
public sealed class DistrictMapTests
{
    private static SchoolStanding School(int n, double east, double north, string town, string? zone = "25832")
    {
        var details = new School.Details
        {
            Town = town, Epsg = zone, Easting = east.ToString(CultureInfo.InvariantCulture), Northing = $"{north}",
        };
        var school = new SchoolFact(SchoolKey.Parse($"DE-NW-{100_000 + n}"), details);
        return new SchoolStanding(school, 0, 0, 0, new WlanStanding(RolloutStatus.NotBegun, null, null, [], 0, 0, null, null), []);
    }

    private static DistrictMap Map(params SchoolStanding[] schools) => DistrictMap.Of(schools, school => school.Wlan.Status);

    [Fact]
    public void No_mark_hides_another_and_all_lie_within()
    {
        var map = Map([
            .. Enumerable.Range(0, 8).Select(n => School(n, 340_000, 5_670_000, "Neuss")),
            .. Enumerable.Range(8, 8).Select(n => School(n, 352_000 + n, 5_679_000 - n, "Kaarst")),
        ]);
        Assert.Equal(16, map.Marks.Count);
        foreach (var mark in map.Marks)
        {
            Assert.InRange(mark.X, DistrictMap.Radius, DistrictMap.Width - DistrictMap.Radius);
            Assert.InRange(mark.Y, DistrictMap.Radius, DistrictMap.Height - DistrictMap.Radius);
            Assert.DoesNotContain(map.Marks, other => other != mark
                && Math.Sqrt(Math.Pow(other.X - mark.X, 2) + Math.Pow(other.Y - mark.Y, 2)) < 2 * DistrictMap.Radius);
        }
    }

    [Fact]
    public void Of_a_whole_Land_each_mark_stays_where_its_school_is()
    {
        var map = Map([.. Enumerable.Range(0, 5_000).Select(n => School(n, 340_000 + (n % 2), 5_670_000, "Neuss"))]);
        Assert.Equal(5_000, map.Marks.Count);
        Assert.Equal(2, map.Marks.Select(mark => mark.X).Distinct().Count());
    }

    [Fact]
    public void North_is_up_west_is_left_and_the_bar_is_true()
    {
        var map = Map(
            School(1, 340_000, 5_670_000, "Neuss"), School(2, 350_000, 5_674_000, "Kaarst"), School(3, 345_000, 5_672_000, "Neuss"),
            School(4, 345_000, 5_672_000, "Moers", zone: null));
        var (south, north) = (map.Marks[0], map.Marks[1]);
        Assert.True(south.X < north.X && south.Y > north.Y);
        Assert.Equal(map.Bar, (north.X - south.X) * DistrictMap.BarKilometres / 10, 3);
        Assert.Equal(DistrictMap.Height - south.Y, north.Y, 3);
        Assert.Equal("Moers", Assert.Single(map.WithoutPlace).School.Details.Town);
        Assert.Equal(["Neuss", "Kaarst"], map.Towns.Select(town => town.Name));
        Assert.All(map.Towns, town => Assert.Contains(map.Marks, mark => mark.X == town.X && town.Y < mark.Y));
    }
}
