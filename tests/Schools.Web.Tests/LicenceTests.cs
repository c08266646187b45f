using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>Licences over HTTP: what the pages show and what their forms do.</summary>
public sealed partial class LicenceTests
{
    private static readonly string Mdm = $"/lizenzen/{SmallKreisLicences.Key(SmallKreisLicences.Mdm)}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/lizenzen", "Office-Paket : abgelaufen am 31.07.2024.")]
    [InlineData("/lizenzen", "Jamf School Jamf je Gerät 50 45 5 Frei 31.07.2099")]
    [InlineData("/lizenzen", "Office-Paket Händler <Nord> je Person 0 60 -60 Überbelegung 31.07.2024 Abgelaufen")]
    [InlineData("/lizenzen", "Bildungscloud ganzer Schulträger unbegrenzt 0 – Ohne Grenze unbefristet")]
    [InlineData("/lizenzen", "Kosten pro Jahr, laufende 17.600,00 €")]
    [InlineData("/lizenzen", "Keiner Schule zugewiesen 12.550,00 € Summe 17.600,00 €")]
    [InlineData("/lizenzen?show=Over", "2 Lizenzen")]
    [InlineData("/lizenzen?show=Alerts", "1 Lizenz")]
    [InlineData("/lizenzen?show=Unused", "1 Lizenz")]
    [InlineData("/lizenzen?show=7", "Auswahl: „7“ ist kein bekannter Wert.")]
    [InlineData("/lizenzen?asOf=2026-03-01", "Es sind noch keine Lizenzen erfasst.")]
    [InlineData("/lizenzen?asOf=2026-03-02", "4 Lizenzen")]
    [InlineData("/lizenzen?asOf=2.3.26", "„2.3.26“ ist kein Tag.")]
    [InlineData("/lizenzen?q=gibtesnicht", "Keine Lizenz entspricht der Auswahl.")]
    [InlineData("/schulen/DE-NW-173800", "Jamf School je Gerät 30 31.07.2099 – Office-Paket je Person 60 31.07.2024 Abgelaufen")]
    public async Task Balances_terms_and_costs_are_shown(string address, string shown)
    {
        await using var web = await WebRegister.Start();
        Assert.Contains(shown, Text(await web.Page(address)), StringComparison.Ordinal);
    }

    /// <summary>In Turkish a small I has a dot of its own; the words are German wherever the program runs.</summary>
    [Theory]
    [InlineData("bildung MÜHLE", true)]
    [InlineData("lizenzen", false)]
    public void Words_are_sought_in_German_whatever_the_machine_speaks(string search, bool found)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            var row = new LicenceRow(
                LicenceKey.For(SmallKreis.Authority, new LicenceTerms { Product = "BILDUNG" }), "BILDUNG", "Mühle", LicenceMetric.Device,
                null, default, null, null, 1, 0, null, new DateOnly(2026, 4, 1));
            Assert.Equal(found, new LicenceFilter(search).Matches(row));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task A_licence_is_entered_assigned_moved_and_extended()
    {
        await using var web = await WebRegister.Start();
        var entered = await Post(web, "/lizenzen/neu", "", Contract());
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        var page = entered.Headers.Location!.OriginalString;
        // Sent twice, it is one licence.
        Assert.Equal(page, (await Post(web, "/lizenzen/neu", "", Contract())).Headers.Location!.OriginalString);
        await Done(web, page, "Reach", ("step", "DataProtectionChecked"), ("evidence", "AVV 9"), ("Reach-on", "2026-01-15"));
        await Done(web, page, "Reach", ("step", "Procured"), ("Reach-on", "2026-01-20"));
        await Done(web, page, "Assign", ("school", SmallKreis.Hammfeld.Value), ("count", "10"), ("Assign-on", "2026-02-01"));
        (string Name, string Value)[] four = [("target", SmallKreis.Nordpark.Value), ("moved", "4")];
        await Done(web, page, "Transfer", [("source", $"{SmallKreis.Hammfeld}|10"), .. four]);
        var again = await Post(web, page, "Transfer", [("source", $"{SmallKreis.Hammfeld}|10"), .. four]);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        await Done(web, page, "Entitle", ("quantity", "1.200"), ("Entitle-on", "2026-03-01"));
        await Done(web, page, "Describe", [.. Contract().Where(field => field.Name is not ("vendor" or "until")), ("until", "2098-12-31")]);
        var text = Text(await web.Page(page));
        Assert.Contains("Berechtigt 1.200 Zugewiesen 10 Rest 1.190", text, StringComparison.Ordinal);
        Assert.Contains(
            "4 umgesetzt: Berufsbildungszentrum Neuss-Hammfeld hat noch 6, Schule am Nordpark – Städtische Förderschule, "
            + "Schwerpunkt Lernen jetzt 4.", text, StringComparison.Ordinal);
        Assert.Contains("Datenschutz/AV geprüft 15.01.2026 AVV 9", text, StringComparison.Ordinal);
        Assert.Contains("Zugewiesen 01.02.2026", text, StringComparison.Ordinal);
        Assert.Contains("Menge geändert: 10 → 1.200.", text, StringComparison.Ordinal);
        Assert.Contains("Anbieter: Verlag geändert in → (leer)", text, StringComparison.Ordinal);
        Assert.Equal(1, Times("umgesetzt: Beruf", text));
    }

    [Theory]
    [InlineData("Assign", "school=DE-NW-173812&count=zwölf", "Anzahl: „zwölf“ ist keine ganze Zahl. Bitte nur Ziffern eintragen.", 422)]
    [InlineData("Assign", "school=DE-NW-173812&count=1.5", "Anzahl: „1.5“ ist keine ganze Zahl. Bitte nur Ziffern eintragen.", 422)]
    [InlineData("Assign", "school=&count=", "Anzahl: Die Zahl fehlt. Bitte eintragen.", 422)]
    [InlineData("Assign", "school=&count=1", "Schule: Bitte eine Schule wählen.", 422)]
    [InlineData("Assign", "school=DE-NW-999999&count=1", "Die Schule DE-NW-999999 ist nicht bekannt.", 404)]
    [InlineData(
        "Assign", "school=DE-NW-173812&count=-1", "Anzahl: „-1“ ist zu klein. Bitte eine Zahl von 0 bis 10.000.000 eintragen.", 422)]
    [InlineData(
        "Assign", "school=DE-NW-173812&count=1&Assign-on=2099-01-01",
        "Der 01.01.2099 liegt in der Zukunft. Bitte einen Tag bis heute angeben.", 422)]
    [InlineData("Assign", "school=DE-NW-173812&count=99999999999", "Anzahl: „99999999999“ ist zu groß.", 422)]
    [InlineData(
        "Assign", "school=DE-NW-173812&count=1&Assign-on=2024-07-31",
        "Der 31.07.2024 liegt vor dem Beginn der Laufzeit am 01.08.2024.", 422)]
    [InlineData("Assign", "school=DE-NW-173812&count=1&Assign-on=gestern", "Gilt ab: „gestern“ ist kein Tag.", 422)]
    [InlineData(
        "Transfer", "source=DE-NW-173800|30&target=DE-NW-173812&moved=31",
        "Die Schule Berufsbildungszentrum Neuss-Hammfeld hat nur 30.", 422)]
    [InlineData("Transfer", "source=DE-NW-173800|29&target=DE-NW-173812&moved=2", "Jamf School wurde inzwischen geändert.", 409)]
    [InlineData("Transfer", "source=DE-NW-173800|30&target=DE-NW-173800&moved=2", "Beide Schulen sind dieselbe.", 422)]
    [InlineData("Entitle", "quantity=0", "Menge: „0“ ist zu klein. Bitte eine Zahl von 1 bis 10.000.000 eintragen.", 422)]
    [InlineData("Entitle", "quantity=", "Die Menge fehlt.", 422)]
    [InlineData("Entitle", "quantity=60&Entitle-on=2026-03-01", "Die erste Menge der Lizenz gilt ab dem 02.03.2026.", 422)]
    [InlineData(
        "Transfer", "source=DE-NW-173800|30&target=DE-NW-173812&moved=2&Transfer-on=2026-03-01",
        "Für die Schule Berufsbildungszentrum Neuss-Hammfeld ist ab dem 02.03.2026 schon eine Anzahl eingetragen.", 422)]
    [InlineData("Reach", "step=&evidence=AVV 5", "Schritt: Bitte wählen.", 422)]
    [InlineData("Reach", "evidence=AVV 5", "<a href=\"#step\">Schritt: Bitte wählen.", 422)]
    [InlineData("Reach", "step=Mondlandung&evidence=AVV 5", "Schritt: „Mondlandung“ ist kein bekannter Wert.", 422)]
    [InlineData("Revoke", "reached=&revoked-for=so", "<a href=\"#reached\">Schritt: Bitte wählen.", 422)]
    [InlineData("Reach", "step=Ended&Reach-on=2099-01-01", "Der 01.01.2099 liegt in der Zukunft.", 422)]
    [InlineData("Revoke", "reached=DataProtectionChecked&revoked-for=", "Die Begründung fehlt. Bitte eintragen.", 422)]
    [InlineData("Withdraw", "withdrawn-for=", "Die Begründung fehlt. Bitte eintragen.", 422)]
    [InlineData("Describe", "product=&metric=Device", "Die Bezeichnung fehlt. Bitte eintragen.", 422)]
    [InlineData("Describe", "product=X&metric=Device&costPerYear=viel", "Kosten pro Jahr: „viel“ ist kein Betrag.", 422)]
    public async Task A_form_is_refused_in_German_and_keeps_what_was_typed(string handler, string fields, string refusal, int status)
    {
        await using var web = await WebRegister.Start();
        (string Name, string Value)[] sent = [.. fields.Split('&').Select(field => field.Split('=')).Select(field => (field[0], field[1]))];
        var answer = await Post(web, Mdm, handler, sent);
        Assert.Equal(status, (int)answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Contains(refusal, page, StringComparison.Ordinal);
        Assert.All(
            sent.Where(field => field.Value.Length > 0 && field.Name is not ("school" or "source") && field.Value != "Mondlandung"),
            field => Assert.Contains($"value=\"{field.Value}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_contract_that_somebody_else_changed_is_refused_once()
    {
        await using var web = await WebRegister.Start();
        var version = WebForm.Version(await web.Page(Mdm));
        await Done(web, Mdm, "Entitle", ("quantity", "60"), ("version", version));
        var refused = await Post(web, Mdm, "Entitle", ("quantity", "70"), ("version", version));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("„Jamf School“ wurde inzwischen geändert.", Text(page), StringComparison.Ordinal);
        Assert.Contains("value=\"70\"", page, StringComparison.Ordinal);
        Assert.Contains("Berechtigt 60", Text(page), StringComparison.Ordinal);
        await Done(web, Mdm, "Entitle", ("quantity", "70"), ("version", WebForm.Version(page)));
        Assert.Contains("Berechtigt 70", Text(await web.Page(Mdm)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchecked_licence_is_bought_only_for_a_reason()
    {
        await using var web = await WebRegister.Start();
        var cloud = $"/lizenzen/{SmallKreisLicences.Key(SmallKreisLicences.ForAll)}";
        var refused = await Post(web, cloud, "Reach", ("step", "Procured"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "Vor dem Schritt Beschafft fehlt: Datenschutz/AV geprüft.",
            WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        await Done(web, cloud, "Reach", ("step", "Procured"), ("reason", "Vertrag des Landes"));
        Assert.Contains("Vertrag des Landes", await web.Page(cloud), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_a_mistake_never_held()
    {
        await using var web = await WebRegister.Start();
        await Done(web, Mdm, "Revoke", ("reached", "DataProtectionChecked"), ("revoked-for", "falscher Vertrag"));
        Assert.Contains("gilt ab 02.03.2026 Schritt zurückgenommen", Text(await web.Page(Mdm)), StringComparison.Ordinal);
        await Done(web, Mdm, "Withdraw", ("withdrawn-for", "doppelt erfasst"));
        Assert.Equal(HttpStatusCode.NotFound, (await web.Client.GetAsync(new Uri(Mdm, UriKind.Relative), Cancel)).StatusCode);
        Assert.Contains("3 Lizenzen", Text(await web.Page("/lizenzen?asOf=2026-10-15")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_same_lines_as_the_page()
    {
        await using var web = await WebRegister.Start();
        var answer = JsonElement.Parse(await web.Page("/api/v1/licences?q=jamf"));
        Assert.Equal(1, answer.GetProperty("total").GetInt32());
        var one = answer.GetProperty("items")[0];
        Assert.Equal(
            (50, 45, 5, "Device", 5500m, "2099-05-02"),
            (one.GetProperty("entitled").GetInt32(), one.GetProperty("assigned").GetInt32(), one.GetProperty("rest").GetInt32(),
                one.GetProperty("metric").GetString(), one.GetProperty("costPerYear").GetDecimal(),
                one.GetProperty("deadline").GetString()));
        var csv = await web.Page("/api/v1/licences.csv?q=jamf");
        Assert.Contains(
            ";Jamf School;Jamf;je Gerät;V-17;50;50;45;5;Frei;01.08.2024;31.07.2099;02.05.2099;;Ja;Zugewiesen;5500,00;40.1;", csv,
            StringComparison.Ordinal);
        Assert.Contains("lizenzen-", (await web.Client.GetAsync(new Uri("/api/v1/licences.xlsx", UriKind.Relative), Cancel))
            .Content.Headers.ContentDisposition!.FileName!, StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] Contract() =>
    [
        ("product", "Atlas digital"), ("vendor", "Verlag"), ("metric", "NamedUser"), ("quantity", "10"), ("contractNumber", "A-1"),
        ("from", "2026-01-01"), ("until", "2097-12-31"), ("noticeDays", "60"), ("renewsAutomatically", "False"),
        ("costPerYear", "1.234,56"), ("register-on", "2026-01-01"),
    ];

    private static async Task Done(WebRegister web, string page, string handler, params (string Name, string Value)[] fields)
    {
        var answer = await Post(web, page, handler, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, Text(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    private static async Task<HttpResponseMessage> Post(
        WebRegister web, string page, string handler, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await web.Page(page)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(
        [
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            KeyValuePair.Create("__RequestVerificationToken", token),
        ]);
        var address = handler.Length == 0 ? page : $"{page}?handler={handler}";
        return await web.Client.PostAsync(new Uri(address, UriKind.Relative), form, Cancel);
    }

    private static int Times(string word, string text) => text.Split(word).Length - 1;

    private static string Text(string page) => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(page, " ")), " ");

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
