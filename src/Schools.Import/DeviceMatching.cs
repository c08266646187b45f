using Schools.Domain;

namespace Schools.Import;

/// <summary>
/// Finds school and device of a row: by the device's key where the list has it, then by serial number, then MDM id, then inventory number,
/// never two at once. A network address counts last and only without a serial number, for docking stations lend theirs to many devices.
/// </summary>
internal sealed class DeviceMatching
{
    private readonly ImportReading _reading;
    private readonly AuthorityKey _authority;

    /// <summary>A saved profile may say that addresses find nothing; the numbers that are unique in the register always do.</summary>
    private readonly bool _byMacToo;
    private readonly Dictionary<SerialNumber, Versioned<Device.State>> _bySerial = [];
    private readonly Dictionary<string, Versioned<Device.State>> _byMdmId = new(StringComparer.Ordinal);
    private readonly Dictionary<InventoryNumber, Versioned<Device.State>> _byNumber = [];
    /// <summary>Null for an address that several devices have.</summary>
    private readonly Dictionary<MacAddress, Versioned<Device.State>?> _byMac = [];
    private readonly Dictionary<DeviceKey, Versioned<Device.State>> _byKey;
    private readonly Dictionary<RoomKey, Room.State> _rooms;
    private readonly Dictionary<SchoolKey, School.State> _schools;

    private readonly Dictionary<DeviceKey, int> _keyLines = [];
    private readonly Dictionary<SerialNumber, int> _serialLines;
    private readonly Dictionary<string, int> _mdmLines = new(StringComparer.Ordinal);
    private readonly Dictionary<InventoryNumber, int> _numberLines;
    private readonly Dictionary<MacAddress, int> _macLines;
    private readonly Dictionary<DeviceKey, int> _deviceLines = [];
    private readonly HashSet<DeviceKey> _named = [];

    public DeviceMatching(ImportReading reading, RegisterSnapshot snapshot)
    {
        _reading = reading;
        _authority = snapshot.Authority;
        _serialLines = new(reading.RowCount);
        _numberLines = new(reading.RowCount);
        _macLines = new(reading.RowCount);
        _byMacToo = reading.Profile.Saved is null || reading.Profile.MatchBy.Any(field => field is "wlanMac" or "lanMac");
        _byKey = snapshot.Devices.ToDictionary(device => device.State.Key);
        _rooms = reading.Profile.Own ? snapshot.Rooms.ToDictionary(room => room.State.Key, room => room.State) : [];
        _schools = snapshot.Schools.ToDictionary(school => school.State.Key, school => school.State);
        foreach (var device in snapshot.Devices)
        {
            if (device.State.Details.Serial is { } serial)
                _bySerial[serial] = device;
            if (device.State.Details.MdmId is { } mdmId)
                _byMdmId[mdmId] = device;
            if (device.State.Details.InventoryNumber is { } number)
                _byNumber[number] = device;
            foreach (var mac in (ReadOnlySpan<MacAddress?>)[device.State.Details.WlanMac, device.State.Details.LanMac])
            {
                if (mac is { } address && !_byMac.TryAdd(address, device) && !ReferenceEquals(_byMac[address], device))
                    _byMac[address] = null;
            }
        }
    }

    /// <summary>Whether any number of any row belongs to the device, be the row right or wrong.</summary>
    public bool IsNamed(DeviceKey device) => _named.Contains(device);

    /// <summary>A row of this program's own list without what only repeats the register.</summary>
    public DeviceRow Settled(DeviceRow row) => row.Device is { } key && _byKey.GetValueOrDefault(key) is { State: var known }
        ? OwnFormat.Settled(row, known, known.Room is { } room ? _rooms.GetValueOrDefault(room) : null, _reading.Columns)
        : row;

    public void Identify(DeviceFinding finding)
    {
        var repeats = IsRepeated(finding);
        FindSchool(finding);
        var matches = Matches(finding.Row);
        if (!repeats)
            FindDevice(finding, matches);
        if (finding.Known is not { } known)
            return;
        if (!_deviceLines.TryAdd(known.State.Key, finding.Row.Line))
            finding.Add(RowIssue.Of(ImportIssues.SameDevice, finding.Row.Line, null, null, ("first", _deviceLines[known.State.Key])));
        if (finding.Row.Device is not null)
            DemandWhatNothingEmpties(finding);
        if (finding.School is not { } school)
            finding.School = known.State.School;
        else if (finding.Row.Device is null && !finding.HasError && school != known.State.School)
        {
            finding.Changes = [new FieldChange(RowField.School, "Schule", Shown(known.State.School), Shown(school))];
            finding.Ask(PlanChoice.Move, RowIssue.Of(ImportIssues.OtherSchool, finding.Row.Line, _reading.HeaderOf(RowField.School),
                Shown(school), ("reading", Shown(known.State.School))));
        }
    }

