using Npgsql;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>Names what the database said "no" with.</summary>
internal static class Constraints
{
    /// <summary>The refusal for a row the database did not take.</summary>
    public static Refusal Refusal(PostgresException refused) => refused.ConstraintName switch
    {
        "device_serial" => new Refusal(RefusalCode.SerialNumberTaken, Value(refused)),
        "device_inventory_number" => new Refusal(RefusalCode.InventoryNumberTaken, Value(refused)),
        "device_mdm_id" => new Refusal(RefusalCode.MdmIdTaken, Value(refused)),
        "room_number" => new Refusal(RefusalCode.RoomNumberTaken, Value(refused)),
        _ => new Refusal(RefusalCode.ValueRefused, refused.SqlState),
    };

    /// <summary>The row is at fault, not the connection or the moment.</summary>
    public static bool IsFaultOfRow(PostgresException refused) =>
        refused.SqlState.StartsWith("23", StringComparison.Ordinal) || refused.SqlState.StartsWith("22", StringComparison.Ordinal);

    /// <summary>Two transactions met; the same batch succeeds a moment later.</summary>
    public static bool IsRace(PostgresException refused) =>
        refused.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>The database is away, stopping, full or too slow: nothing is known about what was sent.</summary>
    public static bool IsOutage(NpgsqlException failed) =>
        failed is not PostgresException refused || refused.SqlState[..2] is "08" or "53" or "57" or "58" || IsRace(refused);

    /// <summary>The connection was there and broke, as opposed to a server that cannot be reached or takes too long.</summary>
    public static bool IsDeadConnection(NpgsqlException failed) => failed is PostgresException ended
        ? ended.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        : failed.InnerException is IOException and not { InnerException: TimeoutException };

    /// <summary>The last value of <c>Key (authority, serial)=(rkn, C4T9) already exists.</c></summary>
    private static string Value(PostgresException refused)
    {
        var detail = refused.Detail ?? "";
        var from = detail.IndexOf(")=(", StringComparison.Ordinal);
        var to = detail.LastIndexOf(')');
        if (from < 0 || to < from + 3)
        {
            return "?";
        }
        var values = detail[(from + 3)..to];
        return values[(values.LastIndexOf(", ", StringComparison.Ordinal) is var comma && comma < 0 ? 0 : comma + 2)..];
    }
}
