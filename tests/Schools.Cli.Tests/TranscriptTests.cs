using System.Net;
using System.Net.Sockets;
using Schools.Testing;

namespace Schools.Cli.Tests;

public sealed class TranscriptTests
{
    public static TheoryData<string> WithoutServer => Transcript.Names(nameof(WithoutServer));

    public static TheoryData<string> WithServer => Transcript.Names(nameof(WithServer));

    [Theory]
    [MemberData(nameof(WithoutServer))]
    public async Task Without_a_server(string name)
    {
        // Bound but not listening: nobody else gets the port, and every connection is refused.
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await Transcript.Hold(nameof(WithoutServer), name, new Uri($"http://{closed.LocalEndPoint}"));
    }

    [Theory]
    [MemberData(nameof(WithServer))]
    public async Task With_a_server_and_an_empty_register(string name)
    {
        await using var database = await TestDatabase.Create(TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.Start(database, TestContext.Current.CancellationToken);
        await Transcript.Hold(nameof(WithServer), name, server.Address);
    }
}
