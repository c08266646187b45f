using System.Text;

namespace Schools.Import.Tests;

/// <summary>Names of schools as the official list cuts them into lines, and as people read them.</summary>
public sealed class SchoolNameTests
{
    [Theory]
    [InlineData(
        "Mosaik-Schule, Förderschule des", "Rhein-Kreises Neuss, Förderschwerpunkt", "Mosaik-Schule, Förderschule des Rhein-Kreises Neuss")]
    [InlineData("Gesamtschule des", "Schulzweckverbandes Gangelt-Selfkant", "Gesamtschule des Schulzweckverbandes Gangelt-Selfkant")]
    [InlineData("Laborschule der", "Universität -Primarstufe-", "Laborschule der Universität")]
    [InlineData("Michael-Ende-Schule", "Förderschule des Rhein-Kreises Neuss", "Michael-Ende-Schule")]
    [InlineData("Gesamtschule des", "", "Gesamtschule des")]
    public void A_name_that_asks_for_more_goes_on_in_the_second_line(string first, string second, string name)
    {
        var list = Encoding.UTF8.GetBytes(
            $"Schulnummer;Schulbezeichnung_1;Schulbezeichnung_2;Schulform\n153394;{first};{second};08\n");
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan(list));
        Assert.Equal(name, Assert.Single(register.Schools).Details.Name);

        Assert.Equal(PlanStatus.Unchanged, Assert.Single(register.Plan(list).Rows).Status);
        var firstAlone = Encoding.UTF8.GetBytes($"Schulnummer;Schulbezeichnung_1\n153394;{first}\n");
        Assert.Equal(PlanStatus.Unchanged, Assert.Single(register.Plan(firstAlone).Rows).Status);
    }
}
