using System.Collections.Frozen;
using Schools.Domain;

namespace Schools.Import;

/// <summary>Fields a row may state besides the details of its grain.</summary>
internal static class RowField
{
    public const string School = "school", Room = "room", Building = "building", RoomType = "roomType", Lifecycle = "lifecycle",
        State = "state", Condition = "condition", Availability = "availability", PhonePrefix = "phonePrefix", FaxPrefix = "faxPrefix",
        Missing = "missing", MdmManaged = "mdmManaged", MdmLostMode = "mdmLostMode", MdmTrashed = "mdmTrashed",
        DeviceKey = "deviceKey", Version = "version";
}

/// <summary>How the cells of a field are read, and what the field is called.</summary>
internal static class FieldKinds
{
    private static readonly FrozenDictionary<string, string> GermanOfRowFields = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [RowField.School] = "Schulnummer",
        [RowField.Room] = "Raum",
        [RowField.Building] = "Gebäude",
        [RowField.RoomType] = "Raumtyp",
        [RowField.Lifecycle] = "Status",
        [RowField.State] = "Status",
        [RowField.Condition] = "Zustand",
        [RowField.Availability] = "Verfügbarkeit",
        [RowField.PhonePrefix] = "Telefonvorwahl",
        [RowField.FaxPrefix] = "Faxvorwahl",
        [RowField.Missing] = "Vermisst",
        [RowField.MdmManaged] = "Im MDM verwaltet",
        [RowField.MdmLostMode] = "Verloren-Modus im MDM",
        [RowField.MdmTrashed] = "Papierkorb des MDM",
        [RowField.DeviceKey] = "Geräteschlüssel",
        [RowField.Version] = "Stand",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string German(GrainKind target, string field) =>
        GermanOfRowFields.TryGetValue(field, out var german) ? german
        : target == GrainKind.School ? School.Details.Fields[field].German
        : DeviceDetails.Fields[field].German;

    /// <summary>The reader of a column: what its cells say, by the meaning of its field.</summary>
    /// <param name="profile">Whose words are taken.</param>
    /// <param name="options">Whose school numbers are meant, and how the user says dates are written.</param>
    /// <param name="cells">All cells of the column, which decide how its numbers and dates are written.</param>
    public static Func<string, ReadCell> Reader(ImportProfile profile, string field, ReadOptions options, IEnumerable<string> cells)
    {
        var read = profile.Target == GrainKind.School
            ? SchoolReader(profile, field, options, cells)
            : DeviceReader(profile, field, options, cells);
        return cell => CellText.FormulaFault(cell) is { } fault ? new ReadCell(null, fault) : read(cell);
    }

    /// <summary>How dates with slashes are meant: as the user says, else as cells of the column prove.</summary>
    public static SlashDates DateOrder(ReadOptions options, IEnumerable<string> cells) =>
        options.Dialect?.Dates ?? CellDate.OrderOf(cells);

    public static bool IsDate(string field) => field is "operatingSince" or "purchasedOn" or "warrantyUntil";

    private static Func<string, ReadCell> Date(ReadOptions options, IEnumerable<string> cells)
    {
        var order = DateOrder(options, cells);
        return cell => CellReaders.Date(cell, order);
    }

    private static Func<string, ReadCell> SchoolReader(ImportProfile profile, string field, ReadOptions options, IEnumerable<string> cells)
    {
        const int PostalCodeDigits = 5, AgsDigits = 8, TypeCodeDigits = 2;
        return field switch
        {
            RowField.School => cell => CellReaders.SchoolNumber(cell, options.Land),
            "typeCode" => CellReaders.Code(profile.Words.GetValueOrDefault(field), TypeCodeDigits),
            "legalForm" => CellReaders.Code(profile.Words.GetValueOrDefault(field), 0),
            "postalCode" => cell => CellReaders.Number(cell, PostalCodeDigits),
            "ags" => cell => CellReaders.Number(cell, AgsDigits),
            // By it the authority finds its own schools: "10418.0" would be a foreign provider, and its schools would be passed over.
            "providerNumber" => CellReaders.KeyText,
            "operatingStatus" or "phone" or "fax" or RowField.PhonePrefix or RowField.FaxPrefix =>
                cell => CellReaders.Number(cell, 0),
            "operatingSince" => Date(options, cells),
            "pupils" or "teachers" or "uplink" => CellReaders.Count,
            _ => CellReaders.Line,
        };
    }

    private static Func<string, ReadCell> DeviceReader(ImportProfile profile, string field, ReadOptions options, IEnumerable<string> cells)
    {
        switch (field)
        {
            case "serial": return cell => CellReaders.Key<SerialNumber>(cell, SerialNumber.TryParse, SerialNumber.LongestLength);
            case "inventoryNumber":
                return cell => CellReaders.Key<InventoryNumber>(cell, InventoryNumber.TryParse, InventoryNumber.LongestLength);
            case "mdmId": return CellReaders.KeyText;
            case RowField.DeviceKey: return CellReaders.DeviceKey;
            case RowField.Version: return CellReaders.Count;
            case RowField.School: return cell => CellReaders.SchoolNumber(cell, options.Land);
            case "wlanMac" or "lanMac": return CellReaders.Mac;
            case "purchasedOn" or "warrantyUntil": return Date(options, cells);
            case "price":
                var style = CellNumber.StyleOf(cells);
                return cell => CellReaders.Price(cell, style);
            case "legacy": return CellReaders.YesNo;
            case RowField.MdmManaged or RowField.MdmLostMode or RowField.MdmTrashed:
                return CellReaders.MdmFlag(profile.Words.GetValueOrDefault(field) ?? []);
            case "fixedAssetNumber" or "costCentre" or "orderNumber" or "invoiceNumber": return cell => CellReaders.Number(cell, 0);
            case "category": return Words<DeviceCategory>(profile, field);
            case "ownership": return Words<DeviceOwnership>(profile, field);
            case RowField.Lifecycle: return Words<DeviceLifecycle>(profile, field);
            case RowField.Condition: return Words<DeviceCondition>(profile, field);
            case RowField.Availability: return Words<DeviceAvailability>(profile, field);
            case RowField.RoomType: return Words<RoomType>(profile, field);
            case RowField.State:
                var states = DeviceStates.Words(profile.Words[field]);
                return cell => CellReaders.Word(cell, states, string.Join(", ", states.Keys));
            case "remark": return CellReaders.Text;
            default: return CellReaders.Line;
        }
    }

    /// <summary>The words of the profile, then the program's own German words and the names on the wire.</summary>
    private static Func<string, ReadCell> Words<TEnum>(ImportProfile profile, string field)
        where TEnum : struct, Enum
    {
        var words = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        var values = Enum.GetValues<TEnum>();
        foreach (var (name, aliases) in profile.Words.GetValueOrDefault(field) ?? [])
        {
            var value = Enum.Parse<TEnum>(name);
            foreach (var alias in aliases)
                words.TryAdd(alias, value);
        }
        foreach (var value in values)
        {
            words.TryAdd(Labels.German(value), value);
            words.TryAdd(value.ToString(), value);
        }
        var expected = string.Join(", ", values.Select(value => Labels.German(value)));
        return cell => CellReaders.Word(cell, words, expected);
    }
}
