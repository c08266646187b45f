using Microsoft.Playwright;
using Schools.Testing;
using static Microsoft.Playwright.Assertions;

namespace Schools.EndToEnd.Tests;

/// <summary>Between a file and its decision, in a real browser: dropped, read otherwise, recomputed, returned, approved.</summary>
public sealed class ImportDecisionTests(Browser browser) : IAsyncLifetime
{
    private const int Wide = 1280;
    private const int Narrow = 360;
    private const string Header = "Inventarnummer;Seriennummer;Gerätetyp;Modell;Schulnummer;Bemerkung\n";

    /// <summary>Hands a file to what lies under the mouse, as a drag from the desktop does.</summary>
    private const string Drop = """
        (zone, text) => {
            const files = new DataTransfer();
            files.items.add(new File([text], "gezogen.csv", { type: "text/csv" }));
            for (const kind of ["dragover", "drop"]) {
                zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files }));
            }
        }
        """;

    /// <summary>A server that shares its machine with other tests may take its time.</summary>
    private static readonly LocatorAssertionsToBeVisibleOptions Patience = new() { Timeout = 240_000 };

    private ServedKreis kreis = null!;

    public async ValueTask InitializeAsync() => kreis = await ServedKreis.Start(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => kreis.DisposeAsync();

    [Theory]
    [InlineData(Wide)]
    [InlineData(Narrow)]
    public async Task A_file_is_dropped_and_a_changed_choice_plans_it_at_once(int width)
    {
        var page = await browser.Open(kreis.Imports, width);
        await page.Locator("[data-drop]").EvaluateAsync(Drop, Header + $"D-1;D1;Tablet;iPad;{SmallKreis.Hammfeld.Number};\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Datei prüfen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Entscheiden" })).ToBeVisibleAsync(Patience);
        var first = page.Url;

        await page.GetByText("Anders lesen").ClickAsync();
        await PageTests.AccessibleAndFitting(page, "import-reading");
        await page.GetByLabel("Umfang").SelectOptionAsync("leave");

        await Expect(page.GetByText("vollständige Liste (Tablet)")).ToBeVisibleAsync(Patience);
        Assert.NotEqual(first, page.Url);
        var second = page.Url;
        await page.GotoAsync(first);
        Assert.Equal(second, page.Url);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(Wide, true)]
    [InlineData(Narrow, true)]
    [InlineData(Narrow, false)]
    public async Task A_plan_is_handed_in_returned_handed_in_again_and_approved(int width, bool script)
    {
        await RequireApproval();
        var page = await browser.Open(kreis.Imports, width, script);
        await Upload(page, Header + $"P-1;P1;Tablet;iPad;{SmallKreis.Hammfeld.Number};\n");
        await Accessible(page, script, "import-to-propose");
        await page.GetByLabel("Kommentar für das Dezernat").FillAsync("Inventur im Mai");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zur Freigabe vorlegen" }).ClickAsync();
        await Expect(page.GetByText("Wartet auf Freigabe")).ToBeVisibleAsync(Patience);
        await Accessible(page, script, "import-proposed");
        var import = page.Url;
        await page.GotoAsync(kreis.Imports);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Warten auf Freigabe" })).ToBeVisibleAsync(Patience);
        await Accessible(page, script, "imports-waiting");
        await page.GotoAsync(import);
        await page.GetByLabel("Was ist vorher zu ändern?").FillAsync("Bitte die Räume nennen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zurückgeben" }).ClickAsync();
        await Expect(page.GetByText("Bitte die Räume nennen")).ToBeVisibleAsync(Patience);
        await Accessible(page, script, "import-returned");

        // Read otherwise, by the button where no script sends the form.
        await page.GetByText("Anders lesen").ClickAsync();
        await page.GetByLabel("Umfang").SelectOptionAsync("leave");
        if (!script)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Neu prüfen" }).ClickAsync();
        }
        await Expect(page.GetByText("vollständige Liste (Tablet)")).ToBeVisibleAsync(Patience);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zur Freigabe vorlegen" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Freigeben und übernehmen" }).ClickAsync();
        await Expect(page.GetByText("Übernommene Zeilen: 1.")).ToBeVisibleAsync(Patience);
        await page.GotoAsync($"{page.Url}/protokoll");
        await Expect(page.GetByText("Bitte die Räume nennen")).ToBeVisibleAsync(Patience);
        await Accessible(page, script, "import-protocol-approved");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(Wide)]
    [InlineData(Narrow)]
    public async Task What_changed_since_the_plan_is_shown_before_it_is_applied(int width)
    {
        var page = await browser.Open(kreis.Imports, width);
        await Upload(page, Header + $"S-1;S1;Tablet;iPad;{SmallKreis.Hammfeld.Number};\n");
        var first = page.Url;
        await page.GotoAsync(kreis.Imports);
        await Upload(page, Header + $"S-1;S1;Tablet;iPad;{SmallKreis.Hammfeld.Number};neu\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Übernehmen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ergebnis" })).ToBeVisibleAsync(Patience);

        await page.GotoAsync(first);
        await page.GetByRole(AriaRole.Button, new() { Name = "Übernehmen" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Seit der Prüfung hat sich der Bestand geändert" }))
            .ToBeVisibleAsync(Patience);
        await PageTests.AccessibleAndFitting(page, "import-outdated");
        await page.Context.CloseAsync();
    }

    private async Task RequireApproval()
    {
        using var http = new HttpClient { BaseAddress = kreis.Server.Address };
        using var body = new StringContent(
            """{"importApproval":"required"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(
            new Uri("/api/v1/authority", UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task Upload(IPage page, string list)
    {
        await page.GetByLabel("Datei", new() { Exact = true }).SetInputFilesAsync(
            new FilePayload { Name = "liste.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(list) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Datei prüfen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Entscheiden" })).ToBeVisibleAsync(Patience);
    }

    private static Task Accessible(IPage page, bool script, string name) =>
        script ? PageTests.AccessibleAndFitting(page, name) : PageTests.Picture(page, name);
}
