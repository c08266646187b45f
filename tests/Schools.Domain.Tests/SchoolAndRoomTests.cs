namespace Schools.Domain.Tests;

public sealed class SchoolAndRoomTests
{
    private static readonly School.Describe Describe = new(Sample.School, new School.Details { Name = "Berufskolleg", Pupils = 1_360 });
    private static readonly Room.Describe Open = new(Sample.Room, new Room.Details { Number = "R 1.33", Type = RoomType.Classroom });

    private static readonly Dictionary<string, School.Command> SchoolCommands = new()
    {
        ["describe"] = Describe,
        ["describe without name"] = Describe with { Given = new School.Details { Pupils = 3 } },
        ["describe with a million pupils"] = Describe with { Given = Describe.Given with { Pupils = 1_000_000 } },
        ["describe with -1 teachers"] = Describe with { Given = Describe.Given with { Teachers = -1 } },
        ["rename"] = Describe with { Given = new School.Details { Name = "BTI" } },
        ["rename tomorrow"] = Describe with { Given = new School.Details { Name = "BTI" }, On = Sample.Context().Today.AddDays(1) },
        ["rename long ago"] = Describe with { Given = new School.Details { Name = "BTI" }, On = new DateOnly(1999, 12, 31) },
        ["forget pupils"] = Describe with { Given = new School.Details(), Cleared = ["pupils"] },
        ["add building"] = new School.AddBuilding("B"),
        ["add building again"] = new School.AddBuilding(" b "),
        ["add building without name"] = new School.AddBuilding(" "),
        ["withdraw"] = new School.Withdraw("Import 7 zurückgenommen"),
    };

    private static readonly Dictionary<string, Room.Command> RoomCommands = new()
    {
        ["describe"] = Open,
        ["describe without number"] = Open with { Given = new Room.Details { Name = "Aula" } },
        ["describe with 501 ports"] = Open with { Given = Open.Given with { Ports = 501 } },
        ["clear number"] = Open with { Given = new Room.Details(), Cleared = ["number"] },
        ["rename"] = Open with { Given = new Room.Details { Number = "R 1.34" } },
        ["close"] = new Room.Close("Umbau"),
        ["withdraw"] = new Room.Withdraw("Import 7 zurückgenommen"),
    };

    [Theory]
    [InlineData("none   | describe                       | Registered")]
    [InlineData("none   | describe without name          | name-missing")]
    [InlineData("none   | describe with a million pupils | count-implausible")]
    [InlineData("none   | add building                   | school-unknown")]
    [InlineData("school | describe                       | nothing")]
    [InlineData("school | describe with -1 teachers      | count-implausible")]
    [InlineData("school | rename                         | Described")]
    [InlineData("school | rename tomorrow                | fact-in-future")]
    [InlineData("school | rename long ago                | date-implausible")]
    [InlineData("school | forget pupils                  | Described")]
    [InlineData("school | add building                   | BuildingAdded")]
    [InlineData("school | add building without name      | name-missing")]
    [InlineData("none   | withdraw                       | school-unknown")]
    [InlineData("school | withdraw                       | Withdrawn")]
    [InlineData("gone   | withdraw                       | nothing")]
    [InlineData("gone   | describe                       | Registered")]
    [InlineData("gone   | forget pupils                  | name-missing")]
    [InlineData("gone   | add building                   | school-withdrawn")]
    public void School_decides(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        var school = School.Evolve(null, new School.Registered(Sample.School, Describe.Given));
        var state = cells[0] switch { "none" => null, "school" => school, _ => School.Evolve(school, new School.Withdrawn("Irrtum")) };

        var decision = School.Decide(state, SchoolCommands[cells[1]], Sample.Context());

        Assert.Equal(cells[2], decision.Refusal?.Wire ?? (decision.Events.Count == 0 ? "nothing" : decision.Events[0].GetType().Name));
    }

    [Theory]
    [InlineData("none   | describe                | Opened")]
    [InlineData("none   | describe without number | number-missing")]
    [InlineData("none   | describe with 501 ports | count-implausible")]
    [InlineData("none   | close                   | room-unknown")]
    [InlineData("open   | describe                | nothing")]
    [InlineData("open   | clear number            | number-missing")]
    [InlineData("open   | rename                  | Described")]
    [InlineData("open   | close                   | Closed")]
    [InlineData("closed | close                   | nothing")]
    [InlineData("closed | describe                | Reopened")]
    [InlineData("none   | withdraw                | room-unknown")]
    [InlineData("open   | withdraw                | Withdrawn")]
    [InlineData("closed | withdraw                | Withdrawn")]
    [InlineData("gone   | withdraw                | nothing")]
    [InlineData("gone   | describe                | Opened")]
    [InlineData("gone   | describe without number | number-missing")]
    [InlineData("gone   | close                   | room-withdrawn")]
    public void Room_decides(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        var open = Room.Evolve(null, new Room.Opened(Sample.Room, Open.Given));
        var state = cells[0] switch
        {
            "none" => null,
            "open" => open,
            "gone" => Room.Evolve(open, new Room.Withdrawn("Irrtum")),
            _ => Room.Evolve(open, new Room.Closed(null)),
        };

        var decision = Room.Decide(state, RoomCommands[cells[1]], Sample.Context());

        Assert.Equal(cells[2], decision.Refusal?.Wire ?? (decision.Events.Count == 0 ? "nothing" : decision.Events[0].GetType().Name));
    }

    [Fact]
    public void The_same_building_written_otherwise_is_the_same_building()
    {
        var school = School.Evolve(
            School.Evolve(null, new School.Registered(Sample.School, Describe.Given)),
            new School.BuildingAdded(new("B", null)));
        Assert.Empty(School.Decide(school, SchoolCommands["add building again"], Sample.Context()).Events);
    }

    [Fact]
    public void A_renamed_room_keeps_its_key_and_is_found_by_its_new_number()
    {
        var room = Room.Evolve(null, new Room.Opened(Sample.Room, Open.Given));
        var renamed = Room.Evolve(room, new Room.Described(new Room.Details { Number = "r 1.34" }));
        Assert.Equal((room.Key, "R1.34"), (renamed.Key, renamed.NormalNumber));
    }

    [Fact]
    public void An_authority_needs_a_name_and_is_founded_once()
    {
        var found = new Authority.Describe(new Authority.Details("Rhein-Kreis Neuss", "NW", "10418", "05162"));
        Assert.Equal(
            RefusalCode.NameMissing,
            Authority.Decide(null, new Authority.Describe(new Authority.Details()), Sample.Context()).Refusal!.Code);
        var founded = Authority.Decide(null, found, Sample.Context()).Events.Aggregate((Authority.State?)null, Authority.Evolve);
        Assert.Equal("10418", founded!.Details.ProviderNumber);
        Assert.Empty(Authority.Decide(founded, found, Sample.Context()).Events);
    }
}
