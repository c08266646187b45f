using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Schools.Testing;

namespace Schools.Cli.Tests;

/// <summary>
/// What happens to a person who applies a long list while something goes wrong. A lock on the table of devices holds the server in the
/// middle of its first batch for as long as the test needs it there.
/// </summary>
public sealed class InterruptedApplyTests : IAsyncLifetime
{
    private const int Devices = 5_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schools-interrupted-");
    private TestDatabase database = null!;
    private ServerProcess server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create(Cancelled);
        server = await ServerProcess.Start(database, Cancelled);
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "schulen.csv"), Schools(), Cancelled);
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "geraete.csv"), DeviceList(), Cancelled);
        await Succeed("authority", "describe", "--name", "Kreis Musterland", "--land", "NW", "--provider", "10418");
        await Succeed("import", "apply", "schulen.csv");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Ctrl_C_cancels_between_two_batches_and_says_what_was_applied()
    {
        var held = await HoldDevices();
        using var apply = SchoolsCommand.Start(server.Address, folder.FullName, "import", "apply", "geraete.csv", "--json");
        await UntilStatusIs("Applying");
        await apply.Interrupt();
        await UntilStatusIs("Cancelled");
        await held.DisposeAsync();
        var ended = await apply.End();
        Assert.True(ended.ExitCode == ExitCode.Interrupted, ended.ToString());
        var told = JsonNode.Parse(ended.Output)!;
        Assert.Equal("Cancelled", (string)told["status"]!);
        Assert.Equal(await CountDevices(), (int)told["applied"]!);
        Assert.InRange((int)told["applied"]!, 0, Devices - 1);
        Assert.StartsWith("Abgebrochen. Was übernommen ist, bleibt", ended.Errors, StringComparison.Ordinal);

        // The same file again takes the rest.
        await Succeed("import", "apply", "geraete.csv");
        Assert.Equal(Devices, await CountDevices());
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_is_waited_for_and_nothing_is_lost_or_doubled()
    {
        var held = await HoldDevices();
        using var apply = SchoolsCommand.Start(
            server.Address, folder.FullName, "import", "apply", "geraete.csv", "--json", "--wait", "600");
        await UntilStatusIs("Applying");
        await server.Kill(Cancelled);
        await held.DisposeAsync();
        await server.StartAgain(Cancelled);
        var ended = await apply.End();
        Assert.True(ended.ExitCode == ExitCode.Done, ended.ToString());
        var told = JsonNode.Parse(ended.Output)!;
        Assert.Equal(("Applied", Devices), ((string)told["status"]!, (int)told["applied"]!));
        Assert.Equal(Devices, await CountDevices());
        Assert.Equal(Devices, await Scalar("select count(*) from journal where kind = 'device'"));
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_the_command_with_the_way_to_go_on()
    {
        var held = await HoldDevices();
        using var apply = SchoolsCommand.Start(server.Address, folder.FullName, "import", "apply", "geraete.csv", "--wait", "1");
        await UntilStatusIs("Applying");
        await server.Kill(Cancelled);
        await held.DisposeAsync();
        var ended = await apply.End();
        Assert.True(ended.ExitCode == ExitCode.Unreachable, ended.ToString());
        const string Command = "tools/schools import apply --id ";
        var id = ended.Errors[(ended.Errors.IndexOf(Command, StringComparison.Ordinal) + Command.Length)..].Trim();

        await server.StartAgain(Cancelled);
        await Succeed("import", "apply", "--id", id);
        Assert.Equal(Devices, await CountDevices());
    }

    private static IEnumerable<string> Schools() =>
    [
        "Schulnummer;Schulform;Schulbezeichnung_1;Kurzbezeichnung;PLZ;Ort;Strasse;Rechtsform;Traegernummer;Gemeindeschluessel",
        "172686;30;Berufskolleg für Technik;Neuss, BK Technik;41464;Neuss;Hammfelddamm 2;1;10418;05162024",
    ];

    // Without rooms, so that every row that counts is a device.
    private static IEnumerable<string> DeviceList() => Enumerable.Range(1, Devices)
        .Select(n => string.Create(CultureInfo.InvariantCulture, $"INV-{n};SN{n:000000};Tablet;Apple;iPad;172686"))
        .Prepend("Inventarnummer;Seriennummer;Gerätetyp;Hersteller;Modell;Schulnummer");

    private async Task Succeed(params string[] arguments)
    {
        var ended = await SchoolsCommand.Run(server.Address, folder.FullName, arguments);
        Assert.True(ended.ExitCode == ExitCode.Done, ended.ToString());
    }

    private async Task<IAsyncDisposable> HoldDevices()
    {
        var connection = await database.Owner.OpenConnectionAsync(Cancelled);
        await using var hold = new NpgsqlCommand("begin; lock table device in exclusive mode", connection);
        await hold.ExecuteNonQueryAsync(Cancelled);
        // Closing the connection rolls back and so lets go.
        return connection;
    }

    private async Task UntilStatusIs(string status)
    {
        while (await Scalar($"select count(*) from import where file_name = 'geraete.csv' and status = '{status}'") == 0)
        {
            await Task.Delay(Look, Cancelled);
        }
    }

    private Task<long> CountDevices() => Scalar("select count(*) from device");

    private async Task<long> Scalar(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }
}
