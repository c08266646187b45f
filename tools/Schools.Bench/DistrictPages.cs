using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Bench;

/// <summary>
/// The cockpit of a large Kreis from a server process over HTTP: 100 schools, 4,000 rooms, 15,000 devices and a journal of more than
/// 500,000 rows; now, for a past day, and right after an import. The limits are bounds set beforehand.
/// </summary>
internal static class DistrictPages
{
    private const int Schools = 100;
    private const int Devices = 15_000;

    /// <summary>Turns of each device after its registration; together the journal has over 500,000 rows.</summary>
    private const int Turns = 33;
    private const int Pages = 20;
    private const int Imported = 10_000;
    private const double CockpitMilliseconds = 60;
    private const double AsOfMilliseconds = 300;
    private const double FollowMilliseconds = 2_000;
    private const int MostStatements = 8;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);
    private static readonly Why Filling = new("Messung");

    public static async Task<IReadOnlyList<Figure>> Cockpit(BenchRun run, CancellationToken cancel)
    {
        const string Now = "cockpit", Then = "as-of";
        await using var database = await FreshDatabase.Create(run, cancel);
        var past = await Fill(database, Inventory.Of(Devices, Schools), cancel);
        await using var server = await WebServer.Start(database, cancel);
        var values = await run.Medians(Now, async _ => new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [Now] = await Milliseconds(server, "", cancel),
            [Then] = await Milliseconds(server, string.Create(CultureInfo.InvariantCulture, $"?asOf={past:yyyy-MM-dd}"), cancel),
        });
        return
        [
            new Figure(Now, values[Now], "ms", CockpitMilliseconds, run.Rounds, 1),
            new Figure("cockpit-statements", ListPage.Statements("/"), "statements", MostStatements, 1, 1),
            new Figure(Then, values[Then], "ms", AsOfMilliseconds, run.Rounds, 1),
        ];
    }

    /// <summary>From the end of an import, as its page tells it, until the cockpit's figures have all of it.</summary>
    public static async Task<IReadOnlyList<Figure>> Follow(BenchRun run, CancellationToken cancel)
    {
        const string Name = "matrix-follow";
        var inventory = Inventory.Of(Imported);
        var follow = await run.Median(Name, FollowMilliseconds, async () =>
        {
            await using var database = await FreshDatabase.Create(run, cancel);
            await using (var grains = new LocalGrains(database.Program, TimeProvider.System))
            {
                await inventory.Found(grains, cancel);
            }
            await using var server = await WebServer.Start(database, cancel);
            var id = (await server.Plan(inventory.File, cancel)).GetProperty("id").GetInt64();
            await server.Apply(id, cancel);
            while (!(await server.Page($"api/v1/imports/{id}", cancel)).Contains("\"status\":\"Applied\"", StringComparison.Ordinal))
            {
                await Task.Delay(BetweenQuestions, cancel);
            }
            var ended = Stopwatch.GetTimestamp();
            while (Counted(await server.Page("api/v1/figures", cancel)) < Imported)
            {
                await Task.Delay(BetweenQuestions, cancel);
            }
            return Stopwatch.GetElapsedTime(ended).TotalMilliseconds;
        });
        return [new Figure(Name, follow, "ms", FollowMilliseconds, run.Rounds, 1)];
    }

    private static int Counted(string figures) => JsonElement.Parse(figures).EnumerateArray()
        .Single(figure => figure.GetProperty("indicator").GetString() == Domain.Figures.Devices).GetProperty("actual").GetInt32();

    /// <summary>The mean of some requests one after the other, as a single reader has them.</summary>
    private static async Task<double> Milliseconds(WebServer server, string page, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Pages; i++)
        {
            await server.Page(page, cancel);
        }
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / Pages;
    }

    /// <returns>A day in the middle of the history.</returns>
    private static async Task<DateOnly> Fill(FreshDatabase database, Inventory inventory, CancellationToken cancel)
    {
        await using (var grains = new LocalGrains(database.Program, TimeProvider.System))
        {
            await inventory.Found(grains, cancel);
            await inventory.Register(grains, cancel);
            await grains.SendMany(Rollouts(inventory), Filling, cancel);
            await grains.Send(
                new GrainId(GrainKind.Standard, Inventory.Authority, "kreis"),
                new EquipmentStandard.Publish("Standard", null, Items),
                Filling,
                cancel);
        }
        // The years before: every third event of a device moves it or its step, the others touch what no figure asks for.
        await using var history = database.Owner.CreateCommand(
            """
            update journal set "on" = "on" - 700 where kind <> 'device';
            update journal set "on" = "on" - 700, at = at - interval '700 days' where kind = 'device';
            insert into journal (authority, kind, key, version, n, at, "on", actor, event)
            select d.authority, 'device', d.key, 1 + t, 0, now() - make_interval(days => 700 - 20 * t), current_date - 700 + 20 * t,
                'Messung',
                case t % 6
                    when 0 then jsonb_build_object('type', 'moved', 'school', d.school, 'room', d.room)
                    when 3 then jsonb_build_object('type', 'advanced', 'to', d.lifecycle)
                    else jsonb_build_object('type', 'corrected', 'changed', jsonb_build_object('remark', 'Stand ' || t)) end
              from device d cross join generate_series(1, $1) t;
            """.Replace("$1", $"{Turns}", StringComparison.Ordinal));
        history.CommandTimeout = 0;
        await history.ExecuteNonQueryAsync(cancel);
        await database.Settle(cancel);
        return DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-350);
    }

    private static List<Turn> Rollouts(Inventory inventory)
    {
        var schools = inventory.Devices.Select(device => device.School).Distinct();
        var rooms = inventory.Devices.Select(device => device.Room!.Value).Distinct();
        return
        [
            .. schools.Select(school => new Turn(
                new GrainId(GrainKind.Rollout, Inventory.Authority, school.Value),
                [
                    .. RolloutSteps.All.Take(RolloutSteps.All.Count - 2)
                        .Select(rule => new Rollout.Reach(school, null, rule.Step, Reason: "Messung")),
                ])),
            .. rooms.Select(room => new Turn(
                new GrainId(GrainKind.Rollout, Inventory.Authority, room.Value),
                [new Rollout.Reach(room.School, room, RolloutStep.Cabled)])),
        ];
    }

    private static EquipmentStandard.Item[] Items =>
    [
        new("display", "Anzeigegerät", StandardBasis.Room, 1, 1, [DeviceCategory.InteractiveDisplay], [RoomType.Classroom]),
        new("ap", "Access Point", StandardBasis.Room, 1, 1, [DeviceCategory.AccessPoint], [RoomType.Classroom]),
        new("anschluss", "Anschlüsse", StandardBasis.Room, 4, 1, [], [RoomType.Classroom], StandardSubject.Ports),
        new("geraet", "Endgerät", StandardBasis.School, 100, 1, [DeviceCategory.Tablet, DeviceCategory.Notebook]),
        new("anbindung", "Anbindung", StandardBasis.School, 1000, 1, [], null, StandardSubject.Uplink),
    ];
}
