using System.Diagnostics;
using System.Text.Json;
using Schools.Domain;
using Schools.Grains;

namespace Schools.Bench;

/// <summary>
/// The preview as its user waits for it, from a server process over HTTP: the file of 20,000 rows handed in until its plan is stored,
/// against a register that holds these 20,000 devices and differs in every fourth; then the page with the first rows. The limits are
/// bounds set beforehand.
/// </summary>
internal static class PreviewFile
{
    private const int Rows = 20_000;
    private const int DifferOneIn = 4;
    /// <summary>Files handed in before the first round, until the compiler inside the server has made its best of it.</summary>
    private const int Earlier = 4;
    private const double PlanBoundMilliseconds = 1_500;
    private const double PageBoundMilliseconds = 300;

    public static async Task<IReadOnlyList<Figure>> Measure(BenchRun run, CancellationToken cancel)
    {
        const string Plan = "preview-20k", Page = "preview-20k-page";
        var inventory = Inventory.Of(Rows);
        await using var database = await FreshDatabase.Create(run, cancel);
        await using (var grains = new LocalGrains(database.Program, TimeProvider.System))
        {
            await inventory.Found(grains, cancel);
            await inventory.Register(grains, Differing, cancel);
        }
        await database.Settle(cancel);
        // Nothing of the register is written, so one server serves all rounds, warm as in the middle of a working day.
        await using var server = await WebServer.Start(database, cancel);
        for (var file = 0; file < Earlier; file++)
        {
            await server.Plan(inventory.File, cancel);
        }
        var values = await run.Medians(Plan, async _ =>
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await server.Plan(inventory.File, cancel);
            var planned = Stopwatch.GetTimestamp();
            var page = await server.Page($"importe/{answer.GetProperty("id").GetInt64()}", cancel);
            var shown = Stopwatch.GetTimestamp();
            Expect(answer, page, inventory);
            return new Dictionary<string, double>(StringComparer.Ordinal)
            {
                [Plan] = Stopwatch.GetElapsedTime(started, planned).TotalMilliseconds,
                [Page] = Stopwatch.GetElapsedTime(planned, shown).TotalMilliseconds,
            };
        });
        return
        [
            new Figure(Plan, values[Plan], "ms", PlanBoundMilliseconds, run.Rounds, 1),
            new Figure(Page, values[Page], "ms", PageBoundMilliseconds, run.Rounds, 1),
        ];
    }

    private static Device.Register Differing(Device.Register device, int index) => index % DifferOneIn != 0 ? device
        : device with { Details = device.Details with { Price = new Euro(1 + (device.Details.Price?.Amount ?? 0)) } };

    /// <summary>A plan that found something else than it should would be no measure of anything.</summary>
    private static void Expect(JsonElement answer, string page, Inventory inventory)
    {
        if (answer.GetProperty("changed").GetInt32() != Rows / DifferOneIn
            || answer.GetProperty("unchanged").GetInt32() != Rows - (Rows / DifferOneIn))
        {
            throw new InvalidOperationException($"The file was planned in another way than meant: {answer}");
        }
        if (!page.Contains(inventory.Devices[0].Details.InventoryNumber!.Value.Value, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The page does not show the first changed row.");
        }
    }
}
