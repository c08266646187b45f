using System.Globalization;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Schools.Domain;
using Schools.Grains;
using Schools.Grains.Tests.Contract;
using Schools.Testing;
using GrainId = Schools.Domain.GrainId;

namespace Schools.Orleans.Tests;

/// <summary>A silo that may not run says so at its start; a call that may not be made is refused.</summary>
public sealed class RefusedStartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_does_not_answer_refuses_the_start()
    {
        using var silo = Build("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Timeout=5");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => silo.StartAsync(Cancel));

        Assert.Contains("PostgreSQL does not answer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_the_schema_refuses_the_start()
    {
        await using var database = await TestDatabase.CreateEmpty(Cancel);
        using var silo = Build(database.OwnerConnectionString);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => silo.StartAsync(Cancel));

        Assert.Contains("schema version 0", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Run 'migrate'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_refuses_the_start()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await database.Owner.CreateCommand("insert into migration (number, name, hash) values (9999, '9999_future', 'x')")
            .ExecuteNonQueryAsync(Cancel);
        using var silo = Build(database.OwnerConnectionString);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => silo.StartAsync(Cancel));

        Assert.Contains("Start the newer program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_of_another_version_refuses_the_start()
    {
        await using var database = await TestDatabase.Create(Cancel);
        using var old = Build(database.OwnerConnectionString, "1.0.0-old");
        await old.StartAsync(Cancel);
        using var fresh = Build(database.OwnerConnectionString, "1.0.1-new");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => fresh.StartAsync(Cancel));

        Assert.Contains("runs 'schools 1.0.0-old'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("stop the old silos first", refused.Message, StringComparison.Ordinal);
        await old.StopAsync(Cancel);
        using var after = Build(database.OwnerConnectionString, "1.0.1-new");
        await after.StartAsync(Cancel);
        await after.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_port_that_another_silo_has_refuses_the_start_and_leaves_that_one_alone()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var port = FreePorts.Next();
        using var first = Build(database.OwnerConnectionString, port: port);
        await first.StartAsync(Cancel);
        using var second = Build(database.OwnerConnectionString, port: port);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => second.StartAsync(Cancel));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $":{port}"), refused.Message, StringComparison.Ordinal);
        Assert.Contains("a port that no other silo has", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await Journal.Scalar<long>(database, "select count(*) from orleans_silo where status = 3", Cancel));
        await first.StopAsync(Cancel);
    }

    [Theory]
    [InlineData("Address", "nowhere", "Grains:Orleans:Address is 'nowhere'")]
    [InlineData("SiloPort", "many", "A setting of Grains:Orleans cannot be read")]
    public void A_setting_that_cannot_be_read_refuses_the_start(string setting, string value, string beginning)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration[$"{OrleansOptions.Section}:{setting}"] = value;

        var refused = Assert.Throws<StartRefusedException>(() => builder.AddOrleansGrains("Host=127.0.0.1"));

        Assert.StartsWith(beginning, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_its_authority_is_refused()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = (TwoSilos)await TwoSilos.Start(database);

        var outcome = await host.Grains.Send(
            new GrainId(GrainKind.Device, default, Sample.DeviceKey(1).Value), Sample.Remark("x"), Sample.Person, Cancel);
        var request = new TurnRequest(CommandJson.Write(GrainKind.Device, [Sample.Remark("x")]), "tests", "Person", null, null);
        Assert.Equal(RefusalCode.AuthorityUnknown, outcome.Refusal!.Code);
        // So many that some of them are placed on the other silo, from where the text must travel.
        foreach (var key in Enumerable.Range(1, 16).Select(n => $"{n}"))
        {
            var grain = host.Factory.GetGrain<IRegisterGrain>(global::Orleans.Runtime.GrainId.Create("device", key));
            var thrown = await Assert.ThrowsAnyAsync<Exception>(() => grain.Take(request));
            Assert.Contains("lacks its authority", thrown.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_grain_may_not_be_cleared()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var clear = database.Program.CreateCommand("select grain_clear('device', 'rkn/d-x')");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => clear.ExecuteNonQueryAsync(Cancel));

        Assert.Contains("no grain is ever deleted", refused.MessageText, StringComparison.Ordinal);
    }

    private static IHost Build(string connection, string? program = null, int? port = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.Sources.Clear();
        var options = new OrleansOptions { SiloPort = port ?? FreePorts.Next() };
        options.Program = program ?? options.Program;
        builder.AddSilo(connection, options);
        return builder.Build();
    }
}
