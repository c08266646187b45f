using System.Net;
using System.Text.Json;
using Schools.Domain;
using Schools.Storage;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>Taking back an import, on the real program and PostgreSQL.</summary>
public sealed class UndoTests
{
    private const string Header = "Inventarnummer;Seriennummer;Gerätetyp;Hersteller;Modell;Schulnummer;Raum;Gebäude;Status;Bemerkung\n";

    /// <summary>Changes two known devices, one of them also its room and step; brings two new ones, one into a new room.</summary>
    private const string List = Header
        + "RKN-0003;T000003;Access Point;Aruba;AP-635;173800;1.02;A;In Betrieb;neu montiert\n"
        + "RKN-0004;T000004;Notebook;Lenovo;ThinkPad L15;173812;12;;Defekt;\n"
        + "NEU-1;N000001;Tablet;Apple;iPad;173800;9.99;C;;\n"
        + "NEU-2;N000002;Tablet;Apple;iPad;173800;1.01;A;;\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_field_goes_back_and_what_was_new_is_withdrawn()
    {
        await using var kreis = await UndoRegister.Start();
        var before = await kreis.States();
        var id = await kreis.Import(List);
        var after = await kreis.States();
        Assert.NotEqual(before, after);

        var undo = await kreis.Undo(id);

        Assert.Equal(before, await kreis.States());
        Assert.Equal(3, (await kreis.States(withdrawn: true)).Count);
        Assert.Equal((5, 5, 0), (Number(undo, "rowsToApply"), Number(undo, "written"), Number(undo, "badRows")));
        Assert.Equal(id, undo.GetProperty("undoes").GetInt64());
        var undone = JsonElement.Parse(await kreis.Web.Page($"/api/v1/imports/{id}"));
        Assert.Equal(undo.GetProperty("id").GetInt64(), undone.GetProperty("undoneBy").GetInt64());

        // The same file again takes in what was withdrawn, under the same keys.
        await kreis.Import(List);
        Assert.Equal(after, await kreis.States());
        Assert.Empty(await kreis.States(withdrawn: true));
    }

