using Schools.Domain;
using Schools.Testing;
using Schools.Web.Presets;

namespace Schools.Web.Tests;

/// <summary>
/// The figures that Rhein-Kreis Neuss reported for October 2022 come out of imported lists and its plan: twelve schools, WLAN in nine,
/// 2.5 persons for a device; and the gap of Kreis Unna to one device for three.
/// </summary>
public sealed class October2022Tests
{
    private const string AsOf = "?asOf=2022-10-31";
    private const string Report = $"{AsOf}&since=2022-09-01";
    private const string Lists = $"&holdsFrom={OctoberLists.Day}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Figures_are_those_of_the_report_whatever_came_first_and_the_same_everywhere(bool isPresetFirst)
    {
        await using var kreis = await StoryKreis.Start();
        if (isPresetFirst)
        {
            await kreis.Load("rkn-masterplan-2021");
        }
        else
        {
            await kreis.Describe("""{"name":"Rhein-Kreis Neuss","land":"NW","providerNumber":"10418","agsPrefix":"05162"}""");
        }
        await kreis.Import(OctoberLists.SchoolList, $"&profile=nrw-school-list&own=true{Lists}");
        await kreis.Import(OctoberLists.DeviceList, Lists);
        if (!isPresetFirst)
        {
            await kreis.Load("rkn-masterplan-2021");
        }

        Assert.Equal((12m, null, null), await kreis.Figure(Figures.Schools, AsOf));
        Assert.Equal((75m, 9m, 12m), await kreis.Figure(Figures.WlanSchools, AsOf));
        Assert.Equal((2.5m, OctoberLists.Persons, OctoberLists.Devices), await kreis.Figure(Figures.PersonsPerDevice, AsOf));

        var cockpit = await kreis.Text($"/{AsOf}");
        Assert.Contains("Schulen 12 Schulen mit WLAN in Betrieb 9 von 12 ", cockpit, StringComparison.Ordinal);
        Assert.Contains("Endgeräte in Betrieb 4.000 Personen je Endgerät 2,5 ", cockpit, StringComparison.Ordinal);
        Assert.Contains("Schulen in Betrieb 9 von 12 Anteil 75 % ", await kreis.Text($"/wlan{AsOf}"), StringComparison.Ordinal);
        Assert.Contains("75 % (9 von 12)", await kreis.Text($"/plan/masterplan-2021{AsOf}"), StringComparison.Ordinal);

        var page = await kreis.Text($"/bericht{Report}");
        Assert.Contains(" Schulen 12 – – – – ", page, StringComparison.Ordinal);
        Assert.Contains(" Schulen mit WLAN in Betrieb (in %) 75 100 9 12 – ", page, StringComparison.Ordinal);
        Assert.Contains(" Personen je Endgerät 2,5 – 10.000 4.000 – ", page, StringComparison.Ordinal);
        var tables = await kreis.TablesOf($"/api/v1/reports/committee.docx{Report}");
        Assert.Contains("Schulen|12|–|–|–|–", tables);
        Assert.Contains("Schulen mit WLAN in Betrieb (in %)|75|100|9|12|–", tables);
        Assert.Contains("Personen je Endgerät|2,5|–|10.000|4.000|–", tables);
        var csv = await kreis.Web.Page($"/api/v1/reports/committee/kennzahlen-des-kreises.csv{Report}");
        Assert.Contains("\nSchulen;12;;;;\r", csv, StringComparison.Ordinal);
        Assert.Contains("\nSchulen mit WLAN in Betrieb (in %);75;100;9;12;\r", csv, StringComparison.Ordinal);
        Assert.Contains("\nPersonen je Endgerät;2,50;;10000;4000;\r", csv, StringComparison.Ordinal);

        // Before the lists there were no devices, and before the plan no schools.
        Assert.Equal((null, 0m, 0m), await kreis.Figure(Figures.PersonsPerDevice, "?asOf=2022-10-11"));
        Assert.Equal(0m, (await kreis.Figure(Figures.Schools, "?asOf=2021-06-06")).Actual);
    }

    [Fact]
    public async Task Unna_has_its_gap_to_one_device_for_three_persons()
    {
        await using var kreis = await StoryKreis.Start();
        await kreis.Load("unna-masterplan-2019");
        string[] schools =
        [
            .. Preset.Find("unna-masterplan-2019")!.Entries.Where(entry => entry.Kind == GrainKind.School)
                .Select(entry => SchoolKey.Parse(entry.Key!).Number).Distinct(),
        ];
        Assert.Equal(11, schools.Length);
        // 11,000 persons; the last school alone is no multiple of three, so that rounding up each school is rounding up the sum.
        await kreis.Import(
            "Schulnummer;Schulbezeichnung_1;Schuelerzahl;Lehrkraefte\n" + string.Concat(schools.Select((number, n) =>
                $"{number};Schule {number};{(n == 10 ? 1040 : 930)};60\n")),
            "&profile=nrw-school-list");
        Assert.Equal((null, null, 3667m), await kreis.Figure("standard:unna-mep/endgeraet"));
        await kreis.Import(
            "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Status;Rechnungsnummer\n" + string.Concat(
                from n in Enumerable.Range(0, 2800)
                select $"U{n:0000};UNX{n:0000};Tablet;{schools[n < 300 ? 10 : n % 10]};In Betrieb;R-1\n"),
            "");

        Assert.Equal((2800m, 2800m, 3667m), await kreis.Figure("standard:unna-mep/endgeraet"));
        Assert.Equal((3.93m, 11_000m, 2_800m), await kreis.Figure(Figures.PersonsPerDevice));
        var gap = await kreis.Text("/standards/unna-mep?item=endgeraet");
        Assert.Contains("Summe 3.667 2.800 867", gap, StringComparison.Ordinal);
        Assert.Contains("Für die Lücke von 867 ist noch keine Welle geplant.", gap, StringComparison.Ordinal);
        var plan = await kreis.Text("/plan/mep-2021");
        Assert.Contains("76,4 % (2.800 von 3.667)", plan, StringComparison.Ordinal);
        Assert.Contains("3,93 (11.000 zu 2.800)", plan, StringComparison.Ordinal);
    }
}
