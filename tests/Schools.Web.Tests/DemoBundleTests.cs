using System.Text.Json;
using Schools.Domain;

namespace Schools.Web.Tests;

/// <summary>The bundle of the demo authority: what no list says, and what the pages make of it.</summary>
[Collection(nameof(DemoKreis))]
public sealed class DemoBundleTests(DemoKreis demo)
{
    [Fact]
    public async Task It_is_taken_in_once()
    {
        Assert.True(demo.Changes > 100, $"{demo.Changes}");
        Assert.Equal(0, await demo.Load());
    }

    /// <summary>Whoever loads it on any later day is refused nothing for being in the future.</summary>
    [Fact]
    public void All_its_facts_are_of_a_day_before_the_lists_were_a_month_old()
    {
        var days = JsonElement.Parse(demo.Bundle).GetProperty("entries").EnumerateArray()
            .Select(entry => DateOnly.Parse(entry.GetProperty("on").GetString()!, Euro.German)).ToList();
        Assert.InRange(days.Max(), new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 20));
        Assert.True(days.Min() > new DateOnly(2022, 12, 31), $"{days.Min()}: the figures of October 2022 are those of the plan");
    }

    [Theory]
    [InlineData("standard:unterrichtsraum/display")]
    [InlineData("standard:unterrichtsraum/access-point")]
    [InlineData("standard:endgeraete/lernende")]
    [InlineData("standard:dienstgeraete/notebook")]
    [InlineData("standard:rkn-berufskolleg/anbindung")]
    [InlineData("standard:rkn-foerderschule/anbindung")]
    public async Task Every_standard_has_a_target_that_is_partly_met(string indicator)
    {
        var (_, part, whole) = await demo.Kreis.Figure(indicator);
        Assert.True(part > 0 && part < whole, $"{part} von {whole}");
    }

    [Fact]
    public async Task Licences_have_one_that_is_over_one_that_ends_and_one_that_is_only_needed()
    {
        var licences = JsonElement.Parse(await demo.Kreis.Web.Page("/api/v1/licences")).GetProperty("items").EnumerateArray()
            .ToDictionary(licence => licence.GetProperty("product").GetString()!);
        Assert.Equal(["Geräteverwaltung (MDM)", "Lernplattform", "Office-Paket", "Videoschnitt", "Vokabeltrainer"], licences.Keys.Order());
        Assert.Equal(-15, licences["Videoschnitt"].GetProperty("rest").GetInt32());
        Assert.True(licences["Lernplattform"].TryGetProperty("alert", out _));
        Assert.Equal("Needed", licences["Vokabeltrainer"].GetProperty("step").GetString());
        Assert.Equal((10_000, 9_429), (
            licences["Office-Paket"].GetProperty("quantity").GetInt32(), licences["Office-Paket"].GetProperty("assigned").GetInt32()));
    }

    [Fact]
    public async Task Waves_are_done_running_and_not_ready_with_the_reasons()
    {
        var waves = await demo.Kreis.Text("/wellen");
        Assert.Contains("Tablets 2025 (Beispiel)", waves, StringComparison.Ordinal);
        var done = await demo.Kreis.Text("/wellen/w-tablets-2025-beispiel");
        Assert.Contains("Soll 243 Ausgegeben 243 Offen 0", done, StringComparison.Ordinal);
        var running = await demo.Kreis.Text("/wellen/w-tablets-2026-beispiel");
        Assert.Contains("Soll 139 Ausgegeben 80 Offen 59", running, StringComparison.Ordinal);
        // The devices that broke since are in the weeks too, and the lists of one day make no pace.
        var weeks = (await demo.Kreis.Web.Page("/api/v1/tables/waves/w-tablets-2026-beispiel/weeks.csv"))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1);
        Assert.Equal(80, weeks.Sum(week => int.Parse(week.Split(';')[5], Euro.German)));
        Assert.Contains("Alle 80 ausgegebenen Geräte wurden zum", running, StringComparison.Ordinal);
        var planned = await demo.Kreis.Text("/wellen/w-tablets-2027-beispiel");
        Assert.Contains("WLAN nicht in Betrieb, blockiert: Freischaltung durch den Provider fehlt", planned, StringComparison.Ordinal);
        Assert.Contains("Die Welle „Tablets 2026 (Beispiel)“ ist nicht abgeschlossen", planned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_running_waves_have_still_to_hand_out_closes_a_gap_too() =>
        Assert.Matches(
            @"Geplante und laufende Wellen bringen noch [\d.]+ Geräte, die letzte bis zum [\d.]+ [\d.]+ davon füllen eine Lücke\. Offen",
            await demo.Kreis.Text("/standards/endgeraete"));

    [Fact]
    public async Task What_is_late_and_what_was_put_off_is_told_with_its_reason()
    {
        var page = await demo.Kreis.Text("/?since=2026-10-01");
        Assert.Contains("Der Tiefbau für die Glasfaser beginnt erst nach dem Winter.", page, StringComparison.Ordinal);
        Assert.Contains("Freischaltung durch den Provider fehlt", page, StringComparison.Ordinal);
        var place = await demo.Kreis.Text("/wlan/DE-NW-185917");
        Assert.Contains("Access Point in Raum 1.08 ohne Strom", place, StringComparison.Ordinal);
    }
}
