using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Bench;

/// <summary>
/// A filled table of plain devices and as many prepared connections as callers can use: the limit of single writes and reads.
/// </summary>
internal sealed class PlainTable : IAsyncDisposable
{
    /// <summary>More connections than this the server is not set up for; further callers wait for one.</summary>
    private const int MostConnections = 90;
    private readonly IReadOnlyList<(Device.State State, byte[] Json)> documents;
    private readonly NpgsqlDataSource pool;

    private PlainTable(IReadOnlyList<(Device.State State, byte[] Json)> documents, NpgsqlDataSource pool) =>
        (this.documents, this.pool) = (documents, pool);

    public int Count => documents.Count;

    public static async Task<PlainTable> Fill(
        FreshDatabase database, IReadOnlyList<(Device.State State, byte[] Json)> documents, int callers, CancellationToken cancel)
    {
        await database.Execute(PlainDevices.WithGeneratedColumns, cancel);
        var table = new PlainTable(documents, Pool(database.Connection, Math.Min(callers, MostConnections)));
        foreach (var (state, json) in documents)
        {
            await table.Upsert(state.Key, json);
        }
        return table;
    }

    /// <summary>The document is made anew each time, as a program must.</summary>
    public Task Upsert(int device, string remark)
    {
        var state = documents[device].State;
        state = state with { Details = state.Details with { Remark = remark } };
        return Upsert(state.Key, JsonSerializer.SerializeToUtf8Bytes(state, DomainJson.Default.DeviceState));
    }

    /// <summary>One row by its key, made into a state.</summary>
    public async Task Read(int device)
    {
        await using var command = pool.CreateCommand(PlainDevices.Select);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Inventory.Authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = documents[device].State.Key.Value });
        var json = (byte[])(await command.ExecuteScalarAsync())!;
        JsonSerializer.Deserialize(json, DomainJson.Default.DeviceState);
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private async Task Upsert(DeviceKey key, byte[] document)
    {
        await using var command = pool.CreateCommand(PlainDevices.Upsert);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Inventory.Authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Value });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = document, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlDataSource Pool(string connection, int size) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
        {
            MaxPoolSize = size,
            MinPoolSize = size,
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 1,
            // Nothing on a connection needs to be reset, and saying so to the server would cost the limit time.
            NoResetOnClose = true,
        });
}
