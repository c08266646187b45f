using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Schools.Storage;
using Schools.Testing;
using Schools.Web.Intake;

namespace Schools.Web.Tests;

/// <summary>The folder of the intake, look by look.</summary>
public sealed class IntakeFolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schools-folder-");
    private readonly SetClock clock = new() { Now = DateTimeOffset.UtcNow };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_that_grows_is_not_read_before_it_rests()
    {
        await using var web = await WebRegister.Start();
        var looks = Watch(web);
        var path = Path.Combine(folder.FullName, "liste.csv");
        await File.WriteAllTextAsync(path, "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer\n", Cancel);
        foreach (var n in Enumerable.Range(0, 4))
        {
            await looks.Look(Cancel);
            Assert.Empty(await Entries(web));
            await File.AppendAllTextAsync(path, $"W-{n};W-{n};Tablet;173800\n", Cancel);
        }

        await looks.Look(Cancel);
        await looks.Look(Cancel);

        var import = Assert.Single(Assert.Single(await Entries(web)).Imports);
        Assert.Equal(4, (await web.Services.GetRequiredService<ImportStore>().Find(SmallKreis.Authority, import.Id, Cancel))!.RowsToApply);
    }

    [Fact]
    public async Task Each_list_of_a_zip_becomes_a_plan_and_the_note_names_them()
    {
        await using var web = await WebRegister.Start();
        await using (var zip = await ZipFile.OpenAsync(Path.Combine(folder.FullName, "alle.zip"), ZipArchiveMode.Create, Cancel))
        {
            foreach (var n in (int[])[1, 2])
            {
                await using var entry = new StreamWriter(await zip.CreateEntry($"schule-{n}.csv").OpenAsync(Cancel));
                await entry.WriteAsync($"Inventarnummer;Seriennummer;Gerätetyp;Schulnummer\nZ-{n};Z-{n};Tablet;173800\n");
            }
        }

        await LookTwice(web);

        var delivery = Assert.Single(await Entries(web));
        Assert.Equal(
            [("schule-1.csv", ImportStatus.Proposed), ("schule-2.csv", ImportStatus.Proposed)],
            delivery.Imports.Select(import => (import.FileName, import.Status)));
        var note = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "erledigt", $"alle-{delivery.Id}.zip.txt"), Cancel);
        Assert.All(
            delivery.Imports, import => Assert.Contains($"/importe/{import.Id} ({import.FileName})", note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("liste.csv")]
    [InlineData("liste.txt")]
    public async Task What_was_taken_is_deleted_when_its_days_are_over_and_not_before(string name)
    {
        await using var web = await WebRegister.Start();
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer\nA-1;A-1;Tablet;173800\n", Cancel);
        // When it was written says nothing of how long it lies here.
        File.SetLastWriteTimeUtc(path, clock.Now.UtcDateTime.AddDays(-IntakeLimits.KeptDays - 1));
        var looks = await LookTwice(web);
        var done = Path.Combine(folder.FullName, "erledigt");
        Assert.Equal(2, Directory.GetFiles(done).Length);

        clock.Now += TimeSpan.FromDays(IntakeLimits.KeptDays) - TimeSpan.FromHours(1);
        await looks.Look(Cancel);
        Assert.Equal(2, Directory.GetFiles(done).Length);

        clock.Now += TimeSpan.FromHours(2);
        await looks.Look(Cancel);
        Assert.Empty(Directory.GetFiles(done));
    }

    private async Task<IntakeFolder> LookTwice(WebRegister web)
    {
        var looks = Watch(web);
        await looks.Look(Cancel);
        await looks.Look(Cancel);
        return looks;
    }

    private IntakeFolder Watch(WebRegister web) => new(
        folder.FullName, SmallKreis.Authority, web.Services.GetRequiredService<Deliveries>(), clock, NullLogger.Instance);

    private static Task<IReadOnlyList<IntakeEntry>> Entries(WebRegister web) =>
        web.Services.GetRequiredService<IntakeStore>().Recent(SmallKreis.Authority, IntakeLimits.Shown, Cancel);

    private sealed class SetClock : TimeProvider
    {
        public required DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
