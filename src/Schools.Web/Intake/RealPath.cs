using Microsoft.Win32.SafeHandles;

namespace Schools.Web.Intake;

/// <summary>Paths without symbolic links, by which a file is known to lie where it seems to.</summary>
internal static class RealPath
{
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target)
            {
                real = Of(target.FullName);
            }
        }
        return real;
    }

    /// <summary>
    /// Whether the opened file is the one at this real path. Who may write to the folder may put a link in the file's place after it was
    /// looked at; what is open can no longer be exchanged.
    /// </summary>
    public static bool IsAt(SafeFileHandle handle, string path)
    {
        var opened = $"/proc/self/fd/{handle.DangerousGetHandle()}";
        return OperatingSystem.IsLinux() ? new FileInfo(opened).LinkTarget == path : new FileInfo(path).LinkTarget is null;
    }
}
