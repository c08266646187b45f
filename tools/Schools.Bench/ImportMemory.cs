using System.Text.Json;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Bench;

/// <summary>
/// The resident memory of a server that takes a file over HTTP, plans it and applies the plan. The limit is a bound set beforehand: the
/// server runs beside PostgreSQL on a small machine.
/// </summary>
internal static class ImportMemory
{
    private const double BoundMegabytes = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static async Task<Figure> Of(BenchRun run, string name, Inventory inventory, CancellationToken cancel)
    {
        var peak = await run.Median(name, BoundMegabytes, async () =>
        {
            await using var database = await FreshDatabase.Create(run, cancel);
            await using (var grains = new LocalGrains(database.Program, TimeProvider.System))
            {
                await inventory.Found(grains, cancel);
            }
            await using var server = await WebServer.Start(database, cancel);
            using var http = new HttpClient { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
            var id = await Plan(http, inventory.File, cancel);
            await run.Progress.WriteLineAsync(string.Create(Figure.English, $"{name} after the plan: {server.PeakMegabytes():0} MB"));
            await Apply(http, id, database, inventory.Devices.Count, cancel);
            return server.PeakMegabytes();
        });
        return new Figure(name, peak, "MB", BoundMegabytes, run.Rounds, 1);
    }

    private static async Task<long> Plan(HttpClient http, byte[] file, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(file);
        using var answer = await http.PostAsync(new Uri("api/v1/imports?file=messung.csv", UriKind.Relative), content, cancel);
        var body = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(body).GetProperty("id").GetInt64()
            : throw new InvalidOperationException($"The server did not plan the file: {body}");
    }

    private static async Task Apply(HttpClient http, long id, FreshDatabase database, int rows, CancellationToken cancel)
    {
        using var answer = await http.PostAsync(new Uri($"api/v1/imports/{id}/apply", UriKind.Relative), null, cancel);
        answer.EnsureSuccessStatusCode();
        var store = new ImportStore(database.Program);
        while (true)
        {
            var head = await store.Find(Inventory.Authority, id, cancel);
            if (head is { Status: ImportStatus.Applied, Refused: 0 } && head.Written == rows)
            {
                return;
            }
            if (head is not { Status: ImportStatus.Applying, Refused: 0 })
            {
                throw new InvalidOperationException($"The plan was not applied as a whole: {head}");
            }
            await Task.Delay(Poll, cancel);
        }
    }
}
