using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Schools.Testing;
using Xunit.Sdk;

[assembly: AssemblyFixture(typeof(Schools.EndToEnd.Tests.Browser))]

namespace Schools.EndToEnd.Tests;

public sealed class PageTests(Browser browser)
{
    private const int Wide = 1280;
    private const int Narrow = 360;

    /// <summary>A folder that takes a picture of every page, for eyes.</summary>
    private const string Pictures = "SCHOOLS_PICTURES";

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    internal static readonly string HandOut =
        $"/wellen/{SmallWave.Key}/ausgabe?school={SmallKreis.Hammfeld}&room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}";

    private static readonly (string Name, string Address)[] Pages =
    [
        ("cockpit", "/"),
        ("cockpit-then", "/?asOf=2026-03-05&known=2026-03-04"),
        ("equipment", "/ausstattung"),
        ("wlan", "/wlan"),
        ("map", "/karte"),
        ("comparison", "/vergleich"),
        ("report", "/bericht?asOf=2026-04-30&since=2026-03-01&body=Schulausschuss"),
        ("quality", "/datenqualitaet"),
        ("quality-school", $"/datenqualitaet/{SmallKreis.Hammfeld}"),
        ("quality-rows", $"/datenqualitaet/{SmallKreis.Hammfeld}?rule=ohne-raum"),
        ("wlan-school", $"/wlan/{SmallKreis.Hammfeld}"),
        ("wlan-room", $"/wlan/{SmallKreis.Hammfeld}?room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}"),
        ("standards", "/standards"),
        ("standard-new", "/standards/neu"),
        ("standard-item", "/standards/rkn?item=display"),
        ("standard-school", $"/standards/rkn?item=display&school={SmallKreis.Hammfeld}"),
        ("waves", "/wellen"),
        ("wave", $"/wellen/{SmallWave.Key}"),
        ("wave-new", "/wellen/neu"),
        ("wave-change", $"/wellen/neu?von={SmallWave.Key}"),
        ("wave-hand-out", HandOut),
        ("schools", "/schulen"),
        ("school", $"/schulen/{SmallKreis.Hammfeld}"),
        ("room", $"/raeume?key={Uri.EscapeDataString(SmallKreis.Classroom.Value)}"),
        ("devices", "/geraete"),
        ("devices-filtered", $"/geraete?school={SmallKreis.Hammfeld}&category=Network&sort=Model&dir=desc"),
        ("devices-none", "/geraete?q=nichts"),
        ("devices-wrong", "/geraete?lifecycle=unsinn"),
        ("device", $"/geraete/{SmallKreis.Travelled}"),
        ("licences", "/lizenzen"),
        ("licences-over", "/lizenzen?show=Over"),
        ("licence-new", "/lizenzen/neu"),
        ("licence", $"/lizenzen/{SmallKreisLicences.Key(SmallKreisLicences.Mdm)}"),
        ("licence-expired", $"/lizenzen/{SmallKreisLicences.Key(SmallKreisLicences.Expired)}"),
        ("profiles", "/importe/profile"),
        ("profile-new", "/importe/profile/neu?headers=Seriennummer;Ger%C3%A4tetyp;Pr%C3%BCfstatus;Benutzer;Platz"),
        ("intake", "/importe/eingang"),
        ("plans", "/plan"),
        ("plan", $"/plan/{SmallPlan.Key}"),
        ("plan-measure", $"/plan/{SmallPlan.Key}/{SmallPlan.Wlan}"),
        ("plan-grant", $"/plan/{SmallPlan.Key}/foerderung/{SmallPlan.Grant}"),
        ("plan-new", "/plan/neu"),
        ("plan-next", $"/plan/neu?von={SmallPlan.Key}"),
        ("plan-structure", $"/plan/{SmallPlan.Key}/bearbeiten/aufbau"),
        ("plan-head", $"/plan/{SmallPlan.Key}/bearbeiten/angaben"),
        ("plan-part", $"/plan/{SmallPlan.Key}/bearbeiten/massnahme/{SmallPlan.Wlan}"),
        ("plan-indicator", $"/plan/{SmallPlan.Key}/bearbeiten/kennzahl"),
        ("plan-deliberation", $"/plan/{SmallPlan.Key}/bearbeiten/beratung"),
        ("reports", "/berichte"),
        ("report-template", "/berichte/muster"),
        ("wave-what-if", $"/wellen/{SmallWave.Key}?capacity=5"),
        ("accessibility", "/barrierefreiheit"),
        ("missing", "/gibt-es-nicht"),
        ("failure", "/fehler/500"),
    ];

