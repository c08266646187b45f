using System.Text;
using Schools.Domain;

namespace Schools.Import.Tests;

public sealed class ReadingTests
{
    private const string Row = "Seriennummer;Inventarnummer;Gerätetyp;Schulnummer\nSN-1;RKN-1;Tablet;172686\n";

    [Theory]
    [InlineData("liste.pdf", null, "wrong-extension")]
    [InlineData("liste.csv", "jamf", "unknown-profile")]
    [InlineData("liste.csv", "nrw-school-list", "missing-columns")]
    [InlineData("liste.csv", "device-list", null)]
    public void Name_and_profile_are_checked(string file, string? profile, string? code) =>
        Assert.Equal(code, ImportReading.Read(Encoding.UTF8.GetBytes(Row), new ReadOptions(file, profile)).Refusal?.Code.Code);

    [Theory]
    [InlineData("imports/dlcdb/devices.incompleterowheader.csv", "missing-columns")]
    [InlineData("imports/duckdb/shift_jis.csv", "unreadable-encoding")]
    public void Files_that_cannot_be_planned_are_refused(string path, string code) =>
        Assert.Equal(code, ImportReading.Read(SharedBytes.Read(path), new ReadOptions()).Refusal?.Code.Code);

    /// <summary>Such a sign is two characters: normalised or cut one by one they are no text any more.</summary>
    [Theory]
    [InlineData("Bemerkung;Seriennummer;Gerätetyp\n👍;SN-1;Tablet\n")]
    [InlineData("Seriennummer;👍;Gerätetyp\nSN-1;x;Tablet\n")]
    [InlineData("Seriennummer;Gerätetyp\nSN-1;00000000000000000000000000000000000000000000000000000000000👍👍\n")]
    [InlineData("Seriennummer;Gerätetyp;Bezeichnung\nSN-1;Tablet;ä0000000000000000000000000000000000000000000000000000000000👍👍\n")]
    public void An_emoji_is_a_sign_like_any_other(string list)
    {
        var plan = PlannedRegister.RheinKreisNeuss().Plan(Encoding.UTF8.GetBytes(list), new ReadOptions(Profile: "device-list"));
        using var text = new StringWriter();
        PlanText.Write(plan, text);

        Assert.Single(plan.Rows);
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetByteCount(text.ToString());
    }

    /// <summary>A search that begins anew at each of the spaces does not end in time, and was an error of the program.</summary>
    [Fact]
    public void A_cell_of_very_many_spaces_is_read()
    {
        var list = $"Seriennummer;Gerätetyp;Notiz (1)\nSN-1;Tablet;a{new string(' ', 100_000)}b\n";

        var plan = PlannedRegister.RheinKreisNeuss().Plan(Encoding.UTF8.GetBytes(list));

        Assert.Equal("remark", plan.Head.Columns[2].Field);
        Assert.Equal("cell-too-long", plan.Rows[0].Issues[0].Code.Code);
    }

