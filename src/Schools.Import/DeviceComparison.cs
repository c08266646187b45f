using Schools.Domain;

namespace Schools.Import;

/// <summary>What a row says against what the register holds of its device, as commands the domain has agreed to.</summary>
internal sealed class DeviceComparison(Device.State before, DecisionContext context)
{
    private List<Command>? _commands;
    private Device.State? _after;

    /// <summary>The device as it will be.</summary>
    public Device.State State => _after ?? before;

    /// <summary>Takes values read with a doubt even where the register holds others.</summary>
    public bool TakesDoubts { get; init; }

    /// <summary>A stored value was kept against one read with a doubt.</summary>
    public bool KeptDoubts { get; private set; }

    public IReadOnlyList<Command> Commands => _commands ?? (IReadOnlyList<Command>)[];

    /// <param name="step">The lifecycle that the row asks for, by its word or its MDM.</param>
    /// <returns>The refusal that keeps the whole row out, or null.</returns>
    public Refusal? Compare(DeviceFinding finding, EmptyCell empty, DeviceLifecycle? step)
    {
        var row = finding.Row;
        // A step back is found first, so that nothing of such a row is applied.
        if (row.Lifecycle is { } back && back != before.Lifecycle
            && Device.Decide(before, new Device.Advance(back), context).Refusal is { Code: RefusalCode.LifecycleBackward } backward)
            return backward;
        return Correct(finding, empty, step) ?? Place(finding, empty)
            ?? (step is { } to && to != State.Lifecycle ? Send(new Device.Advance(to)) : null)
            ?? (row.Condition is { } condition && condition != State.Condition ? Send(new Device.AssessCondition(condition)) : null)
            ?? (row.Availability is { } availability && availability != State.Availability
                ? Send(new Device.SetAvailability(availability))
                : null)
            // Whatever list names it: it is there.
            ?? Send(new Device.ReportFound());
    }

    /// <summary>Whether the step asks for an invoice that is not there, and nothing says why.</summary>
    public static bool LacksInvoice(DeviceLifecycle step, DeviceDetails details) =>
        step is >= DeviceLifecycle.Inventoried and not DeviceLifecycle.LostOrStolen
        && details is { InvoiceNumber: null, Legacy: null };

    public List<FieldChange> Changes(RoomPlanning rooms)
    {
        List<FieldChange> changes = [];
        if (State.Details != before.Details)
            changes.AddRange(DeviceDetails.Fields.Changes(before.Details, State.Details));
        if (State.School != before.School)
            changes.Add(new FieldChange(RowField.School, "Schulnummer", before.School.Number, State.School.Number));
        if (State.Room != before.Room)
            changes.Add(new FieldChange(RowField.Room, "Raum", rooms.Shown(before.Room), rooms.Shown(State.Room)));
        Add(RowField.Lifecycle, before.Lifecycle, State.Lifecycle);
        Add(RowField.Condition, before.Condition, State.Condition);
        Add(RowField.Availability, before.Availability, State.Availability);
        if ((before.MissingSince ?? before.AbsentSince) is { } since && State.AbsentSince is null)
            changes.Add(new FieldChange(RowField.Missing, FieldKinds.German(GrainKind.Device, RowField.Missing),
                $"seit {FieldText.Shown(since)}", "wieder gefunden"));
        return changes;

        void Add(string field, Enum from, Enum to)
        {
            if (!from.Equals(to))
                changes.Add(new FieldChange(field, FieldKinds.German(GrainKind.Device, field), Labels.German(from), Labels.German(to)));
        }
    }

    /// <summary>What a refused row wanted of the lifecycle, for the person who decides it.</summary>
    public IReadOnlyList<FieldChange> Wanted(Refusal refusal, DeviceFinding finding) =>
        refusal.Code is RefusalCode.LifecycleBackward or RefusalCode.LifecycleForbidden && finding.Row.Lifecycle is { } wanted
            ? [new FieldChange(RowField.Lifecycle, FieldKinds.German(GrainKind.Device, RowField.Lifecycle),
                Labels.German(before.Lifecycle), Labels.German(wanted))]
            : [];

    private Refusal? Correct(DeviceFinding finding, EmptyCell empty, DeviceLifecycle? to)
    {
        var row = finding.Row;
        var given = row.Doubts.Count == 0 || TakesDoubts
            ? row.Details
            : PlannedCells.WithoutDoubts(row, DeviceDetails.Fields, before.Details, row.Details, finding.Issues);
        KeptDoubts = given != row.Details;
        given = WithoutKnownAddress(given);
        // A device that came without an invoice may only go on as one from before invoices were recorded.
        if (to is { } step && step > before.Lifecycle && LacksInvoice(step, before.Details) && LacksInvoice(step, given))
            given = given with { Legacy = true };
        var decision = Device.Decide(before, new Device.Correct(given, Cleared(row, empty)), context);
        if (decision.Events is [Device.Corrected corrected])
            Take(new Device.Correct(corrected.Changed, corrected.Cleared), decision.Events);
        return decision.Refusal;
    }

    /// <summary>Scans do not tell WLAN from cable; an address that the other field holds already is not written twice.</summary>
    private DeviceDetails WithoutKnownAddress(DeviceDetails given)
    {
        if (given.LanMac is { } lan && lan == before.Details.WlanMac && given.WlanMac is null)
            return given with { LanMac = null };
        return given.WlanMac is { } wlan && wlan == before.Details.LanMac && given.LanMac is null ? given with { WlanMac = null } : given;
    }

    /// <summary>A row that names its device by key says all of it: without a category it is refused, not kept.</summary>
    private static IReadOnlyList<string>? Cleared(DeviceRow row, EmptyCell empty) => row.Device is null
        ? PlannedCells.Cleared(row, DeviceDetails.Fields, empty)
        : [.. row.Emptied.Where(DeviceDetails.Fields.Knows)];

    private Refusal? Place(DeviceFinding finding, EmptyCell empty)
    {
        var school = finding.School ?? before.School;
        var room = finding.Room is { } found ? found.Key
            : school != before.School ? null
            : empty == EmptyCell.Clear && finding.Row.Emptied.Contains(RowField.Room) ? null
            : before.Room;
        return Send(new Device.Move(school, room));
    }

    private Refusal? Send(Device.Command command)
    {
        var decision = Device.Decide(State, command, context);
        if (decision.Refusal is null && decision.Events.Count > 0)
            Take(command, decision.Events);
        return decision.Refusal;
    }

    private void Take(Device.Command command, IReadOnlyList<Device.Event> events)
    {
        (_commands ??= []).Add(command);
        foreach (var happened in events)
            _after = Device.Evolve(State, happened);
    }
}
