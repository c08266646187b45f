using System.IO.Compression;

namespace Schools.Import;

/// <summary>One list of a delivery. Its bytes are unpacked when they are asked for, so that only one list is in memory at a time.</summary>
public sealed class DeliveredFile
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ZipArchiveEntry? _entry;

    internal DeliveredFile(string name, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        _bytes = bytes;
    }

    internal DeliveredFile(string name, ZipArchiveEntry entry)
        : this(name, ReadOnlyMemory<byte>.Empty)
    {
        _entry = entry;
    }

    /// <summary>The file's own name; in a ZIP with its folders there.</summary>
    public string Name { get; }

    /// <summary>The bytes, or why there are none: too large, a password, damaged, a ZIP in a ZIP.</summary>
    public FileRefusal? Unpack(out ReadOnlyMemory<byte> bytes)
    {
        bytes = _bytes;
        if (_entry is null)
            return null;
        if (_entry.IsEncrypted)
            return ImportIssues.EncryptedFile.Refuse();
        if (_entry.Length > ImportLimits.FileBytes)
            return SourceText.TooLarge;
        try
        {
            var unpacked = new byte[_entry.Length];
            using var stream = _entry.Open();
            stream.ReadExactly(unpacked);
            if (FileKind.Of(unpacked).Format == FileFormat.Zip)
                return ImportIssues.NestedZip.Refuse();
            bytes = unpacked;
            return null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or NotSupportedException)
        {
            return ImportIssues.DamagedFile.Refuse(null, ("kind", "ZIP-Datei"));
        }
    }
}

/// <summary>What was handed in: one list, or a ZIP of several of which each is planned on its own.</summary>
public sealed record DeliveredFiles(bool IsZip, IReadOnlyList<DeliveredFile> Files)
{
    /// <summary>What operating systems and Office leave in folders beside the lists.</summary>
    private static readonly string[] Leftovers = [".DS_Store", "Thumbs.db", "desktop.ini"];

    /// <summary>Bytes by which <see cref="MayBeZip"/> tells.</summary>
    public const int StartBytes = 4;

    /// <summary>Whether a file that begins so has to be opened to know how many lists it holds; an XLSX begins like a ZIP.</summary>
    public static bool MayBeZip(ReadOnlySpan<byte> start) => start is [0x50, 0x4B, 0x03, 0x04, ..] or [0x50, 0x4B, 0x05, 0x06, ..];

    /// <param name="name">The name the file came with.</param>
    /// <returns>At least one file, or why the ZIP is not opened. What is no list is refused file by file, when it is read.</returns>
    public static Outcome<DeliveredFiles> Open(string? name, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > ImportLimits.FileBytes)
            return SourceText.TooLarge;
        if (FileKind.Of(bytes).Format != FileFormat.Zip)
            return new DeliveredFiles(false, [new DeliveredFile(name ?? "", bytes)]);
        if (name is not null && FileKind.RefuseName(name) is { } wrongName)
            return wrongName;
        var zip = ZipParts.Open(bytes);
        if (zip.Refusal is { } refusal)
            return refusal;
        List<DeliveredFile> files = [];
        foreach (var entry in zip.Required.Entries.Where(IsFile))
        {
            var path = entry.FullName.Replace('\\', '/');
            if (IsTrick(path))
                return ImportIssues.WrongEntryName.Refuse(null, ("value", path));
            files.Add(new DeliveredFile(path, entry));
        }
        return files.Count == 0 ? ImportIssues.EmptyZip.Refuse()
            : files.Count > ImportLimits.ZipFiles ? ImportIssues.TooManyEntries.Refuse(null, ("limit", ImportLimits.ZipFiles))
            : new DeliveredFiles(true, files);
    }

    private static bool IsFile(ZipArchiveEntry entry)
    {
        var path = entry.FullName.Replace('\\', '/');
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Length > 0 && !path.StartsWith("__MACOSX/", StringComparison.Ordinal)
            && !name.StartsWith("~$", StringComparison.Ordinal) && !Leftovers.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Nothing is ever written by these names, but a ZIP that leads out of its folder was made to do harm.</summary>
    private static bool IsTrick(string path) =>
        path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal) || path.Any(char.IsControl)
        || path.Split('/').Contains("..", StringComparer.Ordinal);
}
