using Schools.Domain;

namespace Schools.Web.Tests;

/// <summary>
/// The story of each public plan: loaded into an empty authority, a device list comes in and shows steps of the WLAN, the last step is
/// entered, the indicator of the plan changes, and the report for the committee says so.
/// </summary>
public sealed class PresetStoryTests
{
    /// <summary>A preset and the school at which its story happens.</summary>
    /// <param name="Schools">The list of schools that the authority imports first, where its plan brings none.</param>
    /// <param name="Before">The indicator before the last step, and <paramref name="After"/> it.</param>
    public sealed record Story(string Preset, string Plan, string School, string Before, string After, string? Schools = null);

    private const string NeussSchools =
        "Schulnummer;Schulform;Schulbezeichnung_1;Ort;Traegernummer\n"
        + "193276;08;Herbert-Karrenberg-Schule;Neuss;10418\n186168;08;Michael-Ende-Schule;Neuss;10418\n";

    /// <summary>Three schools of the Kreis, from the official list of Hesse of 2016.</summary>
    private const string KinzigSchools =
        "Schulnummer;Name der Schule;PLZ;Ort\n3690;Alteburg-Schule;63599;Biebergemünd\n"
        + "3693;Haupt- und Realschule Birstein;63633;Birstein\n3694;Grundschule Brachttal;63636;Brachttal\n";

    private static readonly Story[] All =
    [
        new("unna-masterplan-2019", "masterplan-2019", "DE-NW-182242", "0 % (0 von 11)", "9,1 % (1 von 11)"),
        new("dithmarschen-strategie-2022", "digitalisierungsstrategie-2022", "DE-SH-0705202", "0 % (0 von 5)", "20 % (1 von 5)"),
        new("rkn-masterplan-2021", "masterplan-2021", "DE-NW-193276", "69,2 % (9 von 13)", "76,9 % (10 von 13)"),
        new("rkn-buendnis", "buendnis", "DE-NW-193276", "0 % (0 von 2)", "50 % (1 von 2)", NeussSchools),
        new("mkk-zuwendung-hessen", "zuwendung-digitalisierung", "DE-HE-3690", "0 % (0 von 3)", "33,3 % (1 von 3)", KinzigSchools),
    ];

    public static TheoryData<string> Presets => [.. All.Select(story => story.Preset)];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task A_device_list_and_a_step_change_the_indicator_of_the_plan_and_the_report_shows_it(string preset)
    {
        var story = All.Single(known => known.Preset == preset);
        await using var kreis = await StoryKreis.Start();
        await kreis.Load(preset);
        if (story.Schools is { } schools)
        {
            await kreis.Import(schools, "&profile=nrw-school-list");
        }
        var (plan, place) = ($"/plan/{story.Plan}", $"/wlan/{story.School}");
        Assert.Contains(story.Before, await kreis.Text(plan), StringComparison.Ordinal);
        Assert.DoesNotContain("laut Bestand", await kreis.Text(place), StringComparison.Ordinal);

        await kreis.Import(
            $"""
            Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Raum;Raumtyp;Status;Rechnungsnummer
            B-1;SWX0001;Switch;{story.School};0.01;Verteiler;In Betrieb;R-1
            B-2;APX0001;Access Point;{story.School};1.01;Klassenraum;In Betrieb;R-1
            B-3;TBX0001;Tablet;{story.School};1.01;Klassenraum;In Betrieb;R-1
            """,
            "");
        Assert.Equal((100m, 1m, 1m), await kreis.Figure(Figures.WlanRooms));
        var steps = await kreis.Text(place);
        Assert.Equal(2, steps.Split("laut Bestand").Length - 1);
        Assert.Contains(story.Before, await kreis.Text(plan), StringComparison.Ordinal);

        await kreis.Reach(story.School, nameof(RolloutStep.InService), Today, "Die Schritte davor wurden vor der Einführung getan.");

        Assert.Contains(story.After, await kreis.Text(plan), StringComparison.Ordinal);
        var report = $"plan={story.Plan}&asOf={Today}";
        Assert.Contains(
            $"Schulen mit WLAN in Betrieb 100 % {story.After}", await kreis.Text($"/bericht?{report}"), StringComparison.Ordinal);
        Assert.Contains(
            await kreis.TablesOf($"/api/v1/reports/committee.docx?{report}"),
            row => row.StartsWith($"Schulen mit WLAN in Betrieb|100 %|{story.After}|", StringComparison.Ordinal));
        Assert.Contains(
            $"Schulen mit WLAN in Betrieb;100 %;{story.After};",
            await kreis.Web.Page($"/api/v1/reports/committee/kennzahlen.csv?{report}"),
            StringComparison.Ordinal);
    }

    private static string Today => WireDay.Write(Grains.GermanCalendar.Today(TimeProvider.System));
}
