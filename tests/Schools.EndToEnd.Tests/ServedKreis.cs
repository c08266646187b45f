using Schools.Testing;

namespace Schools.EndToEnd.Tests;

/// <summary>A server of its own on a small Kreis of its own, for tests that change what they look at.</summary>
internal sealed class ServedKreis : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServerProcess server;

    private ServedKreis(TestDatabase database, ServerProcess server) => (this.database, this.server) = (database, server);

    /// <summary>The page where files are handed in.</summary>
    public string Imports => new Uri(server.Address, "/importe").AbsoluteUri;

    public ServerProcess Server => server;

    public static async ValueTask<ServedKreis> Start(CancellationToken cancel)
    {
        var filled = await TestDatabase.Create(cancel);
        await SmallKreis.Fill(filled, cancel);
        return new ServedKreis(filled, await ServerProcess.Start(filled, cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await database.DisposeAsync();
    }
}
