using System.Text;
using Schools.Domain;

namespace Schools.Import.Tests;

/// <summary>What this program writes it reads again: unchanged says nothing, an edited cell is one change of one field.</summary>
public sealed class OwnFormatTests
{
    private const string School = "172686", OtherSchool = "190767";

    [Fact]
    public void Headers_are_the_German_names_of_the_fields_and_the_key_is_first()
    {
        Assert.Equal(
            "Geräteschlüssel;Schulnummer;Schule;Gebäude;Raum;Lebenszyklus;Zustand;Verfügbarkeit;Gerätetyp;Inventarnummer;Seriennummer;"
            + "Bezeichnung;Hersteller;Modell;Modellnummer;Betriebssystem;WLAN-MAC;LAN-MAC;MDM-Kennung;Anschaffungsdatum;Garantie bis;"
            + "Preis;Lieferant;Bestellnummer;Rechnungsnummer;Anlagennummer;Kostenstelle;Eigentum;Altbestand;Bemerkung;Stand",
            string.Join(';', OwnFormat.DeviceHeaders));
        Assert.Equal(
            "Schulschlüssel;Schulbezeichnung 1;Schulbezeichnung 2;Schulbezeichnung 3;Kurzbezeichnung;Schulform;Rechtsform;Schulbetrieb;"
            + "Schulbetrieb seit;Trägernummer;Gemeindeschlüssel;Straße;PLZ;Ort;Telefon;Fax;E-Mail;Homepage;Bezugssystem;UTM Rechtswert;"
            + "UTM Hochwert;Schülerzahl;Lehrkräfte;Internetanbindung (Mbit/s);Räume;Geräte",
            string.Join(';', OwnFormat.SchoolHeaders));
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Xlsx)]
    public void An_unchanged_list_changes_nothing_and_nothing_is_said_of_it(TableFormat format)
    {
        var register = Register();
        List<ExportedDevice>[] lists = [Exported(register), SampleDevices.Hostile(), SampleDevices.Filled()];
        foreach (var devices in lists)
        {
            register.Put(devices);
            var plan = register.Plan(File(devices, format));
            Assert.Equal(("own-devices", 100), (plan.Head.Profile, plan.Head.Confidence));
            Assert.Empty(plan.Head.Warnings);
            Assert.Empty(plan.Rows.SelectMany(row => row.Issues.Select(issue => $"{row.Line} {issue.Message}")));
            Assert.Empty(plan.Rows.SelectMany(row => row.Changes.Select(change => $"{row.Line} {change}")));
            Assert.Equal((devices.Count, devices.Count), (plan.Head.Counts.Rows, plan.Head.Counts.Unchanged));
        }
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Xlsx)]
    public void Every_text_comes_back_as_it_was_from_a_row_that_names_no_device(TableFormat format)
    {
        var texts = SampleDevices.HostileTexts.Where(text => !CellText.IsEmpty(text) && CellText.FormulaFault(text) is null).ToList();
        var rows = texts.ConvertAll(text => (IReadOnlyList<object?>)["", "SN-1", text]);
        var reading = ImportReading.Read(Bytes(format, ["Geräteschlüssel", "Seriennummer", "Bemerkung"], rows), new ReadOptions()).Required;
        Assert.Equal(texts.Select(text => text.Trim()), reading.Devices.Select(row => row.Details.Remark));
    }

    [Fact]
    public void No_cell_of_a_text_is_a_formula()
    {
        var text = Encoding.UTF8.GetString(File(SampleDevices.Hostile(), TableFormat.Csv));
        Assert.StartsWith("\uFEFFGeräteschlüssel;", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            text.Split([';', '\n', '"']), cell => cell is ['=' or '+' or '@', ..] or ['-', not (' ' or >= '0' and <= '9'), ..]);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void One_edited_cell_is_one_change_of_that_field(string column, string to, string changes)
    {
        var register = Register();
        var list = Edited(Exported(register), 0, column, to);
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            var plan = register.Plan(Bytes(format, OwnFormat.DeviceHeaders, list));
            var changed = Assert.Single(plan.Rows, row => row.Status != PlanStatus.Unchanged);
            Assert.Equal(PlanStatus.Changed, changed.Status);
            Assert.Equal(changes, string.Join("; ", changed.Changes.Select(change => $"{change.German}: {change.From} → {change.To}")));
            Assert.Empty(changed.Issues);
            Assert.Equal("Geräteschlüssel", changed.MatchedBy);
        }
        register.Apply(register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, list)));
        var again = register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, list));
        Assert.Equal(again.Head.Counts.Rows, again.Head.Counts.Unchanged);
    }

    public static TheoryData<string, string, string> Edits => new()
    {
        { "Modell", "iPad 10", "Modell: iPad 9 → iPad 10" },
        { "Seriennummer", "0099", "Seriennummer: 0012 → 0099" },
        { "Inventarnummer", "RKN-9", "Inventarnummer: 00123 → RKN-9" },
        { "Preis", "1.299,00", "Preis: 449,50 € → 1.299,00 €" },
        { "Anschaffungsdatum", "02.08.2023", "Anschaffungsdatum: 01.08.2023 → 02.08.2023" },
        { "Gerätetyp", "Laptop", "Gerätetyp: Tablet → Notebook" },
        { "Lebenszyklus", "Defekt", "Status: In Betrieb → Defekt" },
        { "Zustand", "Defekt", "Zustand: OK → Defekt" },
        { "Verfügbarkeit", "gesperrt", "Verfügbarkeit: verfügbar → gesperrt" },
        { "Raum", "2.02", "Raum: 1.01, A → 2.02, A" },
        { "Raum", "", "Raum: 1.01, A → –" },
        { "Schulnummer", OtherSchool, "Schulnummer: 172686 → 190767; Raum: 1.01, A → 1.01, A" },
        { "Bemerkung", "", "Bemerkung: =1+1 → " },
        { "Bezeichnung", "", "Bezeichnung: Wagen 3 → " },
        { "Preis", "", "Preis: 449,50 € → " },
    };

    [Theory]
    [InlineData("Gerätetyp", "", PlanStatus.Error, "category-missing")]
    [InlineData("Lebenszyklus", "", PlanStatus.Error, "missing-value")]
    [InlineData("Schulnummer", "", PlanStatus.Error, "missing-value")]
    [InlineData("Schulnummer", "999999", PlanStatus.Error, "unknown-school")]
    [InlineData("Lebenszyklus", "Geliefert", PlanStatus.Conflict, "lifecycle-backward")]
    [InlineData("Geräteschlüssel", "d-aaaaaaaaaaaaaaaaaaaa", PlanStatus.Error, "unknown-device")]
    [InlineData("Geräteschlüssel", "d-1", PlanStatus.Error, "invalid-identifier")]
    [InlineData("Seriennummer", "SN-2", PlanStatus.Conflict, "two-devices")]
    [InlineData("Altbestand", "Nein", PlanStatus.Error, "invoice-missing")]
    [InlineData("Zustand", "hm", PlanStatus.Error, "unknown-word")]
    public void What_cannot_be_is_refused(string column, string to, PlanStatus status, string code)
    {
        var register = Register();
        // The second device keeps its line only where its number does not stand twice.
        var list = Edited(Exported(register), 0, column, to).Take(to == "SN-2" ? 1 : 2).ToList();
        var row = register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, list)).Rows[0];
        Assert.Equal((status, code), (row.Status, Assert.Single(row.Issues).Code.Code));
    }

    [Fact]
    public void A_line_copied_with_its_key_is_an_error_that_names_the_first()
    {
        var register = Register();
        var list = Lines(Exported(register));
        var plan = register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, [list[0], list[0]]));
        Assert.Equal((1, 1), (plan.Head.Counts.Unchanged, plan.Head.Counts.Error));
        Assert.Contains(plan.Rows[1].Issues, issue => issue.Column == "Geräteschlüssel" && issue.Message.Contains("Zeile 2"));
    }

    [Fact]
    public void Deleted_lines_and_columns_say_nothing_and_a_line_without_key_is_a_new_device()
    {
        var register = Register();
        var line = Exported(register)[0];
        object?[] known = [line.State.Key.Value, "RKN-77", null, null, null];
        object?[] added = [null, "RKN-78", "SN-78", "Tablet", School];
        var plan = register.Plan(Bytes(
            TableFormat.Xlsx, ["Geräteschlüssel", "Inventarnummer", "Seriennummer", "Gerätetyp", "Schulnummer"],
            [[known[0], known[1], "0012", "Tablet", School], added]));
        Assert.Equal((1, 1, 2), (plan.Head.Counts.Changed, plan.Head.Counts.New, plan.Head.Counts.Rows));
        Assert.Equal("inventoryNumber", Assert.Single(plan.Rows[0].Changes).Field);
    }

    [Fact]
    public void A_line_older_than_the_register_overwrites_nothing()
    {
        var register = Register();
        var old = Exported(register);
        register.Apply(register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, Edited(old, 0, "Bemerkung", "neu"))));

        var stale = register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, Edited(old, 0, "Modell", "iPad 10"))).Rows[0];
        Assert.Equal((PlanStatus.Conflict, "changed-since-export"), (stale.Status, Assert.Single(stale.Issues).Code.Code));
        Assert.Equal(["model", "remark"], stale.Changes.Select(change => change.Field));

        var lines = Edited(old, 0, "Modell", "iPad 10");
        var meant = lines[0].ToArray();
        meant[^1] = null;
        Assert.Equal(PlanStatus.Changed, register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, [meant])).Rows[0].Status);
    }

    [Theory]
    [InlineData("1.02", "01. Feb")]
    [InlineData("1.02", "01.02.2026")]
    [InlineData("001", "1")]
    public void A_device_stays_in_its_room_whatever_a_spreadsheet_made_of_the_number(string number, string cell)
    {
        var register = Register();
        register.Apply(register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, Edited(Exported(register), 0, "Raum", number))));

        var plan = register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, Edited(Exported(register), 0, "Raum", cell)));

        Assert.Empty(plan.NewRooms);
        Assert.Equal((PlanStatus.Unchanged, "kept-stored"), (plan.Rows[0].Status, Assert.Single(plan.Rows[0].Issues).Code.Code));
        Assert.Equal("Raum", plan.Rows[0].Issues[0].Column);
    }

    [Fact]
    public void Who_chooses_a_damaged_value_empties_the_emptied_cells_too()
    {
        var register = Register();
        var line = Edited(Exported(register), 0, "Preis", "5.555")[0].ToArray();
        line[OwnFormat.DeviceHeaders.ToList().IndexOf("Raum")] = "";

        var plan = register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, [line]));
        register.Apply(plan, PlanChoice.Doubt);

        Assert.Equal(PlanChoice.Doubt, plan.Rows[0].Choice);
        var device = register.Devices.Single(device => device.Details.Serial!.Value.Value == "0012");
        Assert.Equal((5_555m, (RoomKey?)null), (device.Details.Price!.Value.Amount, device.Room));
    }

    [Theory]
    [InlineData("00123", "123")]
    [InlineData("356938035643809", "3,56938E+14")]
    [InlineData("12-3", "12. Mrz")]
    public void What_a_spreadsheet_made_of_a_text_is_no_edit(string written, string cell)
    {
        var register = Register();
        var device = Exported(register)[0] with { Version = 1 };
        device = device with { State = device.State with { Details = device.State.Details with { OrderNumber = written } } };
        register.Put([device]);
        var row = register.Plan(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, Edited([device], 0, "Bestellnummer", cell))).Rows[0];
        Assert.Equal((PlanStatus.Unchanged, "kept-stored"), (row.Status, Assert.Single(row.Issues).Code.Code));
    }

    [Fact]
    public void Every_word_is_read_as_the_value_it_was_written_for()
    {
        var register = Register();
        var first = Exported(register)[0];
        var devices = Enum.GetValues<DeviceCategory>().Select(c => (first.State.Details with { Category = c }, first.State))
            .Concat(Enum.GetValues<DeviceOwnership>().Select(o => (first.State.Details with { Ownership = o }, first.State)))
            .Concat(Enum.GetValues<DeviceLifecycle>().Select(l => (first.State.Details, first.State with { Lifecycle = l })))
            .Concat(Enum.GetValues<DeviceCondition>().Select(c => (first.State.Details, first.State with { Condition = c })))
            .Concat(Enum.GetValues<DeviceAvailability>().Select(a => (first.State.Details, first.State with { Availability = a })))
            .Select((device, n) =>
                first with { State = device.Item2 with { Details = device.Item1, Key = SampleDevices.Key(n) } }).ToList();
        // Without keys, so that every word is read and none is taken for unchanged.
        var lines = Lines(devices).ConvertAll(line => (IReadOnlyList<object?>)[null, .. line.Skip(1)]);
        var reading = ImportReading.Read(Bytes(TableFormat.Csv, OwnFormat.DeviceHeaders, lines), new ReadOptions()).Required;
        Assert.Equal(
            devices.Select(d => (d.State.Details.Category, d.State.Details.Ownership, (DeviceLifecycle?)d.State.Lifecycle,
                (DeviceCondition?)d.State.Condition, (DeviceAvailability?)d.State.Availability)),
            reading.Devices.Select(d => (d.Details.Category, d.Details.Ownership, d.Lifecycle, d.Condition, d.Availability)));
    }

    [Fact]
    public void A_list_of_schools_comes_back_with_exactly_the_edits()
    {
        var register = Register();
        var schools = register.Schools.Select(state => new ExportedSchool(state, 1, 2)).ToList();
        var lines = schools.ConvertAll(OwnFormat.Cells);
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            var same = register.Plan(Bytes(format, OwnFormat.SchoolHeaders, lines));
            Assert.Equal(("own-schools", schools.Count), (same.Head.Profile, same.Head.Counts.Unchanged));
            Assert.Empty(same.Head.Warnings);
            Assert.Empty(same.Rows.SelectMany(row => row.Issues));
            var edited = lines.ConvertAll(line => line.ToArray());
            (edited[0][5], edited[0][12]) = ("Gymnasium", "");
            Assert.Equal(
                "Schulform: 30 → 20; PLZ: 41460 → ",
                string.Join("; ", Assert.Single(
                    register.Plan(Bytes(format, OwnFormat.SchoolHeaders, edited)).Rows, row => row.Status == PlanStatus.Changed)
                    .Changes.Select(change => $"{change.German}: {change.From} → {change.To}")));
        }
    }

    private static PlannedRegister Register()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan(Encoding.UTF8.GetBytes(
            $"Schulnummer;Schulbezeichnung_1;Schulform;PLZ;Telefon\n{School};BTI;30;41460;+49 2131 1\n"
            + $"{OtherSchool};Schule am Nordpark;08;;\n")));
        register.Apply(register.Plan(Encoding.UTF8.GetBytes(
            "Seriennummer;Inventarnummer;Gerätetyp;Bezeichnung;Modell;Preis;Anschaffungsdatum;Schulnummer;Raum;Gebäude;Altbestand;Status;"
            + "Zustand;Verfügbarkeit;Bemerkung\n"
            + $"0012;00123;Tablet;Wagen 3;iPad 9;449,50;01.08.2023;{School};1.01;A;Ja;In Betrieb;OK;verfügbar;'=1+1\n"
            + $"SN-2;RKN-2;Switch;;2930F;;;{School};;;Ja;Inventarisiert;Unklar;unklar;\n")));
        return register;
    }

    private static List<ExportedDevice> Exported(PlannedRegister register) =>
        [.. register.Devices.OrderBy(device => device.Details.Serial!.Value.Value, StringComparer.Ordinal).Select(register.Exported)];

    private static List<IReadOnlyList<object?>> Lines(IEnumerable<ExportedDevice> devices) => [.. devices.Select(OwnFormat.Cells)];

    private static List<IReadOnlyList<object?>> Edited(IEnumerable<ExportedDevice> devices, int line, string column, string to)
    {
        var lines = Lines(devices);
        var cells = lines[line].ToArray();
        cells[OwnFormat.DeviceHeaders.ToList().IndexOf(column)] = to;
        lines[line] = cells;
        return lines;
    }

    private static byte[] File(IEnumerable<ExportedDevice> devices, TableFormat format) =>
        Bytes(format, OwnFormat.DeviceHeaders, Lines(devices));

    private static byte[] Bytes(TableFormat format, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var bytes = new MemoryStream();
        using var file = TableFile.Begin(format, "Geräte", headers, PlannedRegister.Today);
        foreach (var row in rows)
            file.Row(row);
        file.End();
        file.Send(bytes, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return bytes.ToArray();
    }
}
