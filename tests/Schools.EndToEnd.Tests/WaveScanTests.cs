using Microsoft.Playwright;
using Schools.Testing;

namespace Schools.EndToEnd.Tests;

/// <summary>Handing out devices with a scanner, which types like a keyboard and ends with Enter.</summary>
public sealed class WaveScanTests(Browser browser)
{
    // A first page compiles its way through the program while other tests do the same; a deadline, not a measure.
    private static readonly LocatorAssertionsToContainTextOptions Patience = new() { Timeout = 60_000 };

    [Theory]
    [InlineData(1280, true)]
    [InlineData(360, false)]
    public async Task Three_devices_are_scanned_by_keyboard_alone(int width, bool script)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.Create(cancel);
        await SmallKreis.Fill(database, cancel);
        await SmallWave.Deliver(database, 3, cancel);
        await using var server = await ServerProcess.Start(database, cancel);

        var page = await browser.Open(new Uri(server.Address, PageTests.HandOut).AbsoluteUri, width, script);
        for (var n = 1; n <= 3; n++)
        {
            await Assertions.Expect(page.Locator("#nummer")).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync(SmallWave.Serial(n));
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("#ergebnis"))
                .ToContainTextAsync($"{SmallWave.Serial(n)} (Apple iPad 10. Gen.): ausgegeben.", Patience);
        }
        await page.Keyboard.TypeAsync(SmallWave.Serial(2));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#ergebnis")).ToContainTextAsync("ist hier schon ausgegeben.", Patience);
        await page.Keyboard.TypeAsync("QWERTZ");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#ergebnis")).ToContainTextAsync("Die Nummer QWERTZ ist nicht im Bestand.", Patience);
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("9 von 10");
        await Assertions.Expect(page.Locator(".scan__lines li")).ToHaveCountAsync(4);
        if (script)
        {
            await PageTests.AccessibleAndFitting(page, "wave-scanned");
        }
        await page.Context.CloseAsync();
    }
}
