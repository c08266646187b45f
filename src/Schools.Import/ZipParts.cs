using System.Collections.Frozen;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Schools.Import;

/// <summary>
/// The entries of a ZIP (an XLSX is one too), opened only when its directory keeps to <see cref="ImportLimits"/>. What an entry unpacks
/// to never exceeds what the directory says, as the reader stops there.
/// </summary>
internal sealed class ZipParts
{
    /// <summary>Begins each entry of the directory; counted, because the reader makes an object of each.</summary>
    private static ReadOnlySpan<byte> DirectoryEntry => "PK\u0001\u0002"u8;

    /// <summary>Old Windows programs write names in the code page of DOS.</summary>
    private static readonly Encoding OldNames = CodePagesEncodingProvider.Instance.GetEncoding(850)!;

    private ZipParts(ZipArchive archive)
    {
        Entries = archive.Entries;
        Names = archive.Entries.Select(entry => entry.FullName).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<ZipArchiveEntry> Entries { get; }

    public FrozenSet<string> Names { get; }

    public static Outcome<ZipParts> Open(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.Count(DirectoryEntry) > ImportLimits.ZipEntries)
            return ImportIssues.TooManyEntries.Refuse(null, ("limit", ImportLimits.ZipEntries));
        try
        {
            var archive = new ZipArchive(Stream(bytes), ZipArchiveMode.Read, leaveOpen: false, OldNames);
            // Sum without overflow: a directory may claim any length.
            long unpacked = 0;
            foreach (var entry in archive.Entries)
            {
                if (entry.Length < 0 || entry.Length > ImportLimits.UnpackedBytes - unpacked)
                    return TooLarge();
                unpacked += entry.Length;
            }
            return unpacked > ImportLimits.RatioFreeBytes && unpacked / Math.Max(bytes.Length, 1) > ImportLimits.UnpackedRatio
                ? TooLarge()
                : new ZipParts(archive);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            return ImportIssues.DamagedFile.Refuse(null, ("kind", "ZIP-Datei"));
        }
    }

    public static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    private static FileRefusal TooLarge() =>
        ImportIssues.UnpacksTooLarge.Refuse(null, ("limit", (int)(ImportLimits.UnpackedBytes / 1024 / 1024)));
}
