using Schools.Domain;

namespace Schools.Import;

/// <summary>A field that a column can be mapped to.</summary>
/// <param name="Group">The subject under which people look for it.</param>
public sealed record ProfileField(string Name, string German, string Group);

/// <summary>A value that words of a file may mean.</summary>
/// <param name="Name">As profiles write it.</param>
public sealed record FieldWord(string Name, string German);

/// <summary>What columns and words of a file can be mapped to, in the order in which people look for it.</summary>
public static class ProfileFields
{
    private const string Others = "Weitere";

    private static readonly (string Group, string[] Fields)[] OfDevices =
    [
        ("Nummern", ["inventoryNumber", "serial", "mdmId"]),
        ("Gerät", ["category", "name", "manufacturer", "model", "modelNumber", "operatingSystem", "wlanMac", "lanMac"]),
        ("Ort", [RowField.School, RowField.Room, RowField.Building, RowField.RoomType]),
        ("Stand", [RowField.Lifecycle, RowField.Condition, RowField.Availability]),
        ("Kauf", ["purchasedOn", "warrantyUntil", "price", "supplier", "orderNumber", "invoiceNumber", "fixedAssetNumber", "costCentre",
            "ownership", "legacy"]),
    ];

    private static readonly (string Group, string[] Fields)[] OfSchools =
    [
        ("Schule", [RowField.School, "name", "name2", "name3", "shortName", "typeCode", "legalForm", "operatingStatus", "operatingSince",
            "providerNumber"]),
        ("Anschrift", ["ags", "street", "postalCode", "town", RowField.PhonePrefix, "phone", RowField.FaxPrefix, "fax", "email",
            "website"]),
    ];

    /// <summary>Fields that only some systems have a column for, each with words that a profile must know.</summary>
    private static readonly string[] OfSystems = [RowField.State, RowField.MdmManaged, RowField.MdmLostMode, RowField.MdmTrashed];

    /// <param name="built">The profile of this program that is extended; what only its system says can be mapped too.</param>
    public static IReadOnlyList<ProfileField> Of(GrainKind target, ImportProfile? built)
    {
        var groups = target == GrainKind.School ? OfSchools : OfDevices;
        var listed = groups.SelectMany(group => group.Fields.Select(field => Field(field, group.Group))).ToList();
        IEnumerable<string> table = target == GrainKind.School
            ? Domain.School.Details.Fields.All.Select(field => field.Name)
            : DeviceDetails.Fields.All.Select(field => field.Name);
        var known = listed.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. listed,
            .. table.Where(known.Add).Select(field => Field(field, Others)),
            .. OfSystems.Where(field => built is not null && built.Target == target && built.Words.ContainsKey(field))
                .Select(field => Field(field, Others)),
        ];

        ProfileField Field(string name, string group) => new(name, FieldKinds.German(target, name), group);
    }

    /// <summary>The names of all fields that a profile may name, also those that only lists of this program have.</summary>
    internal static IReadOnlyCollection<string> All(GrainKind target) =>
    [
        .. Of(target, null).Select(field => field.Name),
        .. target == GrainKind.School ? [] : OfSystems.Concat([RowField.DeviceKey, RowField.Version]),
    ];

    /// <summary>The values that words of the field may mean; empty for fields that are no choice.</summary>
    public static IReadOnlyList<FieldWord> Words(string field) => field switch
    {
        "category" => Of<DeviceCategory>(),
        "ownership" => Of<DeviceOwnership>(),
        RowField.Lifecycle => Of<DeviceLifecycle>(),
        RowField.Condition => Of<DeviceCondition>(),
        RowField.Availability => Of<DeviceAvailability>(),
        RowField.RoomType => Of<RoomType>(),
        _ => [],
    };

    /// <summary>What a word means by a profile, or by the program itself; null for an unknown one.</summary>
    public static string? Meaning(ImportProfile profile, string field, string word)
    {
        ArgumentNullException.ThrowIfNull(profile);
        foreach (var (value, aliases) in profile.Words.GetValueOrDefault(field) ?? [])
        {
            if (aliases.Contains(word, StringComparer.OrdinalIgnoreCase))
                return value;
        }
        return Words(field).FirstOrDefault(value => word.Equals(value.German, StringComparison.OrdinalIgnoreCase)
            || word.Equals(value.Name, StringComparison.OrdinalIgnoreCase))?.Name;
    }

    /// <summary>The field that a profile reads a column as; null for none.</summary>
    public static string? FieldOf(ImportProfile profile, string header)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Aliases.GetValueOrDefault(HeaderName.Normalise(header)).Field;
    }

    private static List<FieldWord> Of<TEnum>()
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(value => new FieldWord(value.ToString(), Labels.German(value)))];
}
