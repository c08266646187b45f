using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>Files that come in by themselves: by a folder that is watched, and over HTTP.</summary>
public sealed class IntakeTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60), Look = TimeSpan.FromMilliseconds(30);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schools-intake-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_in_the_folder_becomes_a_plan_that_waits_and_moves_beside_its_reason()
    {
        await using var web = await Start();
        Put("liste.csv", List("F-1"));
        Put("bild.csv", "nur Text");
        Put(".versteckt.csv", List("F-2"));
        Put("halb.csv.part", List("F-3"));

        var entries = await Settled(web, 2);

        Assert.Equal([("bild.csv", "Refused"), ("liste.csv", "Planned")], entries.Select(Named).Order());
        Assert.Equal("Proposed", Import(entries, "liste.csv"));
        await Until(() => Names("erledigt").Length == 2 && Names("abgewiesen").Length == 2);
        Assert.Equal([".versteckt.csv", "halb.csv.part"], folder.EnumerateFiles().Select(file => file.Name).Order());
        var note = await File.ReadAllTextAsync(
            folder.GetFiles("abgewiesen/*.txt").Single().FullName, Cancel);
        Assert.Contains("Nicht angenommen:", note, StringComparison.Ordinal);
        Assert.Contains("1 nicht", await web.Page("/importe"), StringComparison.Ordinal);
        Assert.Contains("bild.csv", await web.Page("/importe/eingang"), StringComparison.Ordinal);

        // A later delivery of the name that is taken settles the failure.
        Put("bild.csv", List("F-4"));
        await Settled(web, 3);
        Assert.DoesNotContain("nicht\n", await web.Page("/importe"), StringComparison.Ordinal);
        Assert.Contains("liste.csv", await web.Page("/importe/eingang"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_may_say_that_a_clean_file_is_applied_at_once()
    {
        await using var web = await Start();
        await Save(web, """
            {"name":"nachts","title":"Nachts","extends":"device-list","onIntake":"apply","school":"DE-NW-173800",
             "columns":{"serial":["Nr"]}}
            """);
        var sub = Directory.CreateDirectory(Path.Combine(folder.FullName, "nachts"));
        await File.WriteAllTextAsync(Path.Combine(sub.FullName, "gut.csv"), "Nr;Gerätetyp;Inventarnummer\nI-1;Tablet;I-1\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(sub.FullName, "schlecht.csv"), "Nr;Gerätetyp;Inventarnummer\nI-2;Kaffee;I-2\n", Cancel);

        await Settled(web, 2);

        await Until(async () => Import(await Entries(web), "gut.csv") == "Applied");
        Assert.Equal("Proposed", Import(await Entries(web), "schlecht.csv"));
        Assert.Single(JsonElement.Parse(await web.Page("/api/v1/devices?q=I-1")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("update intake set status = 'Arrived', settled_at = null")]
    public async Task A_file_whose_plan_was_stored_before_the_program_ended_is_only_moved(string killed)
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        var file = Put("liste.csv", List("K-1"));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        var written = File.GetLastWriteTimeUtc(file);
        await using (var first = WebRegister.On(database, Settings))
        {
            await Settled(first, 1);
        }
        if (killed.Length > 0)
        {
            await using var command = database.Owner.CreateCommand(killed);
            await command.ExecuteNonQueryAsync(Cancel);
        }
        // The file lies there again as it was, as if it had never been moved.
        foreach (var moved in folder.EnumerateDirectories())
        {
            moved.Delete(recursive: true);
        }
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        File.SetLastWriteTimeUtc(file, written);

        await using var second = WebRegister.On(database, Settings);
        await Until(() => !File.Exists(file) && Names("erledigt").Length == 2);

        Assert.Equal("Planned", Assert.Single(await Settled(second, 1)).GetProperty("status").GetString());
        Assert.Single(JsonElement.Parse(await second.Page("/api/v1/imports")).EnumerateArray());
    }

    [Fact]
    public async Task A_link_is_never_followed()
    {
        await using var web = await Start();
        var secret = Path.Combine(Directory.CreateTempSubdirectory("schools-outside-").FullName, "geheim.csv");
        await File.WriteAllTextAsync(secret, List("L-1"), Cancel);
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "link.csv"), secret);
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "device-list"), Path.GetDirectoryName(secret)!);

        var entry = Assert.Single(await Settled(web, 1));

        Assert.Contains("Verknüpfung", entry.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(JsonElement.Parse(await web.Page("/api/v1/imports")).EnumerateArray());
        Assert.True(File.Exists(secret));
        Directory.Delete(Path.GetDirectoryName(secret)!, recursive: true);
    }

    [Fact]
    public async Task Programs_send_files_and_the_same_one_twice_makes_one_plan()
    {
        await using var web = await WebRegister.Start();
        const string Address = "/api/v1/intake?file=a.csv&profile=device-list&modified=2026-11-22T10:00:00Z";
        var first = await Send(web, Address, List("R-1"), HttpStatusCode.Created);
        var second = await Send(web, Address, List("R-1"), HttpStatusCode.Created);
        Assert.Equal(first.GetProperty("id").GetInt64(), second.GetProperty("id").GetInt64());
        Assert.Single(JsonElement.Parse(await web.Page("/api/v1/imports")).EnumerateArray());

        var unknown = await Send(web, "/api/v1/intake?file=a.csv&profile=gibt-es-nicht", List("R-1"), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Das Profil „gibt-es-nicht“", unknown.GetProperty("message").GetString(), StringComparison.Ordinal);
        foreach (var name in (string[])["..%2Fa.csv", "..", "", "a%5Cb.csv", "a%0Ab.csv"])
        {
            await Send(web, $"/api/v1/intake?file={name}", List("R-1"), HttpStatusCode.UnprocessableEntity);
        }
        await Send(web, "/api/v1/intake?file=a.csv&modified=gestern", List("R-1"), HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_plan_that_was_outdated_before_it_could_be_applied_waits_as_the_one_in_its_place()
    {
        await using var kreis = await UndoRegister.Start();
        const string List = "Inventarnummer;Seriennummer;Gerätetyp;Modell;Schulnummer\nRKN-0003;T000003;Access Point;AP-515;173800\n";
        const string Address = "/api/v1/intake?file=a.csv&profile=nachts&modified=2026-11-22T10:00:00Z";
        await Save(kreis.Web, """{"name":"nachts","title":"Nachts","extends":"device-list","onIntake":"apply","columns":{}}""");
        await kreis.Correct("T000003", new DeviceDetails { Model = "AP-505" });
        await kreis.Approval("required");
        var planned = (await Send(kreis.Web, Address, List, HttpStatusCode.Created)).GetProperty("imports")[0];
        var id = planned.GetProperty("id").GetInt64();
        // As if the program had ended between planning and applying, and somebody had changed the device meanwhile.
        await kreis.Approval("none");
        await kreis.Texts($"update import set status = 'Planned' where id = {id} returning ''");
        await kreis.Texts("update intake set status = 'Arrived', settled_at = null returning ''");
        await kreis.Correct("T000003", new DeviceDetails { Model = "AP-535" });

        var waits = (await Send(kreis.Web, Address, List, HttpStatusCode.Created)).GetProperty("imports")[0];

        Assert.NotEqual(id, waits.GetProperty("id").GetInt64());
        Assert.Equal("Proposed", waits.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Two_programs_on_one_folder_take_each_file_once()
    {
        const int Count = 8;
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        await using var first = WebRegister.On(database, Settings);
        await using var second = WebRegister.On(database, Settings);
        Assert.All(await Task.WhenAll(first.Page("/importe/eingang"), second.Page("/importe/eingang")), Assert.NotEmpty);
        for (var n = 0; n < Count; n++)
        {
            Put($"liste-{n}.csv", List($"Z-{n}"));
        }

        var entries = await Settled(first, Count);
        await Until(() => Names("erledigt").Length == 2 * Count);

        Assert.Equal(Count, entries.Count);
        Assert.All(entries, entry => Assert.Equal(1, entry.GetProperty("imports").GetArrayLength()));
        Assert.Equal(Count, JsonElement.Parse(await second.Page("/api/v1/imports")).GetArrayLength());
        Assert.Empty(Names("abgewiesen"));
    }

    private Dictionary<string, string> Settings => new()
    {
        ["Intake:Folder"] = folder.FullName,
        ["Intake:Seconds"] = 0.1.ToString(CultureInfo.InvariantCulture),
    };

    private Task<WebRegister> Start() => WebRegister.Start(settings: Settings);

    private string Put(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string[] Names(string sub) =>
        Directory.Exists(Path.Combine(folder.FullName, sub)) ? Directory.GetFiles(Path.Combine(folder.FullName, sub)) : [];

    private static string List(string number) =>
        $"Inventarnummer;Seriennummer;Gerätetyp;Schulnummer\n{number};{number};Tablet;{SmallKreis.Hammfeld.Number}\n";

    private static async Task<JsonElement> Send(WebRegister web, string address, string list, HttpStatusCode expected)
    {
        using var answer = await web.Client.PostAsync(
            new Uri(address, UriKind.Relative), new ByteArrayContent(Encoding.UTF8.GetBytes(list)), Cancel);
        Assert.Equal(expected, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task Save(WebRegister web, string json)
    {
        using var saved = await web.Client.PostAsync(
            new Uri("/api/v1/profiles", UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"), Cancel);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<List<JsonElement>> Entries(WebRegister web) =>
        [.. JsonElement.Parse(await web.Page("/api/v1/intake")).EnumerateArray()];

    /// <summary>The files of the intake once so many are settled.</summary>
    private static async Task<List<JsonElement>> Settled(WebRegister web, int count)
    {
        List<JsonElement> entries = [];
        await Until(async () => (entries = await Entries(web)).Count(entry => Named(entry).Status != "Arrived") >= count);
        return entries;
    }

    private static (string File, string Status) Named(JsonElement entry) =>
        (entry.GetProperty("file").GetString()!, entry.GetProperty("status").GetString()!);

    /// <summary>How far the import of a file is.</summary>
    private static string? Import(IEnumerable<JsonElement> entries, string file) =>
        entries.Single(entry => Named(entry).File == file).GetProperty("imports")[0].GetProperty("status").GetString();

    private static Task Until(Func<bool> reached) => Until(() => Task.FromResult(reached()));

    private static async Task Until(Func<Task<bool>> reached)
    {
        var until = DateTime.UtcNow + Deadline;
        while (!await reached())
        {
            Assert.True(DateTime.UtcNow < until, "It did not come about in time.");
            await Task.Delay(Look, Cancel);
        }
    }
}
