using System.Text.Json;

namespace Schools.Domain.Tests;

/// <summary>State × command → outcome. The last column is the events by name, "nothing", or the code of the refusal.</summary>
public sealed class DeviceTests
{
    private static readonly Dictionary<string, Device.State?> States = new()
    {
        ["none"] = null,
        ["in service"] = Sample.Device(),
        ["without room"] = Sample.Device() with { Room = null },
        ["planned"] = Sample.Device(lifecycle: DeviceLifecycle.Planned) with
        {
            Details = new DeviceDetails { Category = DeviceCategory.Tablet },
        },
        ["delivered"] = Sample.Device(lifecycle: DeviceLifecycle.Delivered),
        ["absent"] = Sample.Device() with { AbsentSince = new DateOnly(2026, 3, 1) },
        ["missing"] = Sample.Device() with { AbsentSince = new DateOnly(2026, 3, 1), MissingSince = new DateOnly(2026, 4, 1) },
        ["lost"] = Sample.Device(lifecycle: DeviceLifecycle.LostOrStolen),
        ["retired"] = Sample.Device(lifecycle: DeviceLifecycle.Retired),
        ["withdrawn"] = Sample.Device() with { WithdrawnFor = "Import 7 zurückgenommen" },
    };

    private static readonly Dictionary<string, Device.Command> Commands = new()
    {
        ["register"] = Sample.Register(),
        ["register elsewhere"] = Sample.Register() with { School = Sample.OtherSchool, Room = null },
        ["register without category"] = Sample.Register() with { Details = Sample.Details with { Category = null } },
        ["register without serial"] = Sample.Register() with { Details = Sample.Details with { Serial = null } },
        ["register without number"] = Sample.Register() with { Details = Sample.Details with { InventoryNumber = null } },
        ["register without invoice"] = Sample.Register() with { Details = Sample.Details with { InvoiceNumber = null } },
        ["register legacy"] = Sample.Register() with { Details = Sample.Details with { InvoiceNumber = null, Legacy = true } },
        ["register in a foreign room"] = Sample.Register() with { School = Sample.OtherSchool },
        ["register as MDM switch"] = Sample.Register() with
        {
            Lifecycle = DeviceLifecycle.MdmEnrolled,
            Details = Sample.Details with { Category = DeviceCategory.Switch },
        },
        ["register for 1 billion"] = Sample.Register() with { Details = Sample.Details with { Price = new Euro(1_000_000_000m) } },
        ["register for -1"] = Sample.Register() with { Details = Sample.Details with { Price = new Euro(-1m) } },
        ["register bought 1970"] = Sample.Register() with { Details = Sample.Details with { PurchasedOn = new DateOnly(1970, 1, 1) } },
        ["register with a novel"] = Sample.Register() with
        {
            Details = Sample.Details with { Remark = new string('x', DeviceDetails.LongestText + 1) },
        },
        ["restore the same"] = Sample.Restore(),
        ["restore as delivered"] = Sample.Restore() with { Lifecycle = DeviceLifecycle.Delivered },
        ["restore as retired"] = Sample.Restore() with
        {
            Lifecycle = DeviceLifecycle.Retired,
            Details = Sample.Details with { Name = "A" },
        },
        ["restore in a foreign room"] = Sample.Restore() with { School = Sample.OtherSchool },
        ["restore without category"] = Sample.Restore() with { Details = Sample.Details with { Category = null } },
        ["withdraw"] = new Device.Withdraw("Import 7 zurückgenommen"),
        ["same remark"] = new Device.Correct(new DeviceDetails()),
        ["remark"] = new Device.Correct(new DeviceDetails { Remark = "Displaybruch" }),
        ["clear nothing"] = new Device.Correct(new DeviceDetails(), ["remark"]),
        ["clear serial"] = new Device.Correct(new DeviceDetails(), ["serial"]),
        ["clear category"] = new Device.Correct(new DeviceDetails(), ["category"]),
        ["move to the same room"] = new Device.Move(Sample.School, Sample.Room),
        ["move to the school"] = new Device.Move(Sample.School, null),
        ["move to a foreign room"] = new Device.Move(Sample.OtherSchool, Sample.Room),
        ["hand out"] = new Device.Advance(DeviceLifecycle.HandedOut, "Grund"),
        ["inventorise"] = new Device.Advance(DeviceLifecycle.Inventoried, "Grund"),
        ["lose"] = new Device.Advance(DeviceLifecycle.LostOrStolen),
        ["assess the same"] = new Device.AssessCondition(DeviceCondition.Ok),
        ["assess damaged"] = new Device.AssessCondition(DeviceCondition.DamagedUsable),
        ["available already"] = new Device.SetAvailability(DeviceAvailability.Available),
        ["block"] = new Device.SetAvailability(DeviceAvailability.Blocked),
        ["report absent"] = new Device.ReportAbsent(),
        ["report missing"] = new Device.ReportMissing(),
        ["report found"] = new Device.ReportFound(),
    };

