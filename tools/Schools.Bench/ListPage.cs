using System.Globalization;
using Schools.Grains;

namespace Schools.Bench;

/// <summary>
/// Ours: the device list, 50 of 10,000, from a server process. Limit: an almost empty page of the same layout from the same server. The SQL
/// statements of a request stand in a file that a test of the web project holds true.
/// </summary>
internal static class ListPage
{
    private const int Devices = 10_000;
    private const int Connections = 16;
    private const int MostStatements = 3;
    private const double Goal = 1.0 / 15;
    private const string List = "/geraete";
    private const string Empty = "/barrierefreiheit";
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Figure>> Measure(BenchRun run, CancellationToken cancel)
    {
        var inventory = Inventory.Of(Devices);
        await using var database = await FreshDatabase.Create(run, cancel);
        await using (var grains = new LocalGrains(database.Program, TimeProvider.System))
        {
            await inventory.Found(grains, cancel);
            await inventory.Register(grains, cancel);
        }
        await database.Settle(cancel);
        // Nothing is written, so one server serves all rounds: the compiler inside it needs seconds to make its pages fast.
        await using var server = await WebServer.Start(database, cancel);
        var (ours, limit) = await run.Medians("list-page", () => Rate(server, List, cancel), () => Rate(server, Empty, cancel));
        return
        [
            new Figure("list-page", ours, "requests/s", limit, run.Rounds, Goal),
            new Figure("list-page-statements", Statements(List), "statements", MostStatements, 1, 1),
        ];
    }

    private static Task<double> Rate(WebServer server, string page, CancellationToken cancel) =>
        HttpLoad.Rate(new Uri(server.Address, page), Connections, Measured, cancel);

    /// <summary>How many SQL statements a request for a page takes.</summary>
    public static int Statements(string page)
    {
        var counts = File.ReadLines(Path.Combine(WorkingTree.Root, "tests", "Schools.Web.Tests", "query-counts.txt"));
        var line = counts.Single(l => l.EndsWith($" {page}", StringComparison.Ordinal));
        return int.Parse(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
