using Schools.Domain;

namespace Schools.Import;

/// <summary>
/// What one word of a list says of the three dimensions of a device. Real lists have one column for all: "verloren" is a lifecycle,
/// "defekt" a condition, "gesperrt" an availability.
/// </summary>
internal sealed record DeviceStates(DeviceLifecycle? Lifecycle, DeviceCondition? Condition, DeviceAvailability? Availability)
{
    /// <summary>The words of a profile by what they mean, written <c>condition:Ok availability:Available</c>.</summary>
    public static Dictionary<string, object> Words(Dictionary<string, string[]> words)
    {
        var states = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var (meaning, aliases) in words)
        {
            var parts = meaning.Split(' ').Select(part => part.Split(':'))
                .ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
            var state = new DeviceStates(
                Of<DeviceLifecycle>(parts, RowField.Lifecycle), Of<DeviceCondition>(parts, RowField.Condition),
                Of<DeviceAvailability>(parts, RowField.Availability));
            foreach (var alias in aliases)
                states[alias] = state;
        }
        return states;
    }

    private static TEnum? Of<TEnum>(Dictionary<string, string> parts, string field)
        where TEnum : struct, Enum =>
        parts.TryGetValue(field, out var value) ? Enum.Parse<TEnum>(value) : null;
}