    [Theory]
    [InlineData("none         | register                   | Registered")]
    [InlineData("none         | register elsewhere         | Registered")]
    [InlineData("none         | register without category  | category-missing")]
    [InlineData("none         | register without serial    | serial-number-missing")]
    [InlineData("none         | register without number    | inventory-number-missing")]
    [InlineData("none         | register without invoice   | invoice-missing")]
    [InlineData("none         | register legacy            | Registered")]
    [InlineData("none         | register in a foreign room | room-of-other-school")]
    [InlineData("none         | register as MDM switch     | mdm-not-applicable")]
    [InlineData("none         | register for 1 billion     | amount-implausible")]
    [InlineData("none         | register for -1            | amount-implausible")]
    [InlineData("none         | register bought 1970       | date-implausible")]
    [InlineData("none         | register with a novel      | text-too-long")]
    [InlineData("none         | remark                     | device-unknown")]
    [InlineData("none         | block                      | device-unknown")]
    [InlineData("in service   | register                   | nothing")]
    [InlineData("in service   | register elsewhere         | already-registered")]
    [InlineData("in service   | same remark                | nothing")]
    [InlineData("in service   | remark                     | Corrected")]
    [InlineData("in service   | clear nothing              | nothing")]
    [InlineData("in service   | clear serial               | serial-number-missing")]
    [InlineData("in service   | clear category             | category-missing")]
    [InlineData("planned      | clear serial               | nothing")]
    [InlineData("in service   | move to the same room      | nothing")]
    [InlineData("in service   | move to the school         | Moved")]
    [InlineData("in service   | move to a foreign room     | room-of-other-school")]
    [InlineData("in service   | assess the same            | nothing")]
    [InlineData("in service   | assess damaged             | ConditionAssessed")]
    [InlineData("in service   | available already          | nothing")]
    [InlineData("in service   | block                      | AvailabilitySet")]
    [InlineData("in service   | lose                       | Advanced AvailabilitySet")]
    [InlineData("without room | hand out                   | placement-missing")]
    [InlineData("in service   | hand out                   | Advanced AvailabilitySet")]
    [InlineData("planned      | inventorise                | inventory-number-missing")]
    [InlineData("delivered    | inventorise                | Advanced")]
    [InlineData("retired      | remark                     | device-retired")]
    [InlineData("retired      | move to the school         | device-retired")]
    [InlineData("retired      | move to the same room      | nothing")]
    [InlineData("retired      | assess damaged             | device-retired")]
    [InlineData("retired      | block                      | device-retired")]
    [InlineData("retired      | lose                       | device-retired")]
    [InlineData("retired      | restore as retired         | device-retired")]
    [InlineData("retired      | restore as delivered       | Restored")]
    [InlineData("retired      | withdraw                   | Withdrawn")]
    [InlineData("none         | restore the same           | device-unknown")]
    [InlineData("none         | withdraw                   | device-unknown")]
    [InlineData("in service   | restore the same           | nothing")]
    [InlineData("in service   | restore as delivered       | Restored")]
    [InlineData("in service   | restore as retired         | Restored")]
    [InlineData("in service   | restore in a foreign room  | room-of-other-school")]
    [InlineData("in service   | restore without category   | category-missing")]
    [InlineData("in service   | withdraw                   | Withdrawn")]
    [InlineData("withdrawn    | withdraw                   | nothing")]
    [InlineData("withdrawn    | register                   | Registered")]
    [InlineData("withdrawn    | register elsewhere         | Registered")]
    [InlineData("withdrawn    | register without category  | category-missing")]
    [InlineData("withdrawn    | restore the same           | Restored")]
    [InlineData("withdrawn    | remark                     | device-withdrawn")]
    [InlineData("withdrawn    | move to the same room      | device-withdrawn")]
    [InlineData("withdrawn    | lose                       | device-withdrawn")]
    [InlineData("none         | report missing             | device-unknown")]
    [InlineData("in service   | report absent              | ReportedAbsent")]
    [InlineData("in service   | report missing             | ReportedMissing")]
    [InlineData("in service   | report found               | nothing")]
    [InlineData("absent       | report absent              | nothing")]
    [InlineData("absent       | report missing             | ReportedMissing")]
    [InlineData("absent       | report found               | ReportedFound")]
    [InlineData("missing      | report missing             | nothing")]
    [InlineData("missing      | report found               | ReportedFound")]
    [InlineData("lost         | report missing             | nothing")]
    [InlineData("retired      | report absent              | device-retired")]
    [InlineData("retired      | report missing             | device-retired")]
    public void Device_decides(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);

