using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Intake;

/// <summary>
/// The folder into which others put files. A folder in it has the name of the profile its files are read by. What was taken moves to
/// <c>erledigt</c>, what was not to <c>abgewiesen</c>, each beside a text that says what became of it.
/// </summary>
/// <param name="root">Without symbolic links.</param>
public sealed class IntakeFolder(string root, AuthorityKey authority, Deliveries deliveries, TimeProvider clock, ILogger log)
{
    public const string Done = "erledigt", Rejected = "abgewiesen", By = "Eingangsordner";

    private const string Reserved = "/\\:*?\"<>|";

    /// <summary>How programs name a file that they are still writing.</summary>
    private static readonly string[] Unfinished = [".part", ".tmp", ".filepart", ".crdownload", ".swp", "~"];

    private static readonly TimeSpan CleanedEvery = TimeSpan.FromHours(1);

    private Dictionary<string, (long Length, DateTime Written)> before = [];
    private DateTimeOffset cleaned;

    /// <summary>One look at the folder: files that are as they were at the last one are taken.</summary>
    public async Task Look(CancellationToken cancel)
    {
        Clean();
        Dictionary<string, (long Length, DateTime Written)> now = [];
        List<Found> ripe = [];
        foreach (var found in Files())
        {
            var state = (found.File.LinkTarget is null ? found.File.Length : 0, found.File.LastWriteTimeUtc);
            now[found.File.FullName] = state;
            if (before.TryGetValue(found.File.FullName, out var seen) && seen == state)
            {
                ripe.Add(found);
            }
        }
        before = now;
        foreach (var found in ripe.Take(IntakeLimits.FilesPerRound))
        {
            try
            {
                if (await Take(found, cancel) is { Status: not IntakeStatus.Arrived } entry)
                {
                    Move(found.File, entry);
                }
            }
            catch (Exception failed) when (failed is not (OperationCanceledException or NpgsqlException))
            {
                // It stays where it is, and the next look tries again; it keeps no other file from being taken.
                IntakeLog.NotMoved(log, found.File.Name, failed);
            }
        }
    }

    private sealed record Found(FileInfo File, string? Profile)
    {
        public string Source => Profile is null ? "folder" : $"folder/{Profile}";
    }

    private IEnumerable<Found> Files()
    {
        var folder = new DirectoryInfo(root);
        var profiles = folder.EnumerateDirectories()
            .Where(sub => sub.LinkTarget is null && sub.Name is not (Done or Rejected) && !sub.Name.StartsWith('.'));
        return folder.EnumerateFiles().Select(file => new Found(file, null))
            .Concat(profiles.SelectMany(sub => sub.EnumerateFiles().Select(file => new Found(file, sub.Name))))
            .Where(found => found.File.Name[0] != '.'
                && !Unfinished.Any(end => found.File.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<IntakeEntry> Take(Found found, CancellationToken cancel)
    {
        var (file, written) = (found.File, new DateTimeOffset(found.File.LastWriteTimeUtc, TimeSpan.Zero));
        if (file.LinkTarget is not null)
        {
            return await Refuse("link", "Das ist eine Verknüpfung, keine Datei. Bitte die Datei selbst ablegen.");
        }
        if (file.Length > ImportLimits.FileBytes)
        {
            return await Refuse($"{file.Length} bytes", SourceText.TooLarge.Message);
        }
        FileStream content;
        try
        {
            content = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (UnauthorizedAccessException)
        {
            return await Refuse("unreadable", "Das Programm darf die Datei nicht lesen. Bitte ihre Rechte prüfen und sie neu ablegen.");
        }
        await using (content)
        {
            if (!RealPath.IsAt(content.SafeFileHandle, file.FullName))
            {
                return await Refuse("link", "Die Datei wurde beim Lesen ausgetauscht. Bitte sie neu ablegen.");
            }
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
            content.Position = 0;
            return await deliveries.Take(authority, Arriving(hash), content, By, cancel);
        }

        ArrivingFile Arriving(string hash) => new(found.Source, ShownName(file.Name), hash, written, found.Profile);

        Task<IntakeEntry> Refuse(string hash, string reason) => deliveries.Refuse(authority, Arriving(hash), reason, cancel);
    }

    /// <summary>The text first: a file that has moved is never without one.</summary>
    private void Move(FileInfo file, IntakeEntry entry)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, entry.Status == IntakeStatus.Planned ? Done : Rejected));
        if (folder.LinkTarget is not null)
        {
            throw new IOException($"{folder.Name} is a link.");
        }
        var name = ShownName(file.Name);
        var target = Path.Combine(
            folder.FullName, $"{Path.GetFileNameWithoutExtension(name)}-{entry.Id}{Path.GetExtension(name)}");
        var note = $"{target}.txt";
        File.Delete(note);
        using (var text = new StreamWriter(new FileStream(note, FileMode.CreateNew, FileAccess.Write), new UTF8Encoding(true)))
        {
            text.Write(Note(entry));
        }
        File.Move(file.FullName, target, overwrite: true);
        IntakeLog.Moved(log, entry.Id, folder.Name);
    }

    private static string Note(IntakeEntry entry)
    {
        IEnumerable<string> why = entry.Reason is { } reason ? ["Nicht angenommen:", .. reason.Split('\n'), ""] : [];
        var imports = entry.Imports.Select(import =>
            string.Create(CultureInfo.InvariantCulture, $"Geprüft als Import {import.Id}: /importe/{import.Id} ({import.FileName})"));
        return string.Join("\r\n", [entry.File.Name, $"Eingegangen: {Shown.Moment(entry.ArrivedAt)}", "", .. why, .. imports, ""]);
    }

    /// <summary>A name that is safe to write and to show; what others put into names is not repeated.</summary>
    private static string ShownName(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsControl(c) || Reserved.Contains(c) || c == '\uFFFD' ? '_' : c));
        return plain.Length <= IntakeLimits.LongestName
            ? plain
            : $"{Path.GetFileNameWithoutExtension(plain)[..(IntakeLimits.LongestName / 2)]}{Path.GetExtension(plain) switch
            {
                { Length: < 10 } extension => extension,
                _ => "",
            }}";
    }

    /// <summary>Deletes what has lain its time, by the day on which its text was written.</summary>
    private void Clean()
    {
        var now = clock.GetUtcNow();
        if (now - cleaned < CleanedEvery)
        {
            return;
        }
        cleaned = now;
        var last = now.UtcDateTime - TimeSpan.FromDays(IntakeLimits.KeptDays);
        foreach (var folder in (ReadOnlySpan<string>)[Done, Rejected])
        {
            var lies = new DirectoryInfo(Path.Combine(root, folder));
            if (!lies.Exists || lies.LinkTarget is not null)
            {
                continue;
            }
            // A text that was delivered has a note beside it as every other file has; no note has one.
            foreach (var note in lies.GetFiles("*.txt").Where(text => !File.Exists($"{text.FullName}.txt") && text.LastWriteTimeUtc < last))
            {
                File.Delete(note.FullName[..^".txt".Length]);
                note.Delete();
            }
        }
    }
}
