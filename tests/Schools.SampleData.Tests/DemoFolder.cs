using System.Text.Json;

namespace Schools.SampleData.Tests;

/// <summary>The demo authority written once for all tests of a class.</summary>
public sealed class DemoFolder : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public DemoFolder()
    {
        Path = Directory.CreateTempSubdirectory("schools-demo-").FullName;
        Totals = DemoAuthority.Write(Path, DemoAuthority.DefaultSeed, DemoAuthority.DefaultReference);
        Manifest = JsonSerializer.Deserialize<List<ManifestEntry>>(
            File.ReadAllText(System.IO.Path.Combine(Path, DemoAuthority.ManifestFile)), Json)!;
    }

    public string Path { get; }

    public DemoTotals Totals { get; }

    public IReadOnlyList<ManifestEntry> Manifest { get; }

    public string Text(ManifestEntry entry)
    {
        var bytes = File.ReadAllBytes(System.IO.Path.Combine(Path, entry.File));
        var encoding = DeviceList.EncodingOf(entry.Encoding);
        var mark = encoding.Preamble;
        Assert.True(bytes.AsSpan().StartsWith(mark), $"{entry.File} does not begin with the byte order mark of {entry.Encoding}.");
        return encoding.GetString(bytes.AsSpan(mark.Length));
    }

    /// <summary>The data rows of a device list as heading → cell.</summary>
    public IReadOnlyList<Dictionary<string, string>> Rows(ManifestEntry entry)
    {
        var list = DeviceList.All.Single(candidate => string.Equals(candidate.File, entry.File, StringComparison.Ordinal));
        var lines = DelimitedText.Parse(Text(entry), entry.Delimiter[0]).Skip(list.TitleRows).ToList();
        Assert.Equal(list.HeaderCells, lines[0].Take(list.HeaderCells.Count));
        return
        [
            .. lines.Skip(1).SkipLast(list.TotalRow ? 1 : 0)
                .Select(cells => list.HeaderCells.Zip(cells)
                    .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)),
        ];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