    /// <summary>The key a new device gets; the next attempt while another device, whose number was corrected since, holds it.</summary>
    public DeviceKey NewKey(DeviceRow row)
    {
        var attempt = 0;
        var key = row.KeyFor(_authority)!.Value;
        while (_byKey.ContainsKey(key))
            key = DeviceKey.For(_authority, row.Identity!, ++attempt);
        return key;
    }

    private void FindSchool(DeviceFinding finding)
    {
        finding.School = finding.Row.School ?? (finding.Row.Device is null ? _reading.Options.School : null);
        if (finding.School is { } school && !_schools.ContainsKey(school))
            finding.Add(RowIssue.Of(ImportIssues.UnknownSchool, finding.Row.Line, _reading.HeaderOf(RowField.School), school.Number));
    }

    private bool IsRepeated(DeviceFinding finding)
    {
        var details = finding.Row.Details;
        var repeats = finding.Row.Device is { } key && Repeats(finding, _keyLines, key, RowField.DeviceKey);
        repeats |= details.Serial is { } serial && Repeats(finding, _serialLines, serial, "serial");
        repeats |= details.MdmId is { } mdmId && Repeats(finding, _mdmLines, mdmId, "mdmId");
        repeats |= details.InventoryNumber is { } number && Repeats(finding, _numberLines, number, "inventoryNumber");
        if (details.WlanMac is { } wlan)
            repeats |= RepeatsMac(finding, wlan, "wlanMac");
        if (details.LanMac is { } lan && lan != details.WlanMac)
            repeats |= RepeatsMac(finding, lan, "lanMac");
        return repeats;
    }

    /// <summary>Two rows that are nothing but one address are one device; others may share an adapter.</summary>
    private bool RepeatsMac(DeviceFinding finding, MacAddress mac, string field)
    {
        if (finding.Row.Identity is null)
            return Repeats(finding, _macLines, mac, field);
        if (!_macLines.TryAdd(mac, finding.Row.Line))
            finding.Add(RowIssue.Of(PlanIssues.SharedMac, finding.Row.Line, _reading.HeaderOf(field), mac.Value,
                ("first", _macLines[mac])));
        return false;
    }

    private bool Repeats<T>(DeviceFinding finding, Dictionary<T, int> lines, T value, string field)
        where T : notnull
    {
        if (lines.TryAdd(value, finding.Row.Line))
            return false;
        finding.Add(RowIssue.Of(ImportIssues.DuplicateInFile, finding.Row.Line, _reading.HeaderOf(field), value.ToString(),
            ("first", lines[value])));
        return true;
    }

    /// <summary>The devices that the numbers of a row belong to, each found by one of them.</summary>
    private readonly record struct DeviceMatches(
        Versioned<Device.State>? ByKey, Versioned<Device.State>? BySerial, Versioned<Device.State>? ByMdmId,
        Versioned<Device.State>? ByNumber, (Versioned<Device.State> Device, string Field)? ByMac);

    private DeviceMatches Matches(DeviceRow row)
    {
        var details = row.Details;
        var byKey = row.Device is { } own ? _byKey.GetValueOrDefault(own) : null;
        var bySerial = details.Serial is { } serial ? _bySerial.GetValueOrDefault(serial) : null;
        var byMdmId = details.MdmId is { } mdmId ? _byMdmId.GetValueOrDefault(mdmId) : null;
        var byNumber = details.InventoryNumber is { } number ? _byNumber.GetValueOrDefault(number) : null;
        var byMac = byKey is null && details.Serial is null && _byMacToo ? ByMac(row) : null;
        foreach (var match in (ReadOnlySpan<Versioned<Device.State>?>)[byKey, bySerial, byMdmId, byNumber, byMac?.Device])
        {
            if (match is not null)
                _named.Add(match.State.Key);
        }
        return new DeviceMatches(byKey, bySerial, byMdmId, byNumber, byMac);
    }