    [Fact]
    public async Task An_undo_is_taken_back_like_any_import()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List);
        var after = await kreis.States();
        var undo = (await kreis.Undo(id)).GetProperty("id").GetInt64();

        await kreis.Undo(undo);

        Assert.Equal(after, await kreis.States());
        var list = JsonElement.Parse(await kreis.Web.Page($"/api/v1/imports/{id}"));
        Assert.Equal(JsonValueKind.Null, list.GetProperty("undoneBy").ValueKind);
        // And once more, for the import stands again.
        var third = await kreis.Undo(id);
        Assert.Equal(5, Number(third, "written"));
        // Taken back and again in force, however often that is said of one another.
        var fourth = await kreis.Undo(Number(third, "id"));
        await kreis.Undo(Number(fourth, "id"));
        list = JsonElement.Parse(await kreis.Web.Page($"/api/v1/imports/{id}"));
        Assert.Equal(Number(third, "id"), Number(list, "undoneBy"));
    }

    [Theory]
    [InlineData(false, "AP-635", 1)]
    [InlineData(true, "AP-515", 0)]
    public async Task What_was_changed_since_is_left_alone_unless_chosen(bool chosen, string model, int badRows)
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List);
        await kreis.Correct("T000003", new DeviceDetails { Supplier = "Systemhaus" });

        var plan = await kreis.PlanUndo(id, chosen);
        var text = await kreis.Web.Page($"/api/v1/imports/{Number(plan, "id")}/text");
        Assert.Contains("Konflikt, seither geändert: 1", text, StringComparison.Ordinal);
        Assert.Contains("Seither: Petra Beispiel am", text, StringComparison.Ordinal);
        Assert.Contains("Seither Lieferant: – → Systemhaus", text, StringComparison.Ordinal);
        var undo = await kreis.Apply(Number(plan, "id"));

        Assert.Equal(badRows, Number(undo, "badRows"));
        var device = await kreis.Grains.Read<Device.State>(UndoRegister.Device("T000003"), Cancel);
        Assert.Equal((model, "Systemhaus"), (device!.State.Details.Model, device.State.Details.Supplier));
        Assert.Equal(chosen ? SmallKreis.Classroom.Value : "DE-NW-173800/A:1.02", device.State.Room!.Value.Value);
    }

    [Fact]
    public async Task What_lives_on_is_kept_with_its_room_and_the_reason()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List);
        await kreis.Correct("N000001", new DeviceDetails { Remark = "Displaybruch" });

        var undo = await kreis.Undo(id);

        var rows = await kreis.Rows(Number(undo, "id"));
        Assert.Contains("Kept Apple iPad · NEU-1", rows);
        Assert.Contains("Kept C · 9.99", rows);
        Assert.Contains("Withdrawn Apple iPad · NEU-2", rows);
        Assert.Equal(2, Number(undo, "badRows"));
        var said = undo.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()!).ToList();
        Assert.Contains(said, text =>
            text.StartsWith("Bleibt im Bestand, weil es seit dem Import weiterging: Petra", StringComparison.Ordinal));
        Assert.Contains("Bleibt, weil hier noch etwas erfasst ist: NEU-1.", said);
        // Nothing is left to be taken back, and that is said.
        var (status, answer) = await kreis.AskForUndo(id);
        Assert.Equal((HttpStatusCode.Conflict, "import-undone"), (status, answer.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_room_that_is_needed_again_meanwhile_is_not_withdrawn()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List);
        var plan = await kreis.PlanUndo(id);
        await kreis.Send("T000005", new Device.Move(SmallKreis.Hammfeld, RoomKey.For(SmallKreis.Hammfeld, "C", "9.99")));

        var undo = await kreis.Apply(Number(plan, "id"));

        Assert.Equal((4, 1), (Number(undo, "written"), Number(undo, "refused")));
        Assert.Contains(undo.GetProperty("errors").EnumerateArray(), error => error.GetProperty("code").GetString() == "still-used");
    }

    [Fact]
    public async Task A_school_list_goes_back_too()
    {
        await using var kreis = await UndoRegister.Start();
        var before = await kreis.States();
        const string Schools = "Schulnummer;Schulform;Schulbezeichnung_1;Kurzbezeichnung;PLZ;Ort;Strasse;Rechtsform;Traegernummer;"
            + "Gemeindeschluessel\n"
            + "173800;30;BBZ Hammfeld;Neuss, BBZ;41460;Neuss;Hammfelddamm 4;1;10418;05162024\n"
            + "199999;30;Neues Berufskolleg;Neuss, BK Neu;41460;Neuss;Neue Str. 1;1;10418;05162024\n";
        var id = await kreis.Import(Schools);
        var after = await kreis.States();

        await kreis.Undo(id);

        Assert.Equal(before, await kreis.States());
        Assert.DoesNotContain("Neues Berufskolleg", await kreis.Web.Page("/schulen"), StringComparison.Ordinal);
        Assert.Contains("Zurückgezogen", await kreis.Web.Page("/schulen/DE-NW-199999"), StringComparison.Ordinal);
        await kreis.Import(Schools);
        Assert.Equal(after, await kreis.States());
    }

    [Fact]
    public async Task A_school_is_kept_while_something_stands_in_it()
    {
        await using var kreis = await UndoRegister.Start();
        var schools = await kreis.Import(
            "Schulnummer;Schulform;Schulbezeichnung_1;Kurzbezeichnung;PLZ;Ort;Strasse;Rechtsform;Traegernummer;Gemeindeschluessel\n"
            + "199999;30;Neues Berufskolleg;Neuss, BK Neu;41460;Neuss;Neue Str. 1;1;10418;05162024\n");
        var devices = await kreis.Import(Header + "NEU-1;N000001;Tablet;Apple;iPad;199999;1;;;\n");

        var kept = await kreis.PlanUndo(schools);
        Assert.Equal(0, Number(kept, "rowsToApply"));
        Assert.Equal(["Kept 199999 Neuss, BK Neu"], await kreis.Rows(Number(kept, "id")));
        await kreis.Apply(Number(kept, "id"));
        await kreis.Undo(devices);

        Assert.Equal(1, Number(await kreis.Undo(schools), "written"));
    }

    [Fact]
    public async Task Part_of_an_import_goes_back_when_it_was_stopped_half_way()
    {
        await using var kreis = await UndoRegister.Start();
        var before = await kreis.States();
        var id = await kreis.Plan(List);
        await kreis.Progress.Begin(SmallKreis.Authority, id, "tests", Cancel);
        var rows = await kreis.Progress.Next(SmallKreis.Authority, id, 0, 2, Cancel);
        await Carry(kreis, id, rows);
        await kreis.Progress.Note(id, 0, rows[^1].N, 1, [], Cancel);
        await kreis.Progress.Cancel(SmallKreis.Authority, id, Cancel);
        Assert.NotEqual(before, await kreis.States());

        var undo = await kreis.Undo(id);

        Assert.Equal(before, await kreis.States());
        Assert.Equal(2, Number(undo, "written"));
    }

    [Fact]
    public async Task An_undo_that_was_killed_after_a_batch_goes_on_and_does_nothing_twice()
    {
        await using var kreis = await UndoRegister.Start();
        var before = await kreis.States();
        var id = await kreis.Import(List);
        var undo = Number(await kreis.PlanUndo(id), "id");
        await kreis.Progress.Begin(SmallKreis.Authority, undo, "tests", Cancel);
        // Written, and the program ended before it had noted it.
        await Carry(kreis, undo, await kreis.Progress.Next(SmallKreis.Authority, undo, 0, 3, Cancel));

        var ended = await kreis.Apply(undo);
        if (ended.GetProperty("status").GetString() != nameof(ImportStatus.Applied))
        {
            ended = await kreis.Ended(undo);
        }

        Assert.Equal(before, await kreis.States());
        Assert.Equal((5, 0), (Number(ended, "written"), Number(ended, "refused")));
        Assert.Equal(
            ["5 5"],
            await kreis.Texts($"select count(*) || ' ' || count(distinct (kind, key)) from journal where import = {undo}"));
    }

    [Fact]
    public async Task Two_who_take_back_the_same_import_get_the_same_undo()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List);

        var plans = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => kreis.PlanUndo(id)));

        Assert.Single(plans.Select(plan => Number(plan, "id")).Distinct());
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_refused_with_the_reason()
    {
        await using var kreis = await UndoRegister.Start();
        var planned = await kreis.Plan(List);
        Assert.Equal((HttpStatusCode.NotFound, "import-unknown"), await Refusal(999_999));
        Assert.Equal((HttpStatusCode.Conflict, "import-not-applied"), await Refusal(planned));
        await kreis.Apply(planned);
        var undo = await kreis.Undo(planned);
        Assert.Equal((HttpStatusCode.Conflict, "import-undone"), await Refusal(planned));
        var nothing = await kreis.Import(Header + "RKN-0003;T000003;Access Point;Aruba;AP-515;173800;;;;\n");
        Assert.Equal((HttpStatusCode.Conflict, "import-without-effect"), await Refusal(nothing));
        Assert.Equal(5, Number(undo, "written"));

        async Task<(HttpStatusCode, string?)> Refusal(long id)
        {
            var (status, answer) = await kreis.AskForUndo(id);
            return (status, answer.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Pages_show_the_undo_the_protocol_and_what_was_withdrawn()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List);
        await kreis.Correct("T000003", new DeviceDetails { Supplier = "Systemhaus" });
        Assert.Contains("Import zurücknehmen", await Page($"/importe/{id}"), StringComparison.Ordinal);
        var undo = Number(await kreis.PlanUndo(id), "id");
        var plan = await Page($"/ruecknahmen/{undo}");
        Assert.Contains("Aruba AP-635 · RKN-0003", await Page($"/ruecknahmen/{undo}?status=Conflict"), StringComparison.Ordinal);
        Assert.Contains("type=\"checkbox\" value=\"", plan, StringComparison.Ordinal);

        await kreis.Apply(undo);

        Assert.Contains("Zurückgenommen von", await Page($"/ruecknahmen/{undo}"), StringComparison.Ordinal);
        var list = await Page("/importe");
        Assert.Contains($"nimmt <a href=\"/importe/{id}\">Import {id}</a> zurück", list, StringComparison.Ordinal);
        Assert.Contains($"zurückgenommen durch <a href=\"/importe/{undo}\">Import {undo}</a>", list, StringComparison.Ordinal);
        var protocol = await Page($"/importe/{id}/protokoll");
        Assert.Contains("Zurückgenommen durch", protocol, StringComparison.Ordinal);
        Assert.Contains("Prüfsumme (SHA-256)", protocol, StringComparison.Ordinal);
        Assert.Contains("Nimmt zurück", await Page($"/importe/{undo}/protokoll"), StringComparison.Ordinal);
        var device = await Page($"/geraete/{UndoRegister.Device("N000002").Key}");
        Assert.Contains("gehört nicht zum Bestand", device, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/importe/{undo}\">Import {undo}</a>", device, StringComparison.Ordinal);
        Assert.Contains("\"total\":0", await Page("/api/v1/devices?q=NEU-2"), StringComparison.Ordinal);

        async Task<string> Page(string address) => WebUtility.HtmlDecode(await kreis.Web.Page(address));
    }

    /// <summary>Writes rows as the runner does, and notes nothing.</summary>
    private static async Task Carry(UndoRegister kreis, long id, IReadOnlyList<ImportRow> rows)
    {
        foreach (var row in rows)
        {
            var outcomes = await kreis.Grains.SendMany(
                [new(row.Grain!.Value, CommandJson.Read(row.Grain.Value.Kind, row.Commands!), row.PlannedOn)],
                new Why("tests", Origin.Import, Import: id),
                Cancel);
            Assert.Null(outcomes[0].Refusal);
        }
    }

    private static int Number(JsonElement import, string name) => import.GetProperty(name).GetInt32();
}
