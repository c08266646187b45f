using System.Text;
using System.Text.Json;
using Schools.SampleData;

namespace Schools.Web.Tests;

/// <summary>All that is asked of the demo authority, one class after the other: loading it takes its time.</summary>
[CollectionDefinition(nameof(DemoKreis))]
public sealed class DemoCollection : ICollectionFixture<DemoKreis>;

/// <summary>
/// The demo authority as <c>tools/run</c> fills it: its plan first, then the lists of its schools in their order, then the bundle of what
/// no list says.
/// </summary>
public sealed class DemoKreis : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schools-demo-");

    internal StoryKreis Kreis { get; private set; } = null!;

    internal string Bundle { get; private set; } = "";

    /// <summary>How many facts of the bundle were new.</summary>
    internal int Changes { get; private set; }

    /// <summary>Sends the bundle; every entry must be taken.</summary>
    internal async Task<int> Load()
    {
        using var body = new StringContent(Bundle, Encoding.UTF8, "application/json");
        using var answer = await Kreis.Web.Client.PostAsync(
            new Uri("/api/v1/presets", UriKind.Relative), body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text).GetProperty("changes").GetInt32();
    }

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        DemoAuthority.Write(folder.FullName, DemoAuthority.DefaultSeed, DemoAuthority.DefaultReference);
        var manifest = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, DemoAuthority.ManifestFile), cancel));
        Kreis = await StoryKreis.Start();
        await Kreis.Load("rkn-masterplan-2021");
        var lists = new UndoRegister(Kreis.Web);
        foreach (var entry in manifest.EnumerateArray())
        {
            var file = entry.GetProperty("file").GetString()!;
            var query = $"&profile={entry.GetProperty("profile").GetString()}&holdsFrom={entry.GetProperty("holdsFrom").GetString()}"
                + (entry.GetProperty("school").GetString() is { } school ? $"&school={school}" : "");
            // The bytes as they are: each list has the encoding of its school.
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, file), cancel);
            await lists.Apply(await lists.Plan(Encoding.Latin1, Encoding.Latin1.GetString(bytes), query));
        }
        Bundle = await File.ReadAllTextAsync(Path.Combine(folder.FullName, DemoAuthority.BundleFile), cancel);
        Changes = await Load();
    }

    public async ValueTask DisposeAsync()
    {
        await Kreis.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
