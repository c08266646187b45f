using System.Text;
using Schools.Domain;

namespace Schools.Import.Tests;

/// <summary>Profiles that people save: read strictly, recognised by their header row, and what they say beyond columns.</summary>
public sealed class SavedProfileTests
{
    private const string Header = "Gerätenr.;Nummer am Gerät;Art;Wo;Zust.;Gekauft;Ausleiher\n";

    private const string Json = """
        {
          "name": "bbz-liste", "title": "Liste des BBZ", "extends": "device-list",
          "columns": {
            "inventoryNumber": ["Gerätenr."], "serial": ["Nummer am Gerät"], "category": ["Art"], "room": ["Wo"], "lifecycle": ["Zust."],
            "purchasedOn": ["Gekauft"]
          },
          "ignored": ["Ausleiher"],
          "words": { "lifecycle": { "InService": ["läuft"], "Retired": ["weg"] }, "category": { "Cart": ["Tablet"] } },
          "headers": ["Gerätenr.", "Nummer am Gerät", "Art", "Wo", "Zust.", "Gekauft", "Ausleiher"],
          "dateOrder": "month-first", "createRooms": false, "school": "DE-NW-172686", "onIntake": "apply"
        }
        """;

    private static readonly SchoolKey Bti = SchoolKey.Parse("DE-NW-172686");

    [Fact]
    public void Every_profile_of_this_program_passes_the_reader_of_saved_ones()
    {
        foreach (var name in ProfileJson.Names.Where(name => name != PersonalColumns.Name))
        {
            using var file = new StreamReader(typeof(ProfileJson).Assembly.GetManifestResourceStream(name)!);
            var profile = ProfileJson.Load(name, ProfileJson.Default.ImportProfile);
            Assert.Empty(ProfileShape.Faults(file.ReadToEnd(), builtIn: true).Select(fault => $"{name} {fault}"));
            Assert.Empty(ProfileReader.Meaning(profile.Target, profile.Columns, profile.Ignored, profile.Words,
                [.. profile.Required, .. profile.MatchBy], profile.MatchBy).Select(fault => $"{name} {fault}"));
        }
    }

