using Microsoft.Playwright;
using Schools.Testing;

namespace Schools.EndToEnd.Tests;

/// <summary>One server and one real browser for all tests of this program; every test opens pages of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    public const string Variable = "SCHOOLS_CHROMIUM";

    /// <summary>Milliseconds; a deadline, no measure: a first page compiles its way through the program beside other tests.</summary>
    private const float Patience = 240_000;
    private const string DebianChromium = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private TestDatabase? database;
    private IPlaywright? playwright;
    private IBrowser? chromium;

    public ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable(Variable) ?? DebianChromium;
        Assert.SkipUnless(File.Exists(path), $"No Chromium at {path}; name one by {Variable}.");
        database = await TestDatabase.Create(CancellationToken.None);
        await SmallKreis.Fill(database, CancellationToken.None);
        Server = await ServerProcess.Start(database, CancellationToken.None);
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
    }

    /// <summary>A window of this width, without script if the page must do without.</summary>
    /// <param name="blocked">Takes what the page's own security policy kept it from doing.</param>
    public async Task<IPage> Open(string address, int width, bool script = true, ICollection<string>? blocked = null)
    {
        var context = await chromium!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            Locale = "de-DE",
            JavaScriptEnabled = script,
        });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                blocked?.Add(message.Text);
            }
        };
        await page.GotoAsync(new Uri(Server.Address, address).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }
        playwright?.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }
}
