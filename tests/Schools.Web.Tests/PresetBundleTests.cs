using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Testing;
using Schools.Web.Presets;

namespace Schools.Web.Tests;

/// <summary>Bundles that people write themselves, sent as JSON.</summary>
public sealed class PresetBundleTests
{
    private const string School = "DE-NW-172686";
    private const string Unclear = "preset-unclear";
    private const string OfLicence = "Eintrag 8 (Licence „l-aaaaaaaaaaaaaaaaaaaa“): Befehl 2: ";
    private const string OfStandard = "Eintrag 6 (Standard „geraete“): Befehl 1: ";

    /// <summary>A school, a date that is moved, a standard in two editions, a licence, and a wave that waits for another.</summary>
    private const string Whole = """
        {"name": "probe", "title": "Probe", "authority": "Probekreis", "entries": [
          {"kind": "Authority", "on": "2024-01-01", "commands": [
            {"type": "describe", "given": {"name": "Probekreis", "land": "NW"}}]},
          {"kind": "School", "key": "DE-NW-172686", "on": "2024-01-01", "commands": [
            {"type": "describe", "school": "DE-NW-172686", "given": {"name": "Probeschule", "pupils": 90, "uplink": 50}}]},
          {"kind": "School", "key": "DE-NW-172686", "on": "2025-01-01", "commands": [
            {"type": "describe", "school": "DE-NW-172686", "given": {"uplink": 600}}]},
          {"kind": "Rollout", "key": "DE-NW-172686", "on": "2025-02-01", "commands": [
            {"type": "schedule", "school": "DE-NW-172686", "step": "Cabled", "planned": "2025-09-01", "executor": "Contractor"}]},
          {"kind": "Rollout", "key": "DE-NW-172686", "on": "2025-08-01", "commands": [
            {"type": "schedule", "school": "DE-NW-172686", "step": "Cabled", "planned": "2026-03-01", "executor": "Contractor",
             "reason": "Kabel fehlen"}]},
          {"kind": "Standard", "key": "geraete", "on": "2024-08-01", "commands": [
            {"type": "publish", "name": "Geräte", "schoolTypes": null, "items": [
              {"key": "tablet", "name": "Tablet", "basis": "Pupil", "count": 1, "per": 5, "categories": ["Tablet"]}]}]},
          {"kind": "Standard", "key": "geraete", "on": "2025-08-01", "commands": [
            {"type": "publish", "name": "Geräte", "schoolTypes": null, "items": [
              {"key": "tablet", "name": "Tablet", "basis": "Pupil", "count": 1, "per": 3, "categories": ["Tablet"]}]}]},
          {"kind": "Licence", "key": "l-aaaaaaaaaaaaaaaaaaaa", "on": "2025-01-07", "commands": [
            {"type": "register", "licence": "l-aaaaaaaaaaaaaaaaaaaa", "terms": {"product": "Karten", "metric": "School"}, "quantity": 3},
            {"type": "assign", "school": "DE-NW-172686", "count": 1}]},
          {"kind": "Wave", "key": "w-eins", "on": "2025-01-07", "commands": [
            {"type": "describe", "wave": "w-eins", "waiting": {}, "given": {"name": "Eins", "land": "NW", "categories": ["Tablet"],
             "orderNumber": "B-1", "ordered": 9, "start": "2025-03-03", "end": "2025-04-04", "weeklyCapacity": 5, "requires": [],
             "places": [{"school": "DE-NW-172686", "target": 9}]}}]},
          {"kind": "Wave", "key": "w-zwei", "on": "2025-01-07", "commands": [
            {"type": "describe", "wave": "w-zwei", "waiting": {}, "given": {"name": "Zwei", "land": "NW", "categories": ["Tablet"],
             "orderNumber": "B-2", "ordered": 9, "start": "2025-05-05", "end": "2025-06-06", "weeklyCapacity": 5,
             "requires": [{"need": "Wave", "of": "w-eins"}], "places": [{"school": "DE-NW-172686", "target": 9}]}}]}
        ]}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bundle_is_taken_in_once_and_what_people_changed_since_stays()
    {
        await using var web = await WebRegister.Start(empty: true);
        var first = await Send(web, Whole);
        Assert.True(first.Status == HttpStatusCode.OK, first.Body.ToString());
        Assert.Equal(11, first.Body.GetProperty("changes").GetInt32());
        Assert.Equal(JsonValueKind.Null, first.Body.GetProperty("plan").ValueKind);
        var grains = web.Services.GetRequiredService<IGrains>();
        var rollout = new GrainId(GrainKind.Rollout, SmallKreis.Authority, School);
        var moved = new Rollout.Schedule(SchoolKey.Parse(School), null, RolloutStep.Cabled, new(2027, 1, 15), null)
        {
            On = new(2026, 1, 5),
        };
        Assert.Null((await grains.Send(rollout, moved, new("Probe"), Cancel)).Refusal);

        var second = await Send(web, Whole);

        Assert.Equal((HttpStatusCode.OK, 0), (second.Status, second.Body.GetProperty("changes").GetInt32()));
        var state = (await grains.Read<Rollout.State>(rollout, Cancel))!.State;
        Assert.Equal(new DateOnly(2027, 1, 15), state.Of(RolloutStep.Cabled).Planned);
    }

    [Fact]
    public async Task A_fact_that_is_refused_names_its_entry_and_what_was_taken_is_not_taken_twice()
    {
        await using var web = await WebRegister.Start(empty: true);
        var unknown = Whole.Replace("\"target\": 9}]}}]}\n", "\"target\": 0}]}}]}\n", StringComparison.Ordinal);
        Assert.NotEqual(Whole, unknown);
        var refused = await Send(web, unknown);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "count-out-of-range"), (refused.Status, refused.Code));
        Assert.StartsWith("Eintrag 10 (Wave „w-zwei“): ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("„0“ ist zu klein", refused.Message, StringComparison.Ordinal);
        var mended = await Send(web, Whole);
        Assert.Equal((HttpStatusCode.OK, 1), (mended.Status, mended.Body.GetProperty("changes").GetInt32()));
    }

    [Fact]
    public async Task A_bundle_of_another_authority_or_too_large_or_broken_changes_nothing()
    {
        await using var web = await WebRegister.Start(empty: true);
        await Send(web, Whole);
        var other = await Send(web, Whole.Replace("Probekreis", "Kreis Unna", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Conflict, "preset-of-other-authority"), (other.Status, other.Code));
        var large = await Send(web, new string(' ', PresetReader.LongestJson) + Whole);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "preset-too-large"), (large.Status, large.Code));
        var broken = await Send(web, Whole[..^9]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "preset-unreadable"), (broken.Status, broken.Code));
    }

    [Fact]
    public async Task Who_may_not_change_licences_may_not_send_any_in_a_bundle()
    {
        await using var web = await WebRegister.Start(empty: true, services: services => services.PostConfigure<AuthorizationOptions>(
            access => access.AddPolicy(Access.ManageLicences, policy => policy.RequireRole("nobody"))));
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(web, Whole)).Status);
        await using var command = web.Database.Owner.CreateCommand("select count(*) from journal");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    // What is replaced | by what | code | how the message begins.
    [Theory]
    [InlineData("{\"name\"", "[{\"name\"", "preset-unreadable", "Die Vorlage ist kein lesbares JSON (Zeile ")]
    [InlineData("\"title\": \"Probe\"", "\"title\": \"a\", \"title\": \"b\"", "preset-unreadable", "Die Vorlage ist kein lesbares JSON (")]
    [InlineData("\"name\": \"probe\"", "\"name\": \"Meine Probe\"", "preset-part-missing",
        "Der Vorlage fehlt „name“, oder die Angabe passt nicht")]
    [InlineData("\"title\": \"Probe\", ", "", "preset-part-missing", "Der Vorlage fehlt „title“")]
    [InlineData("\"authority\": \"Probekreis\"", "\"authority\": 7", "preset-part-missing", "Der Vorlage fehlt „authority“")]
    [InlineData("\"title\"", "\"plan\": \"mep\", \"title\"", "preset-part-missing", "Der Vorlage fehlt „plan“")]
    [InlineData("\"entries\"", "\"eintraege\"", Unclear,
        "Vorlage: Die Angabe „eintraege“ gibt es nicht; es gibt: name, ")]
    [InlineData("\"kind\": \"Licence\"", "\"kind\": \"Lizenz\"", Unclear,
        "Eintrag 8 (Lizenz „l-aaaaaaaaaaaaaaaaaaaa“): Als kind gibt es: Authority, School, ")]
    [InlineData("\"kind\": \"Licence\"", "\"kind\": \"6\"", Unclear, "Eintrag 8 (6 „l-aaaaaaaaaaaaaaaaaaaa“): Als kind gibt es: ")]
    [InlineData("\"key\": \"geraete\", \"on\": \"2025-08-01\"", "\"key\": \"geraete\"", Unclear,
        "Eintrag 7 (Standard „geraete“): Der Tag „on“, von dem an es gilt, fehlt oder ist keiner")]
    [InlineData("\"on\": \"2025-08-01\", \"commands\"", "\"on\": \"2025-02-30\", \"commands\"", Unclear,
        "Eintrag 5 (Rollout „DE-NW-172686“): Der Tag „on“")]
    [InlineData("\"key\": \"geraete\", ", "", Unclear, "Eintrag 6 (Standard): Der key fehlt oder passt nicht; er sieht so aus: ")]
    [InlineData("{\"kind\": \"Authority\", ", "{\"kind\": \"Authority\", \"key\": \"rkn\", ", Unclear,
        "Eintrag 1 (Authority „rkn“): Der key fehlt oder passt nicht; er sieht so aus: ohne key.")]
    [InlineData("\"kind\": \"Authority\"", "\"kind\": \"Authority\", \"tag\": 1", Unclear,
        "Eintrag 1 (Authority): Die Angabe „tag“ gibt es nicht")]
    [InlineData("\"type\": \"assign\"", "\"type\": \"zuweisen\"", Unclear,
        OfLicence + "„zuweisen“ ist kein Befehl für Licence; als type gibt es: register, describe, ")]
    [InlineData("\"type\": \"assign\", ", "", Unclear, OfLicence + "„“ ist kein Befehl")]
    [InlineData("\"type\": \"assign\"", "\"type\": \"assign\", \"on\": \"2026-01-01\"", Unclear,
        OfLicence + "„assign“ hat keinen eigenen Tag")]
    [InlineData(", \"count\": 1}]}", "}]}", Unclear,
        OfLicence + "In „assign“ fehlt etwas oder passt nicht, an der Stelle $: Es fehlt: count.")]
    [InlineData(", \"count\": 1}]}", ", \"anzahl\": 1, \"count\": 1}]}", Unclear,
        OfLicence + "In „assign“ fehlt etwas oder passt nicht, an der Stelle $.anzahl: Diese Angabe gibt es")]
    [InlineData("\"basis\": \"Pupil\"", "\"basis\": 17", Unclear, OfStandard + "In „publish“ fehlt etwas")]
    [InlineData("\"basis\": \"Pupil\"", "\"basis\": \"Room, Pupil\"", Unclear,
        OfStandard + "In „publish“ fehlt etwas oder passt nicht, an der Stelle $.items[0].basis: Es gibt: Room, ")]
    [InlineData("\"per\": 5", "\"per\": \"fünf\"", Unclear,
        OfStandard + "In „publish“ fehlt etwas oder passt nicht, an der Stelle $.items[0].per: Der Wert hat ")]
    [InlineData("\"categories\": [\"Tablet\"]}", "\"categories\": null}", Unclear, OfStandard + "In „publish“ fehlt")]
    [InlineData("\"items\": [\n", "\"items\": [null,\n", Unclear,
        OfStandard + "In „publish“ steht an der Stelle $.items[0] nichts.")]
    [InlineData("\"school\": \"DE-NW-172686\", \"step\"", "\"school\": \"DE-NW-172698\", \"step\"", Unclear,
        "Eintrag 4 (Rollout „DE-NW-172686“): Befehl 1: „schedule“ nennt „DE-NW-172698“, der Eintrag aber einen anderen key.")]
    public void What_is_not_understood_is_refused_with_its_place_and_the_remedy(string what, string by, string code, string message)
    {
        var at = Whole.IndexOf(what, StringComparison.Ordinal);
        Assert.True(at >= 0, what);
        var read = PresetReader.Read(string.Concat(Whole.AsSpan(0, at), by, Whole.AsSpan(at + what.Length)));
        Assert.Null(read.Preset);
        Assert.Equal(code, read.Refusal!.Wire);
        Assert.StartsWith(message, read.Refusal.German, StringComparison.Ordinal);
        Assert.Contains("noch einmal laden", read.Refusal.German, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"name\": \"a\", \"title\": \"b\", \"authority\": \"c\", \"entries\": []}")]
    [InlineData("{\"name\": \"a\", \"title\": \"b\", \"authority\": \"c\", \"entries\": [null]}")]
    [InlineData("{\"name\": \"a\", \"title\": \"b\", \"authority\": \"c\", \"entries\": [{\"kind\": \"Plan\"}]}")]
    public void Nothing_that_is_no_bundle_is_taken_for_one(string json) => Assert.NotNull(PresetReader.Read(json).Refusal);

    private sealed record Answer(HttpStatusCode Status, JsonElement Body)
    {
        public string? Code => Body.GetProperty("code").GetString();

        public string Message => Body.GetProperty("message").GetString()!;
    }

    private static async Task<Answer> Send(WebRegister web, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await web.Client.PostAsync(new Uri("/api/v1/presets", UriKind.Relative), content, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return new Answer(answer.StatusCode, answer.StatusCode == HttpStatusCode.Forbidden ? default : JsonElement.Parse(text));
    }
}
