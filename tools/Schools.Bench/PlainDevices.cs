using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Bench;

/// <summary>The limit of what is written: the device table without grains, versions to check and journal.</summary>
internal static class PlainDevices
{
    /// <summary>Ordinary columns with the indexes of the register: what COPY fills.</summary>
    public const string WithOrdinaryColumns =
        """
        create table plain_device (like device including defaults including indexes including storage)
        """;

    /// <summary>The columns generated as in the register: an upsert then sets state and version alone.</summary>
    public const string WithGeneratedColumns = "create table plain_device (like device including all)";

    public const string Upsert =
        """
        insert into plain_device (authority, key, version, state) values ($1, $2, 1, $3)
        on conflict (authority, key) do update set state = excluded.state, version = plain_device.version + 1
        """;

    public const string Select = "select convert_to(state::text, 'UTF8') from plain_device where authority = $1 and key = $2";

    /// <summary>Rows/s of COPY into a table with ordinary columns, in a database of its own.</summary>
    public static async Task<double> CopyRate(
        BenchRun run, IReadOnlyList<(Device.State State, byte[] Json)> states, CancellationToken cancel)
    {
        await using var database = await FreshDatabase.Create(run, cancel);
        await database.Execute(WithOrdinaryColumns, cancel);
        await database.Settle(cancel);
        await using var connection = await database.Owner.OpenConnectionAsync(cancel);
        var started = Stopwatch.GetTimestamp();
        await Copy(connection, states, cancel);
        return states.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task Copy(
        NpgsqlConnection connection, IReadOnlyList<(Device.State State, byte[] Json)> states, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy plain_device (authority, key, version, state, school, room, lifecycle, condition, availability, category,
                               serial, inventory_number, mdm_id, manufacturer, model, is_withdrawn) from stdin (format binary)
            """,
            cancel);
        foreach (var (state, json) in states)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(Inventory.Authority.Value, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(state.Key.Value, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(1, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(json, NpgsqlDbType.Jsonb, cancel);
            await Text(state.School.Value);
            await Text(state.Room?.Value);
            await Text(state.Lifecycle.ToString());
            await Text(state.Condition.ToString());
            await Text(state.Availability.ToString());
            await Text(state.Details.Category?.ToString());
            await Text(state.Details.Serial?.Value);
            await Text(state.Details.InventoryNumber?.Value);
            await Text(state.Details.MdmId);
            await Text(state.Details.Manufacturer);
            await Text(state.Details.Model);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancel);
        }
        await copy.CompleteAsync(cancel);

        Task Text(string? value) => value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, NpgsqlDbType.Text, cancel);
    }
}