    [Fact]
    public void A_school_is_taken_from_the_options_where_the_file_names_none()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));
        var list = Encoding.UTF8.GetBytes("Seriennummer;Inventarnummer;Gerätetyp\nSN-1;RKN-1;Tablet\n");

        Assert.Equal("missing-school", Assert.Single(register.Plan(list).Rows[0].Issues).Code.Code);
        register.Apply(register.Plan(list, new ReadOptions(School: SchoolKey.Parse("DE-NW-172686"))));
        Assert.Equal("DE-NW-172686", Assert.Single(register.Devices).School.Value);
        Assert.Equal(PlanStatus.Unchanged, register.Plan(list).Rows[0].Status);
    }

    [Fact]
    public void A_header_without_rows_is_refused()
    {
        var header = ImportReading.Read("Seriennummer;Gerätetyp;Schulnummer\n"u8.ToArray(), new ReadOptions()).Required;

        Assert.Equal(PlanIssues.NoRows, PlannedRegister.RheinKreisNeuss().Outcome(header, null).Refusal?.Code);
    }

    [Fact]
    public void A_stray_byte_in_UTF8_costs_its_row_and_names_the_encoding()
    {
        var list = Encoding.UTF8.GetBytes("Seriennummer;Gerätetyp;Schulnummer;Bemerkung\nSN-1;Tablet;172686;schön\nSN-2;Tablet;172686;sch");
        byte[] stray = [.. list, 0xF6, (byte)'n', (byte)'\n'];

        var plan = PlannedRegister.RheinKreisNeuss().Plan(stray);

        Assert.Equal(TextEncoding.Utf8, plan.Head.Dialect.Encoding);
        Assert.Contains("Windows-1252", Assert.Single(plan.Head.Warnings, warning => warning.Code == PlanIssues.StrayBytes).Message,
            StringComparison.Ordinal);
        Assert.Equal([false, true], plan.Rows.Select(row => row.Issues.Any(issue => issue.Code == ImportIssues.DamagedText)));
    }

    [Fact]
    public void A_column_whose_umlaut_is_damaged_is_told_with_the_encoding()
    {
        byte[] header = [.. "Seriennummer;Ger"u8, 0xE4, .. "tetyp;Schulnummer;Länge;Größe\nSN-1;Tablet;172686;;\n"u8];

        var refusal = ImportReading.Read(header, new ReadOptions(Profile: "device-list")).Refusal;

        Assert.Equal("missing-columns", refusal?.Code.Code);
        Assert.Contains("es fehlt aber die Spalte Gerätetyp", refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("Kodierung", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_value_replaces_a_stored_one_only_when_chosen()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));
        register.Apply(register.Plan(Encoding.UTF8.GetBytes(Row.Replace("Gerätetyp", "Gerätetyp;Preis", StringComparison.Ordinal)
            .Replace("Tablet", "Tablet;380,00", StringComparison.Ordinal))));
        var damaged = Encoding.UTF8.GetBytes(Row.Replace("Gerätetyp", "Gerätetyp;Preis", StringComparison.Ordinal)
            .Replace("Tablet", "Tablet;5.555", StringComparison.Ordinal));

        var plan = register.Plan(damaged);

        var row = Assert.Single(plan.Rows);
        Assert.Equal((PlanStatus.Unchanged, PlanChoice.Doubt), (row.Status, row.Choice));
        register.Apply(plan, PlanChoice.Doubt);
        Assert.Equal(5_555m, Assert.Single(register.Devices).Details.Price!.Value.Amount);
    }

    [Fact]
    public void What_the_step_of_an_MDM_lacks_is_said_once_where_a_value_is_doubted()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));
        register.Apply(register.Plan(Encoding.UTF8.GetBytes("Seriennummer;Gerätetyp;Preis;Schulnummer\nSN-1;Tablet;380,00;172686\n")));

        var plan = register.Plan("SerialNumber;ActivationLockBypassCode;DeviceUDID;IsManaged;Preis\nSN-1;;u-1;true;5.555\n"u8.ToArray());

        var row = Assert.Single(plan.Rows);
        Assert.Equal(PlanChoice.Doubt, row.Choice);
        Assert.Single(row.Issues, issue => issue.Code == PlanIssues.MdmStepOpen);
    }

    [Fact]
    public void A_device_of_another_school_moves_only_when_chosen()
    {
        var register = GoldenPlanTests.Register();
        var list = Encoding.UTF8.GetBytes(
            "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Raum;Gebäude\nRKN-5;SN-0005;Switch;172686;1.01;Gebäude A\n");

        var plan = register.Plan(list);
        register.Apply(plan);
        Assert.Equal("153394", Switch().School.Number);
        register.Apply(plan, PlanChoice.Move);

        Assert.Equal(("172686", true), (Switch().School.Number, Switch().Room is not null));
        Assert.Equal(PlanStatus.Unchanged, Assert.Single(register.Plan(list).Rows).Status);

        Device.State Switch() => register.Devices.Single(device => device.Details.Serial?.Value == "SN-0005");
    }

    [Fact]
    public void Own_schools_are_those_of_the_providers_number()
    {
        var options = new PlanOptions(PlannedRegister.Today, OwnSchoolsOnly: true);
        var list = Encoding.UTF8.GetBytes("Schulnummer;Schulbezeichnung_1;Traegernummer;Schuelerzahl\n"
            + "172686;BTI;10418;1000\n100083;Felix-Manz-Schule;10006;viele\n153394;Mosaik-Schule;1,04E+04;200\n"
            + "153801;Schule am Nordpark;10418.0;200\n");
        var reading = ImportReading.Read(list, new ReadOptions()).Required;
        var unnumbered = RegisterSnapshot.Empty(AuthorityKey.Parse("rkn"), new Authority.Details("Rhein-Kreis Neuss", "NW"));

        Assert.Equal(ImportIssues.NoProviderNumber, ImportPlanner.Plan(reading, unnumbered, options).Refusal?.Code);
        Assert.Equal(
            ["New ", "Skipped ", "Error scientific-notation", "Error damaged-key"],
            PlannedRegister.RheinKreisNeuss().Plan(reading, options).Rows
                .Select(row => $"{row.Status} {string.Join(' ', row.Issues.Select(issue => issue.Code.Code))}"));
    }

    [Fact]
    public void Empty_cells_clear_only_when_asked()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));
        const string Head = "Seriennummer;Inventarnummer;Gerätetyp;Schulnummer;Raum;Bemerkung\n";
        register.Apply(register.Plan(Encoding.UTF8.GetBytes(Head + "SN-1;RKN-1;Tablet;172686;B 1;Stift fehlt\n")));
        var emptied = Encoding.UTF8.GetBytes(Head + "SN-1;RKN-1;Tablet;172686;;\n");

        Assert.Equal(PlanStatus.Unchanged, register.Plan(emptied).Rows[0].Status);
        var plan = register.Plan(emptied, options: new PlanOptions(PlannedRegister.Today, EmptyCell: EmptyCell.Clear));
        Assert.Equal(["remark", "room"], plan.Rows[0].Changes.Select(change => change.Field));
        register.Apply(plan);
        Assert.Null(Assert.Single(register.Devices).Room);
    }

    [Fact]
    public void A_key_of_another_device_is_not_taken_twice()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));
        // Only of what needs no serial number an import replaces it.
        var row = Row.Replace("Tablet", "Zubehör", StringComparison.Ordinal);
        register.Apply(register.Plan(Encoding.UTF8.GetBytes(row)));
        register.Apply(register.Plan(Encoding.UTF8.GetBytes(row.Replace("SN-1", "SN-2", StringComparison.Ordinal))));
        register.Apply(register.Plan(Encoding.UTF8.GetBytes(row.Replace("RKN-1", "RKN-2", StringComparison.Ordinal))));

        Assert.Equal(["SN-1", "SN-2"], register.Devices.Select(device => device.Details.Serial!.Value.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Profiles_name_fields_and_values_that_exist()
    {
        foreach (var profile in ImportProfile.All)
        {
            Assert.Same(profile, ImportProfile.Find(profile.Name));
            Assert.All(profile.Columns.Keys, field => Assert.NotEmpty(FieldKinds.German(profile.Target, field)));
            Assert.All(profile.Columns.Keys, field => FieldKinds.Reader(profile, field, new ReadOptions(), []));
            Assert.All(profile.Required.SelectMany(field => field.Split('|')).Concat(profile.MatchBy).Concat(profile.Words.Keys),
                field => Assert.Contains(field, profile.Columns.Keys));
        }
    }

    [Fact]
    public void Mutated_lists_never_throw()
    {
        const int Seed = 20_261_123, Rounds = 2_000;
        var random = new Random(Seed);
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));
        var list = Encoding.UTF8.GetBytes("Seriennummer;Inventarnummer;Gerätetyp;Schulnummer;Raum;Gebäude;Preis;Kaufdatum;Status;WLAN-MAC\n"
            + string.Concat(Enumerable.Range(1, 6).Select(n =>
                $"SN-{n};RKN-{n};Tablet;172686;R {n};B;1.{n}00,00;0{n}.01.2024;In Betrieb;\n")));
        var bytes = ";\"\n\r,\t0E+/-=.\u00E4"u8.ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var mutated = (byte[])list.Clone();
            for (var change = random.Next(1, 12); change > 0; change--)
                mutated[random.Next(mutated.Length)] = random.Next(4) == 0 ? (byte)random.Next(256) : bytes[random.Next(bytes.Length)];
            var reading = ImportReading.Read(mutated, new ReadOptions());
            if (reading.Value is not { } read)
                continue;
            var plan = register.Plan(read);
            Assert.Equal(read.RowCount, plan.Rows.Count);
            _ = CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan));
        }
    }
}