    [Fact]
    public void What_is_saved_reads_as_it_was_written()
    {
        var read = ProfileReader.Read(Json, version: 3, Bti);

        Assert.Empty(read.Faults);
        Assert.Equal(
            new SavedUse(3, Bti, EmptyCell.Keep, SlashDates.MonthFirst, CreateRooms: false, Bti, OnIntake.Apply), read.Profile!.Saved);
        Assert.Equal(read.Document!.Json, ProfileReader.Read(read.Document.Json).Document!.Json);
        Assert.Equal(("Cart", "InService", "Retired", null), (Meaning("category", "Tablet"), Meaning("lifecycle", "LÄUFT"),
            Meaning("lifecycle", "weg"), Meaning("lifecycle", "irgendwas")));

        string? Meaning(string field, string word) => ProfileFields.Meaning(read.Profile!, field, word);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_its_place()
    {
        var faults = ProfileReader.Read("""
            {
              "name": "Zu Schön", "title": " ", "extends": "own-devices", "dateOrder": "gestern", "onIntake": "sofort", "school": "172686",
              "columns": { "seriennummer": ["SN"], "remark": ["Entleiher"], "serial": ["Nr."], "mdmId": ["NR"], "room": ["…"] },
              "ignored": ["Konfession"],
              "headers": ["Konfession"],
              "words": { "lifecycle": { "Weg": ["weg"], "Retired": ["alt"], "Wiped": ["alt"] }, "serial": { "A": ["b"] } },
              "matchBy": ["model"]
            }
            """).Faults;

        Assert.Equal(
            [
                "name", "title", "extends", "dateOrder", "onIntake", "school", "matchBy", "columns.seriennummer", "columns.remark[0]",
                "columns.mdmId[0]", "columns.room[0]", "words.lifecycle.Weg", "words.lifecycle.Wiped[0]", "words.serial.A", "headers[0]",
            ],
            faults.Select(fault => fault.Place));
        Assert.Contains("Kein Feld nimmt Personen auf", faults[8].Message, StringComparison.Ordinal);
        Assert.Contains("Retired (Ausgesondert)", faults[11].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n \"name\": \"a\",\n \"title\" }", "Zeile 3, Zeichen 10")]
    [InlineData("[]", "Anfang")]
    [InlineData("""{ "name": "a", "name": "b", "title": "c", "target": "Device" }""", "name")]
    [InlineData("""{ "name": "a", "title": "c", "target": "Room" }""", "target")]
    [InlineData("""{ "name": "a", "title": "c", "target": 1 }""", "target")]
    [InlineData("""{ "name": "a", "title": "c", "target": "Device", "columns": { "serial": "SN" } }""", "columns.serial")]
    [InlineData("""{ "name": "a", "title": "c", "target": "Device", "spalten": {} }""", "spalten")]
    [InlineData("""{ "name": "a", "title": "c", "target": "Device", "own": true }""", "own")]
    [InlineData("""{ "name": "a", "title": "c", "target": "Device", "headers": ["SN"] , "columns": { "serial": ["SN"] } }""", "columns")]
    [InlineData("""{ "name": "neu", "title": "c", "target": "Device" }""", "name")]
    [InlineData("""{ "name": "intune", "title": "c", "target": "Device" }""", "name")]
    [InlineData("""{ "title": "c", "target": "Device" }""", "name")]
    public void One_fault_is_told_where_it_stands(string json, string place) =>
        Assert.Equal(place, Assert.Single(ProfileReader.Read(json).Faults).Place);

    [Fact]
    public void The_next_file_with_these_columns_is_mapped_at_once_whatever_their_order()
    {
        var list = Encoding.UTF8.GetBytes(
            "Art;GERAETENR;Nummer am Gerät;Wo;Zust;gekauft;Ausleiher\nTablet;G-1;SN-1;101;läuft;04/12/2024;Ada\n");
        Assert.NotNull(ImportReading.Read(list, new ReadOptions()).Refusal);

        var reading = ImportReading.Read(list, new ReadOptions(Saved: [Saved(null)])).Required;

        Assert.Equal(("bbz-liste", 100, Bti), (reading.Profile.Name, reading.Confidence, reading.Options.School));
        var row = Assert.Single(reading.Devices);
        Assert.Equal((DeviceCategory.Cart, DeviceLifecycle.InService, new DateOnly(2024, 4, 12)),
            (row.Details.Category, row.Lifecycle, row.Details.PurchasedOn));
    }

    [Fact]
    public void The_schools_own_profile_comes_before_the_authoritys_and_a_named_one_before_both()
    {
        var list = Encoding.UTF8.GetBytes(Header + "G-1;SN-1;Tablet;101;läuft;;\n");
        ImportProfile[] saved = [Saved(null), Saved(Bti)];

        Assert.Null(Of(null, null)!.Saved!.Of);
        Assert.Equal(Bti, Of(Bti, null)!.Saved!.Of);
        Assert.Null(Of(SchoolKey.Parse("DE-NW-173800"), null)!.Saved!.Of);
        Assert.Equal("unknown-columns", ImportReading.Read(list, new ReadOptions(Saved: [saved[1]])).Refusal!.Code.Code);
        Assert.Equal(Bti, ImportReading.Read(list, new ReadOptions(Profile: "bbz-liste", Saved: [saved[1]])).Required.Profile.Saved!.Of);
        Assert.Equal("missing-columns", ImportReading.Read(list, new ReadOptions(Profile: "device-list", Saved: saved)).Refusal!.Code.Code);
        Assert.Equal("profile-of-several-schools", ImportReading.Read(list, new ReadOptions(
            Profile: "bbz-liste", Saved: [saved[1], Saved(SchoolKey.Parse("DE-NW-173800"))])).Refusal!.Code.Code);

        ImportProfile? Of(SchoolKey? school, string? named) =>
            ImportReading.Read(list, new ReadOptions(Profile: named, School: school, Saved: saved)).Value?.Profile;
    }

    [Fact]
    public void Rooms_that_the_register_lacks_are_refused_where_the_profile_makes_none()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));

        var plan = register.Plan(
            Encoding.UTF8.GetBytes(Header + "G-1;SN-1;Notebook;101;läuft;;\nG-2;SN-2;Notebook;;läuft;;\n"),
            new ReadOptions(Saved: [Saved(null)]));

        Assert.Equal((1, 1, 0), (plan.Head.Counts.Error, plan.Head.Counts.New, plan.Head.NewRooms));
        Assert.Equal("unknown-room", plan.Rows[0].Issues[^1].Code.Code);
        Assert.Equal("bbz-liste v2", plan.Head.ProfileName);
        Assert.Equal(plan.Head.Saved, PlanJson.Head(PlanJson.Head(plan.Head)).Saved);
    }

    [Fact]
    public void Samples_are_kept_of_columns_that_cannot_name_anybody()
    {
        const string List = "Seriennummer;Gerätetyp;Status;Benutzer;Ausleiher;Regal;Wer;Prüfstatus;Ablage;Übergabe;Lager;Bemerkung\n"
            + "SN-1;iPad;kaputt;Ada;Ada 7;R1;Lovelace;geprüft;Müller, Anna 7b;05.03.2012;Keller;bei Ada\n"
            + "SN-2;Tablet;neu?;Ada;Ada 7;R2;Hopper;offen;K-3;06.03.2012;Dach;\n";
        var head = PlannedRegister.RheinKreisNeuss().Plan(Encoding.UTF8.GetBytes(List)).Head;

        Assert.Equal(
            [
                "Seriennummer: SN-1, SN-2", "Gerätetyp: iPad, Tablet [iPad, Tablet]", "Status: kaputt, neu? [kaputt, neu?]",
                "Regal: R1, R2", "Prüfstatus: geprüft, offen [geprüft, offen]",
            ],
            head.Samples!.Select(sample => $"{head.Columns[sample.Column - 1].Header}: {string.Join(", ", sample.Values)}"
                + (sample.Words is null ? "" : $" [{string.Join(", ", sample.Words)}]")));
    }

    private static ImportProfile Saved(SchoolKey? of) => ProfileReader.Read(Json, version: 2, of).Profile!;
}
