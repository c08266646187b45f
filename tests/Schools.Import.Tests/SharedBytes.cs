using Schools.Testing;

namespace Schools.Import.Tests;

/// <summary>The real files beside the repository; tests that need them skip where they are absent.</summary>
internal static class SharedBytes
{
    public static byte[] Read(string path)
    {
        var file = SharedFiles.Find(path);
        Assert.SkipWhen(file is null, $"The shared data folder is absent (../shared/data or {SharedFiles.Variable}).");
        return File.ReadAllBytes(file);
    }
}
