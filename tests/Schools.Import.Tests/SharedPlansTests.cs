using System.Text;
using System.Text.Json;
using Schools.Domain;

namespace Schools.Import.Tests;

/// <summary>The official school list and the great device list, planned into registers in memory.</summary>
public sealed class SharedPlansTests
{
    private const int Schools = 5_507, Devices = 9_972, Faults = 28;

    [Fact]
    public void All_schools_of_the_land_are_new_once()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        var file = SharedBytes.Read("schools/nrw-schuldaten-2021.csv");

        var plan = register.Plan(file);
        Assert.Equal(new PlanCounts(Schools, 0, 0, 0, 0, 0, 0), plan.Head.Counts);
        Assert.Equal(("nrw-school-list", 100), (plan.Head.Profile, plan.Head.Confidence));
        Assert.Equal(12, plan.Head.Providers[0].Rows);
        register.Apply(plan);

        var details = register.Schools.Single(school => school.Key.Value == "DE-NW-172686").Details;
        Assert.Equal(("30", "41460", "05162024", "02131 3660101"), (details.TypeCode, details.PostalCode, details.Ags, details.Phone));
        Assert.Null(register.Schools.Single(school => school.Key.Value == "DE-NW-100000").Details.Epsg);
        Assert.Contains(register.Schools, school => school.Details.TypeCode == "02");
        Assert.Equal(
            "Mosaik-Schule, Förderschule des Rhein-Kreises Neuss",
            register.Schools.Single(school => school.Key.Value == "DE-NW-153394").Details.Name);
        Assert.Equal(new PlanCounts(0, 0, Schools, 0, 0, 0, 0), register.Plan(file).Head.Counts);
    }

    [Fact]
    public void Only_own_schools_are_taken_when_asked()
    {
        var plan = PlannedRegister.RheinKreisNeuss().Plan(
            SharedBytes.Read("schools/nrw-schuldaten-2021.csv"), options: new PlanOptions(PlannedRegister.Today, OwnSchoolsOnly: true));

        Assert.Equal(new PlanCounts(12, 0, 0, 0, 0, 0, Schools - 12), plan.Head.Counts);
    }

    [Theory]
    [InlineData(
        "HE", "main-kinzig-kreis-hessen-2016.csv", "hessen-school-list", 125,
        "DE-HE-3688 Grundschule Biebertal,,63599,Biebergemünd,Biebertalstraße 12,6050 1340,133")]
    [InlineData(
        "SH", "dithmarschen-schleswig-holstein-2016.csv", "schleswig-holstein-school-list", 42,
        "DE-SH-0702160 Wulf-Isebrand-Schule,02,25767,Albersdorf,Wulf-Isebrand-Straße 2,04835 - 97760,")]
    public void Lists_of_other_Laender_are_read_as_theirs(string land, string name, string profile, int schools, string first)
    {
        var register = new PlannedRegister(AuthorityKey.Parse("kreis"), new Authority.Details("Kreis", land));
        var plan = register.Plan(SharedBytes.Read($"schools/{name}"), new ReadOptions(Land: land));
        Assert.Equal(
            (profile, 100, new PlanCounts(schools, 0, 0, 0, 0, 0, 0)), (plan.Head.Profile, plan.Head.Confidence, plan.Head.Counts));
        register.Apply(plan);
        Assert.Contains(first, register.Schools.Select(school => $"{school.Key} " + string.Join(
            ',', school.Details.Name, school.Details.TypeCode, school.Details.PostalCode, school.Details.Town, school.Details.Street,
            school.Details.Phone, school.Details.Pupils)));
        Assert.All(register.Schools, school => Assert.DoesNotContain("Schulform", Labels.SchoolType(school.Details.TypeCode) ?? "",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Pupils_of_the_directory_join_the_schools()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan(SharedBytes.Read("schools/kreisschulen-schuldaten.csv")));
        var plan = register.Plan(SharedBytes.Read("schools/kreisschulen-pupils-2024-25.csv"));
        register.Apply(plan);

        Assert.Equal(23, plan.Head.Counts.Changed);
        var own = register.Schools.Where(school => school.Details.ProviderNumber == "10418");
        Assert.Equal(8_435, own.Sum(school => school.Details.Pupils));
        Assert.Equal((25, "name-missing"), plan.Rows.Where(row => row.Status == PlanStatus.Error)
            .Select(row => (row.Line, row.Issues[0].Code.Code)).Single());
        Assert.All(plan.Rows.Where(row => row.Status == PlanStatus.Changed), row =>
            Assert.Equal(["pupils"], row.Changes.Select(change => change.Field)));
    }

    [Fact]
    public void Ten_thousand_devices_have_exactly_the_errors_of_their_key()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan(SharedBytes.Read("schools/nrw-schuldaten-2021.csv")));
        var file = SharedBytes.Read("imports/generated/scale-10000.csv");
        using var key = JsonDocument.Parse(SharedBytes.Read("imports/generated/scale-10000.key.json"));

        var plan = register.Plan(file);
        Assert.Equal((Devices, Faults), (plan.Head.Counts.New, plan.Head.Counts.Error));
        Assert.Equal(Devices + Faults, plan.Head.Counts.Rows);
        Assert.Equal(key.RootElement.GetProperty("errors").EnumerateArray().Select(error => error[0].GetInt32()),
            plan.Rows.Where(row => row.Status == PlanStatus.Error).Select(row => row.Line));
        Assert.Contains("Zeile 8809", plan.Rows.Single(row => row.Line == 8811).Issues[0].Message, StringComparison.Ordinal);
        register.Apply(plan);

        var again = register.Plan(file);
        Assert.Equal((Devices, Faults, 0), (again.Head.Counts.Unchanged, again.Head.Counts.Error, again.NewRooms.Count));
    }

    [Fact]
    public void Shuffled_rows_give_the_same_register()
    {
        var schools = SharedBytes.Read("schools/nrw-schuldaten-2021.csv");
        var text = Windows1252.Decode(SharedBytes.Read("imports/generated/scale-10000.csv"));
        var records = Records(text);
        string[] good = [.. records.Skip(1).Where((_, index) => index % 7 == 0)];
        string[] shuffled = [.. good];
        new Random(4711).Shuffle(shuffled);

        Assert.Equal(After(good), After(shuffled));

        string After(string[] rows)
        {
            var register = PlannedRegister.RheinKreisNeuss();
            register.Apply(register.Plan(schools));
            register.Apply(register.Plan(Encoding.UTF8.GetBytes(records[0] + string.Concat(rows))));
            return register.Text();
        }
    }

    /// <summary>The records of a text with CRLF between them and LF or CRLF inside quotes.</summary>
    private static List<string> Records(string text)
    {
        List<string> records = [];
        var open = "";
        foreach (var line in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            open += line + "\r\n";
            if (open.AsSpan().Count('"') % 2 != 0)
                continue;
            records.Add(open);
            open = "";
        }
        return records;
    }
}