    private void FindDevice(DeviceFinding finding, in DeviceMatches matches)
    {
        var (byKey, bySerial, byMdmId, byNumber, byMac) = matches;
        var details = finding.Row.Details;
        if (finding.Row.Device is { } unknown && byKey is null)
        {
            finding.Add(RowIssue.Of(ImportIssues.UnknownDevice, finding.Row.Line, _reading.HeaderOf(RowField.DeviceKey), unknown.Value));
            return;
        }
        finding.Known = byKey ?? bySerial ?? byMdmId ?? byNumber ?? byMac?.Device;
        if (finding.Known is not { } known)
            return;
        var key = byKey is not null ? RowField.DeviceKey
            : bySerial is not null ? "serial"
            : byMdmId is not null ? "mdmId"
            : byNumber is not null ? "inventoryNumber"
            : byMac!.Value.Field;
        finding.MatchedBy = FieldKinds.German(GrainKind.Device, key);
        if (Array.Exists([bySerial, byMdmId, byNumber], match => match is not null && !ReferenceEquals(match, known)))
        {
            var names = new (string Field, Versioned<Device.State>? Match, object? Value)[]
            {
                (RowField.DeviceKey, byKey, finding.Row.Device), ("serial", bySerial, details.Serial), ("mdmId", byMdmId, details.MdmId),
                ("inventoryNumber", byNumber, details.InventoryNumber),
            }.Where(match => match.Match is not null).Select(match => $"{FieldKinds.German(GrainKind.Device, match.Field)} {match.Value}");
            finding.Conflict(RowIssue.Of(ImportIssues.TwoDevices, finding.Row.Line, null, string.Join(" und ", names)));
        }
        else if (byKey is null)
            CompareNumbers(finding, known.State.Details);
    }

    private (Versioned<Device.State> Device, string Field)? ByMac(DeviceRow row) =>
        row.Details.WlanMac is { } wlan && _byMac.GetValueOrDefault(wlan) is { } byWlan ? (byWlan, "wlanMac")
        : row.Details.LanMac is { } lan && _byMac.GetValueOrDefault(lan) is { } byLan ? (byLan, "lanMac")
        : null;

    /// <summary>An emptied cell empties its field; a device is always at some school and in some state.</summary>
    private void DemandWhatNothingEmpties(DeviceFinding finding)
    {
        foreach (var field in (ReadOnlySpan<string>)[RowField.School, RowField.Lifecycle, RowField.Condition, RowField.Availability])
        {
            if (finding.Row.Emptied.Contains(field))
                finding.Add(RowIssue.Of(ImportIssues.MissingValue, finding.Row.Line, _reading.HeaderOf(field), null));
        }
    }

    /// <summary>A serial number is the device: another one means another device, or a slip that a person sees.</summary>
    private void CompareNumbers(DeviceFinding finding, DeviceDetails stored)
    {
        var given = finding.Row.Details;
        if (given.Serial is { } serial && stored.Serial is { } storedSerial && serial != storedSerial)
        {
            var needed = stored.Category is { } category && category.NeedsSerialNumber();
            var issue = RowIssue.Of(needed ? ImportIssues.OtherSerial : ImportIssues.SerialReplaced, finding.Row.Line,
                _reading.HeaderOf("serial"), serial.Value, ("reading", storedSerial.Value), ("expected", finding.MatchedBy));
            if (needed)
            {
                finding.Changes = [new FieldChange("serial", DeviceDetails.Fields["serial"].German, storedSerial.Value, serial.Value)];
                finding.Conflict(issue);
            }
            else
                finding.Add(issue);
        }
        else if (given.InventoryNumber is { } number && stored.InventoryNumber is { } storedNumber && number != storedNumber)
        {
            finding.Add(RowIssue.Of(ImportIssues.InventoryNumberReplaced, finding.Row.Line, _reading.HeaderOf("inventoryNumber"),
                number.Value, ("reading", storedNumber.Value), ("expected", finding.MatchedBy)));
        }
    }

    /// <summary>Number and name of a school.</summary>
    public string Shown(SchoolKey key) => _schools.TryGetValue(key, out var school)
        ? $"{key.Number} {school.Details.ShortName ?? school.Details.Name}"
        : key.Number;
}