    public static TheoryData<string, string> AllPages() => [.. Pages];

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task A_page_is_accessible_and_fits_its_window(string name, string address)
    {
        List<string> blocked = [];
        var page = await browser.Open(address, Wide, blocked: blocked);
        Assert.Empty(blocked);
        await AccessibleAndFitting(page, name);
        await page.SetViewportSizeAsync(Narrow, 900);
        await AccessibleAndFitting(page, name);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_a_screen_reader_cannot_tell_is_found()
    {
        var page = await browser.Open("/barrierefreiheit", Wide);
        await page.EvaluateAsync("() => document.querySelector('main').append(document.createElement('input'))");
        var found = await Assert.ThrowsAsync<EmptyException>(() => AccessibleAndFitting(page, "without-label"));
        Assert.Contains("label: <input>", found.Message, StringComparison.Ordinal);
    }

    /// <summary>No violation of WCAG 2.1 AA that axe can find, and no sideways scrolling.</summary>
    internal static async Task AccessibleAndFitting(IPage page, string name)
    {
        await Picture(page, name);
        // Run in the page itself: the package for Playwright opens a second window for each run and takes four times as long.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            async () => {
                const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
                const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
                return violations.flatMap(rule => rule.nodes.map(node =>
                    `${rule.id}: ${node.html} ${node.any.map(check => check.message).join('; ')}`));
            }
            """));
        const string ScrollSideways = "() => { window.scrollTo({ left: 1000, behavior: 'instant' }); return window.scrollX; }";
        Assert.Equal(0, await page.EvaluateAsync<int>(ScrollSideways));
    }

    internal static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable(Pictures) is { Length: > 0 } folder)
        {
            var path = Path.Combine(folder, $"{name}-{page.ViewportSize!.Width}.png");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        }
    }

    [Fact]
    public async Task The_keyboard_reaches_the_skip_link_first_and_then_the_search()
    {
        var page = await browser.Open("/geraete", Wide);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Zum Inhalt springen", await Focused(page));
        Assert.True(await page.Locator(".skip").EvaluateAsync<bool>("e => e.getBoundingClientRect().top >= 0"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("q", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.TypeAsync("T000002");
        // Of the field, not of the window: another test's window may have taken the focus in between.
        await page.Locator("#q").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#treffer")).ToHaveTextAsync("1 Gerät");
        Assert.Contains("/geraete?q=T000002", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_one_filters_sorts_turns_pages_and_opens_a_device()
    {
        var page = await browser.Open("/", Wide, script: false);
        await page.GetByRole(AriaRole.Link, new() { Name = "Geräte", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Nächste Seite" }).ClickAsync();
        await Assertions.Expect(page.Locator("#treffer")).ToContainTextAsync("angezeigt 51–60");
        await page.GetByLabel("Lebenszyklus").SelectOptionAsync(new SelectOptionValue { Label = "Defekt/Reparatur (alle)" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Anwenden" }).ClickAsync();
        await Assertions.Expect(page.Locator("#treffer")).ToHaveTextAsync("7 Geräte");
        await page.GetByRole(AriaRole.Link, new() { Name = "Inventarnummer" }).ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Inventarnummer");
        await page.GetByRole(AriaRole.Link, new() { Name = "RKN-0001" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Apple iPad 9. Gen. 64 GB");
        await Assertions.Expect(page.GetByText("Display gesprungen")).ToBeVisibleAsync();
    }

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");
}