        var decision = Device.Decide(States[cells[0]], Commands[cells[1]], Sample.Context());

        var outcome = decision.Refusal?.Wire
            ?? (decision.Events.Count == 0 ? "nothing" : string.Join(' ', decision.Events.Select(e => e.GetType().Name)));
        Assert.Equal(cells[2], outcome);
    }

    [Fact]
    public void Every_accepted_command_decides_nothing_the_second_time()
    {
        foreach (var (state, command) in States.Values.SelectMany(_ => Commands.Values, (state, command) => (state, command)))
        {
            var first = Device.Decide(state, command, Sample.Context());
            if (first.Refusal is null)
            {
                var after = first.Events.Aggregate(state, Device.Evolve);
                var second = Device.Decide(after, command, Sample.Context());
                Assert.True(second.Refusal is null && second.Events.Count == 0, $"{command} {second.Refusal}");
            }
        }
    }

    [Fact]
    public void Missing_counts_from_the_day_of_the_fact_and_ends_when_found_or_lost_for_good()
    {
        var absent = After(Sample.Device(), new Device.ReportAbsent { On = new DateOnly(2026, 3, 1) });
        var missing = After(absent, new Device.ReportMissing { On = new DateOnly(2026, 4, 1) });
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1)), (missing.AbsentSince!.Value, missing.MissingSince!.Value));

        Assert.Equal(Sample.Device(), After(missing, new Device.ReportFound()));
        Assert.Null(After(missing, new Device.Advance(DeviceLifecycle.LostOrStolen)).MissingSince);

        static Device.State After(Device.State state, Device.Command command) =>
            Device.Decide(state, command, Sample.Context()).Events.Aggregate(state, Device.Evolve);
    }

    [Fact]
    public void A_correction_keeps_what_it_does_not_name_and_records_only_what_differs()
    {
        var state = Sample.Device();
        var decision = Device.Decide(
            state, new Device.Correct(new DeviceDetails { Serial = state.Details.Serial, Model = "iPad 9" }), Sample.Context());

        var corrected = Assert.IsType<Device.Corrected>(Assert.Single(decision.Events));
        Assert.Equal(new DeviceDetails { Model = "iPad 9" }, corrected.Changed);
        Assert.Equal(state.Details with { Model = "iPad 9" }, Device.Evolve(state, corrected).Details);
    }

    [Fact]
    public void States_events_and_commands_survive_their_JSON()
    {
        var state = Sample.Device() with
        {
            Details = Sample.Details with
            {
                Price = new Euro(1_299.00m),
                PurchasedOn = new DateOnly(2024, 2, 29),
                WlanMac = MacAddress.Parse("c41b.3534.966e"),
                Legacy = true,
            },
        };
        Assert.Equal(
            state,
            JsonSerializer.Deserialize(JsonSerializer.Serialize(state, DomainJson.Default.DeviceState), DomainJson.Default.DeviceState));
        foreach (var command in Commands.Values)
        {
            var json = JsonSerializer.Serialize(command, DomainJson.Default.DeviceCommand);
            Assert.Equal(
                json,
                JsonSerializer.Serialize(
                    JsonSerializer.Deserialize(json, DomainJson.Default.DeviceCommand), DomainJson.Default.DeviceCommand));
        }
        Assert.Equal(
            """{"type":"advanced","to":"InService","reason":"Grund"}""",
            JsonSerializer.Serialize(new Device.Advanced(DeviceLifecycle.InService, "Grund"), DomainJson.Default.DeviceEvent));
    }
}
