using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>Devices of one model that were bought on one day.</summary>
/// <param name="Sum">What those with a price cost together; null where no price is known of any.</param>
/// <param name="Unpriced">How many have no price.</param>
public sealed record Purchase(
    DateOnly On, DeviceCategory Category, string? Manufacturer, string? Model, int Devices, Euro? Sum, int Unpriced = 0);

/// <summary>What was bought between two days, as it was known at a moment.</summary>
public sealed class PurchaseQueries(NpgsqlDataSource db)
{
    /// <param name="since">The last day that is not counted.</param>
    public async Task<IReadOnlyList<Purchase>> Between(
        AuthorityKey authority, DateOnly since, FigureMoment moment, CancellationToken cancel)
    {
        var keys = await Named(authority, since, moment, cancel);
        if (keys.Length == 0)
        {
            return [];
        }
        // Folded from the journal, so that a report that was printed once can be printed again as it was.
        var devices = await JournalStates.At<Device.State, Device.Event>(
            db, GrainKind.Device, authority, moment, DomainJson.Default.DeviceEvent, Device.Evolve, e => e is Device.Registered, cancel,
            JournalChoice.Keys(keys));
        return
        [
            .. devices.Values.Where(device => device.WithdrawnFor is null
                    && device.Details.PurchasedOn is { } day && day > since && day <= moment.AsOf)
                .GroupBy(device => (
                    On: device.Details.PurchasedOn!.Value, Category: device.Details.Category!.Value, device.Details.Manufacturer,
                    device.Details.Model))
                .Select(lot => new Purchase(
                    lot.Key.On, lot.Key.Category, lot.Key.Manufacturer, lot.Key.Model, lot.Count(),
                    lot.Any(device => device.Details.Price is not null)
                        ? new Euro(lot.Sum(device => device.Details.Price?.Amount ?? 0))
                        : null,
                    lot.Count(device => device.Details.Price is null)))
                .OrderBy(lot => lot.On).ThenBy(lot => lot.Category).ThenBy(lot => lot.Manufacturer, StringComparer.Ordinal)
                .ThenBy(lot => lot.Model, StringComparer.Ordinal),
        ];
    }

    /// <summary>The devices of which it was ever said that they were bought then.</summary>
    private async Task<string[]> Named(AuthorityKey authority, DateOnly since, FigureMoment moment, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select distinct key from journal
             where authority = $1 and kind = 'device' and "on" <= $3 and ($4::timestamptz is null or at <= $4)
               and coalesce(event #>> '{details,purchasedOn}', event #>> '{changed,purchasedOn}')
                   between to_char($2::date + 1, 'YYYY-MM-DD') and to_char($3::date, 'YYYY-MM-DD')
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = since });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = moment.AsOf });
        command.Parameters.Add(JournalStates.Known(moment));
        List<string> keys = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            keys.Add(reader.GetString(0));
        }
        return [.. keys];
    }
}
