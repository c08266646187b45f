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
            throw Stop.Refused("file-unreadable", $"Die Datei „{path}“ lässt sich nicht lesen ({unreadable.Message}). Bitte die Rechte prüfen.");
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

    /// <summary>Writes a file whole or not at all, and never over another one: it may hold corrections already.</summary>
    public static async Task Write(string path, Func<Stream, Task> fill, CancellationToken cancel)
    {
        if (Path.Exists(path))
        {
            throw Stop.Refused("file-exists", $"„{path}“ gibt es schon. Bitte einen anderen Namen angeben oder die alte Datei löschen.");
        }
        var unfinished = $"{path}.{Environment.ProcessId}.part";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew))
            {
                await fill(file);
                await file.FlushAsync(cancel);
            }
            File.Move(unfinished, path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Stop.Refused("file-not-writable", $"Die Datei „{path}“ lässt sich nicht schreiben ({refused.Message}). Bitte den Ordner prüfen.");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
