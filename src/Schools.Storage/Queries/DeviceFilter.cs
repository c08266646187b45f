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

    /// <summary>The Bestellnummer as it was recorded.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Only devices that are missed.</summary>
    public bool MissingOnly { get; init; }
    public DeviceOrder Order { get; init; }
    public bool Descending { get; init; }

    /// <summary>From 1 to <see cref="Paging.LastNumber"/>.</summary>
    public int PageNumber { get; init; } = 1;

    internal const string SchoolJoin = "left join school s on s.authority = d.authority and s.key = d.school";
    internal const string RoomJoin = "left join room r on r.authority = d.authority and r.key = d.room";

    // Ascending puts what has no value last anyway; saying so would keep a descending scan from the index alone.
    internal string Direction => Descending ? "desc nulls last" : "asc";

    /// <summary>What devices are sorted by; names of schools and rooms need their join.</summary>
    internal string Position(Conditions conditions) => Order switch
    {
        DeviceOrder.Serial => "d.serial",
        DeviceOrder.Model => "concat_ws(' ', d.manufacturer, d.model)",
        DeviceOrder.School => "s.name",
        DeviceOrder.Room => "r.normal_number",
        DeviceOrder.Lifecycle => $"array_position({conditions.Value(Enum.GetNames<DeviceLifecycle>())}, d.lifecycle)",
        _ => "d.inventory_number",
    };

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
        if (OrderNumber is { } order)
        {
            conditions.Add("d.order_number = {0}", order);
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
