using Xunit;

namespace Schools.Import.Tests;

/// <summary>The real files beside the repository; tests that need them skip where they are absent.</summary>
internal static class SharedData
{
    private static readonly Lazy<string?> Folder = new(Find);

    public static byte[] Read(string path)
    {
        var file = Path.Combine(Folder.Value ?? "", path);
        Assert.SkipWhen(Folder.Value is null, "The shared data folder is absent (../shared/data or SCHOOLS_SHARED_DATA).");
        return File.ReadAllBytes(file);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SCHOOLS_SHARED_DATA") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Schools.sln")))
                continue;
            var data = Path.Combine(folder.FullName, "..", "shared", "data");
            return Directory.Exists(data) ? data : null;
        }
        return null;
    }
}
