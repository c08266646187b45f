using Microsoft.Playwright;

namespace Schools.EndToEnd.Tests;

/// <summary>An open overview follows what others write, without moving what one looks at.</summary>
public sealed class LiveTests(Browser browser)
{
    private const int HalfAMinute = 30_000;

    [Fact]
    public async Task An_open_overview_follows_a_write_keeps_the_focus_and_can_be_held()
    {
        await using var kreis = await ServedKreis.Start(TestContext.Current.CancellationToken);
        var address = kreis.Server.Address;
        var page = await browser.Open("/barrierefreiheit", 1280);
        await page.Clock.InstallAsync();
        await page.GotoAsync(new Uri(address, "/").AbsoluteUri);
        await Assertions.Expect(page.Locator("#stand .figures")).ToContainTextAsync("0 von 2");
        var link = page.Locator($"#stand td a[href='/wlan/{Testing.SmallKreis.Hammfeld}']").First;
        await link.FocusAsync();

        await Reach(page.Context, new Uri(address, $"/wlan/{Testing.SmallKreis.Hammfeld}").AbsoluteUri, "InService");
        await page.Clock.RunForAsync(HalfAMinute);
        await Assertions.Expect(page.Locator("#stand .figures")).ToContainTextAsync("1 von 2");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Zahlen aktualisiert");
        await Assertions.Expect(link).ToBeFocusedAsync();

        var toggle = page.GetByRole(AriaRole.Button, new() { Name = "Automatisch aktualisieren" });
        await Assertions.Expect(toggle).ToHaveAttributeAsync("aria-pressed", "true");
        await toggle.ClickAsync();
        await Assertions.Expect(toggle).ToHaveAttributeAsync("aria-pressed", "false");
        var asked = 0;
        page.Request += (_, _) => Interlocked.Increment(ref asked);
        await page.Clock.RunForAsync(4 * HalfAMinute);
        Assert.Equal(0, asked);
        await PageTests.AccessibleAndFitting(page, "cockpit-held");
        await page.Context.CloseAsync();
    }

    /// <summary>Somebody else enters a step.</summary>
    private static async Task Reach(IBrowserContext context, string address, string step)
    {
        var other = await context.NewPageAsync();
        await other.GotoAsync(address);
        await other.GetByLabel("Schritt", new() { Exact = true }).SelectOptionAsync(step);
        await other.GetByLabel("Tag", new() { Exact = true }).FillAsync("2026-04-01");
        await other.GetByLabel("Grund, falls frühere Schritte fehlen").FillAsync("Altanlage");
        await other.GetByRole(AriaRole.Button, new() { Name = "Eintragen", Exact = true }).ClickAsync();
        await Assertions.Expect(other.GetByText("01.04.2026").First).ToBeVisibleAsync();
        await other.CloseAsync();
    }
}
