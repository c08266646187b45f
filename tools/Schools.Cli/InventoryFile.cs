using Schools.Import;

namespace Schools.Cli;

/// <summary>A file of this machine that is to be sent. What the server would refuse anyway is refused before a byte travels.</summary>
internal static class InventoryFile
{
    private const int Megabyte = 1024 * 1024;

    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw Stop.Refused("file-is-folder", $"„{path}“ ist ein Ordner. Bitte eine Datei angeben.");
        }
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Stop.Refused("file-missing", $"Die Datei „{path}“ gibt es nicht. Bitte den Pfad prüfen.");
        }
        catch (Exception unreadable) when (unreadable is UnauthorizedAccessException or IOException or ArgumentException)
        {
            throw Stop.Refused(
                "file-unreadable", $"Die Datei „{path}“ lässt sich nicht lesen ({unreadable.Message}). Bitte die Rechte prüfen.");
        }
        // A pipe has no length; there the server counts.
        if (file.CanSeek && file.Length > ImportLimits.FileBytes)
        {
            file.Dispose();
            throw Stop.Refused(
                ImportIssues.FileTooLarge.Code,
                $"„{path}“: {ImportIssues.FileTooLarge.Format(("limit", ImportLimits.FileBytes / Megabyte))}");
        }
        return file;
    }

    /// <summary>Never writes over another file: it may hold corrections already.</summary>
    public static void RefuseExisting(string path)
    {
        if (Path.Exists(path))
        {
            throw Stop.Refused("file-exists", $"„{path}“ gibt es schon. Bitte einen anderen Namen angeben oder die alte Datei löschen.");
        }
    }

    public static async Task Write(string path, byte[] bytes, CancellationToken cancel)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await file.WriteAsync(bytes, cancel);
        }
        catch (DirectoryNotFoundException)
        {
            throw Stop.Refused("folder-missing", $"Den Ordner von „{path}“ gibt es nicht. Bitte zuerst anlegen.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Stop.Refused(
                "file-not-writable", $"Die Datei „{path}“ lässt sich nicht schreiben ({refused.Message}). "
                + "Bitte Rechte und freien Platz prüfen.");
        }
    }
}
