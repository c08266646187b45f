using Schools.Domain;

namespace Schools.Storage.Queries;

public enum DeviceOrder
{
    InventoryNumber,
    Serial,
    Model,
    School,
    Room,
    Lifecycle,
}

/// <summary>What a list of devices shows. Empty lists and nulls leave nothing out.</summary>
public sealed record DeviceFilter
{
    public const int LongestSearch = 200;

    /// <summary>Words that must all occur in inventory number, serial number, maker, model, name or MDM id.</summary>
    public string? Search { get; init; }
    public SchoolKey? School { get; init; }
    public RoomKey? Room { get; init; }
    public IReadOnlyList<DeviceCategory> Categories { get; init; } = [];
    public IReadOnlyList<DeviceLifecycle> Lifecycles { get; init; } = [];
    public DeviceCondition? Condition { get; init; }
    public DeviceAvailability? Availability { get; init; }

    /// <summary>Only devices that are missed.</summary>
    public bool MissingOnly { get; init; }
    public DeviceOrder Order { get; init; }
    public bool Descending { get; init; }

    /// <summary>From 1 to <see cref="Paging.LastNumber"/>.</summary>
    public int PageNumber { get; init; } = 1;

    internal Conditions Conditions(AuthorityKey authority)
    {
        var conditions = new Conditions();
        conditions.Add("d.authority = {0}", authority.Value);
        conditions.Add("not d.is_withdrawn");
        if (School is { } school)
        {
            conditions.Add("d.school = {0}", school.Value);
        }
        if (Room is { } room)
        {
            conditions.Add("d.room = {0}", room.Value);
        }
        if (Categories.Count > 0)
        {
            conditions.Add("d.category = any({0})", Categories.Words());
        }
        if (Lifecycles.Count > 0)
        {
            conditions.Add("d.lifecycle = any({0})", Lifecycles.Words());
        }
        if (Condition is { } condition)
        {
            conditions.Add("d.condition = {0}", condition.ToString());
        }
        if (Availability is { } availability)
        {
            conditions.Add("d.availability = {0}", availability.ToString());
        }
        if (MissingOnly)
        {
            conditions.Add("d.missing_since is not null");
        }
        if (!string.IsNullOrWhiteSpace(Search))
        {
            // The columns compare byte by byte; a person who types "münster" means "Münster" too.
            conditions.Add(
                "concat_ws(' ', d.inventory_number, d.serial, d.manufacturer, d.model, d.state -> 'details' ->> 'name', d.mdm_id) "
                + "collate \"de-x-icu\" ilike all({0})",
                Queries.Conditions.Patterns(Search));
        }
        return conditions;
    }
}
