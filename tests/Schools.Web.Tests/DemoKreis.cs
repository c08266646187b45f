using System.Text;
using System.Text.Json;
using Schools.SampleData;

namespace Schools.Web.Tests;

/// <summary>The demo authority as <c>tools/run</c> fills it: its plan first, then the lists of its schools in their order.</summary>
public sealed class DemoKreis : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schools-demo-");

    internal StoryKreis Kreis { get; private set; } = null!;

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
            var query = $"&profile={entry.GetProperty("profile").GetString()}"
                + (entry.GetProperty("school").GetString() is { } school ? $"&school={school}" : "");
            // The bytes as they are: each list has the encoding of its school.
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, file), cancel);
            await lists.Apply(await lists.Plan(Encoding.Latin1, Encoding.Latin1.GetString(bytes), query));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Kreis.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
