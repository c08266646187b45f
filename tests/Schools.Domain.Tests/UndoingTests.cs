using System.Globalization;

namespace Schools.Domain.Tests;

/// <summary>
/// History → what taking back an import means. A turn is written <c>who:what</c>; who is the number of an import or <c>p</c> for a person.
/// </summary>
public sealed class UndoingTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Device.Event> Events = new()
    {
        ["register"] = new Device.Registered(
            Sample.Key, Sample.School, Sample.Room, Sample.Details, DeviceLifecycle.InService, DeviceCondition.Ok,
            DeviceAvailability.Available),
        ["model"] = new Device.Corrected(new DeviceDetails { Model = "iPad 10" }),
        ["other-model"] = new Device.Corrected(new DeviceDetails { Model = "iPad 11" }),
        ["no-model"] = new Device.Corrected(new DeviceDetails(), ["model"]),
        ["remark"] = new Device.Corrected(new DeviceDetails { Remark = "Displaybruch" }),
        ["no-invoice"] = new Device.Corrected(new DeviceDetails(), ["invoiceNumber"]),
        ["defective"] = new Device.Advanced(DeviceLifecycle.Defective, null),
        ["move"] = new Device.Moved(Sample.OtherSchool, null),
        ["withdraw"] = new Device.Withdrawn("Irrtum"),
    };

    [Theory]
    [InlineData("p:register                              | not written by it |")]
    [InlineData("7:register                              | Withdrawn         |")]
    [InlineData("7:register p:remark                     | Kept              |")]
    [InlineData("7:register p:remark,withdraw            | Unchanged         |")]
    [InlineData("7:register 8:model                      | Kept              |")]
    [InlineData("7:register 8:model 9:no-model           | Withdrawn         |")]
    [InlineData("7:register p:model p:no-model           | Kept              |")]
    [InlineData("7:register 8:withdraw                   | Unchanged         |")]
    [InlineData("7:register 8:withdraw 9:register        | Withdrawn         |")]
    [InlineData("p:register 7:model                      | Restored          | Modell: iPad 10 → –")]
    [InlineData("p:register 7:model,defective,move       | Restored          | Standort, Lebenszyklus, Modell")]
    [InlineData("p:register 7:no-invoice                 | Restored          | Rechnungsnummer: – → R-2024-17")]
    [InlineData("p:register 7:model 7:defective          | Restored          | Lebenszyklus, Modell")]
    [InlineData("p:register 7:model p:remark             | Conflict          | Modell: iPad 10 → –")]
    [InlineData("p:register 7:model p:other-model        | Conflict          | Modell: iPad 11 → –")]
    [InlineData("p:register 7:model,defective p:no-model | Conflict          | Lebenszyklus: Defekt → In Betrieb")]
    [InlineData("p:register 7:model p:no-model           | Unchanged         |")]
    [InlineData("p:register 7:model 8:remark             | Conflict          | Modell: iPad 10 → –")]
    [InlineData("p:register 7:model p:withdraw           | Kept              |")]
    [InlineData("p:register 7:withdraw                   | Restored          |")]
    [InlineData("p:register 7:withdraw p:register        | Unchanged         |")]
    [InlineData("p:register 7:withdraw p:register,model  | Kept              |")]
    [InlineData("p:register,withdraw 7:register          | Withdrawn         |")]
    public void Undoing_decides(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);

        var undo = Undoing.Devices.Of(History(cells[0]), 7);

        Assert.Equal(cells[1], undo?.Status.ToString() ?? "not written by it");
        var back = undo?.Back.Select(c => $"{c.German}: {c.From ?? "–"} → {c.To ?? "–"}").ToList() ?? [];
        Assert.Equal(cells[2], back.Count == 1 ? back[0] : string.Join(", ", undo?.Back.Select(c => c.German) ?? []));
    }

    [Theory]
    [InlineData("p:register 7:model,defective,move")]
    [InlineData("p:register p:model 7:other-model,no-invoice 7:move")]
    [InlineData("p:register p:remark 7:withdraw")]
    public void Carried_out_it_is_the_state_before(string history)
    {
        var turns = History(history);
        var before = turns.Where(turn => turn.Import is null).SelectMany(turn => turn.Events).Aggregate((Device.State?)null, Device.Evolve);

        var undo = Undoing.Devices.Of(turns, 7)!;
        var decision = Device.Decide(undo.Now, (Device.Command)Assert.Single(Undoing.Commands(undo, "Probe")), Sample.Context());

        Assert.Equal(before, decision.Events.Aggregate((Device.State?)undo.Now, Device.Evolve));
        Assert.Equal(turns.Count, undo.Version);
    }

    [Fact]
    public void A_chosen_conflict_keeps_what_was_changed_later()
    {
        var undo = Undoing.Devices.Of(History("p:register 7:model,no-invoice p:remark"), 7)!;

        Assert.Equal(Sample.Details with { Remark = "Displaybruch" }, undo.Target!.Details);
        Assert.Equal("Bemerkung", Assert.Single(undo.Since).German);
        Assert.Equal("p", Assert.Single(undo.Later).Actor);
    }

    [Fact]
    public void A_school_gets_back_what_the_list_emptied()
    {
        var known = new School.Details { Name = "Berufskolleg", Pupils = 1_360 };
        RecordedTurn<School.Event>[] turns =
        [
            new(1, Start, "p", null, [new School.Registered(Sample.School, known)]),
            new(2, Start, "7", 7, [new School.Described(new School.Details { Name = "BTI", Town = "Neuss" }, ["pupils"])]),
        ];

        var undo = Undoing.Schools.Of(turns, 7)!;
        var decided = Undoing.Commands(undo, "Probe").Cast<School.Command>()
            .SelectMany(command => School.Decide(undo.Now, command, Sample.Context()).Events);

        Assert.Equal(known, decided.Aggregate((School.State?)undo.Now, School.Evolve)!.Details);
    }

    private static List<RecordedTurn<Device.Event>> History(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((turn, i) =>
        {
            var colon = turn.IndexOf(':', StringComparison.Ordinal);
            var (who, what) = (turn[..colon], turn[(colon + 1)..]);
            return new RecordedTurn<Device.Event>(
                i + 1,
                Start.AddHours(i),
                who,
                long.TryParse(who, CultureInfo.InvariantCulture, out var import) ? import : null,
                [.. what.Split(',').Select(name => Events[name])]);
        }),
    ];
}
