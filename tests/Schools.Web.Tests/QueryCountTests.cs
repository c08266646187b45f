using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Testing;

namespace Schools.Web.Tests;

public sealed class QueryCountTests
{
    /// <summary>Set to 1 to write the table anew.</summary>
    private const string Rewrite = "SCHOOLS_REWRITE_GOLDEN";

    /// <summary>A page that asks the database once more than before changes the table, and the change is seen in the review.</summary>
    [Fact]
    public async Task Pages_ask_the_database_as_often_as_the_table_says()
    {
        await using var web = await WebRegister.Start(services: WithoutBackground);
        var table = new StringBuilder(
            "# SQL statements per request once the name of the authority is known; SCHOOLS_REWRITE_GOLDEN=1 writes it anew.\n");
        foreach (var address in PageTests.Addresses.Select(row => row.Data)
            .Concat(
            [
                "/api/v1/status", "/api/v1/schools", "/api/v1/devices", $"/api/v1/devices/{SmallKreis.Travelled}",
                "/api/v1/devices.csv", "/api/v1/schools.csv", "/api/v1/rooms.csv", "/api/v1/imports.csv",
                "/api/v1/presets", $"/api/v1/plans/{SmallPlan.Key}/monitoring.csv",
                $"/api/v1/tables/plans/{SmallPlan.Key}/grants.csv", $"/api/v1/tables/plans/{SmallPlan.Key}/drawdowns.csv",
                "/api/v1/licences", "/api/v1/licences.csv",
                "/api/v1/waves.csv",
                "/?handler=board", "/api/v1/figures", "/api/v1/tables/matrix.csv", "/api/v1/tables/wlan/DE-NW-173800/rooms.csv",
                "/api/v1/data-quality/schools.csv", "/api/v1/data-quality/173800/rows.csv",
                "/api/v1/reports/wlan/173800/acceptance.docx", "/api/v1/reports/licences.docx", "/api/v1/reports/waves.docx",
            ]))
        {
            // The name of the authority is kept for a minute; on a slow machine the table takes longer.
            await web.Page("/barrierefreiheit");
            table.Append(CultureInfo.InvariantCulture, $"{await web.CountStatements(address)} {address}\n");
        }
        var file = Path.Combine(SharedFiles.Repository, "tests", "Schools.Web.Tests", "query-counts.txt");
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            await File.WriteAllTextAsync(file, table.ToString(), TestContext.Current.CancellationToken);
        }
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), table.ToString());
    }

    /// <summary>However many rooms moved, their names are one statement more.</summary>
    [Fact]
    public async Task The_overview_asks_once_more_where_rooms_have_moved()
    {
        await using var web = await WebRegister.Start(services: WithoutBackground);
        var grains = web.Services.GetRequiredService<IGrains>();
        await web.Page("/barrierefreiheit");
        var before = await web.CountStatements("/?since=2026-04-01");
        foreach (var (room, month) in from number in new[] { "1.01", "1.02" } from month in new[] { 3, 5 } select (number, month))
        {
            var key = RoomKey.For(SmallKreis.Hammfeld, "A", room);
            var command = new Rollout.Schedule(SmallKreis.Hammfeld, key, RolloutStep.Cabled, new(2026, month + 4, 1), null)
            {
                On = new(2026, month, 1),
            };
            var id = new GrainId(GrainKind.Rollout, SmallKreis.Authority, key.Value);
            Assert.Null((await grains.Send(id, command, new Why("Probe"), TestContext.Current.CancellationToken)).Refusal);
        }
        await web.Page("/barrierefreiheit");
        Assert.Equal(before + 1, await web.CountStatements("/?since=2026-04-01"));
    }

    /// <summary>What looks for imports and files every few seconds would be counted with the request it meets.</summary>
    private static void WithoutBackground(IServiceCollection services)
    {
        var own = services.Where(service => service.ServiceType == typeof(IHostedService)
            && (service.ImplementationType?.Assembly ?? service.ImplementationFactory?.Method.Module.Assembly) == typeof(Program).Assembly);
        foreach (var service in own.ToList())
        {
            services.Remove(service);
        }
    }
}
