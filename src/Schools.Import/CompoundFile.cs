using System.Buffers.Binary;

namespace Schools.Import;

/// <summary>The container of old Office files ([MS-CFB], section 2.2), as far as its head is believed before it is opened.</summary>
internal static class CompoundFile
{
    private const int HeadBytes = 512;
    private const int SectorShiftAt = 30, MiniSectorShiftAt = 32;
    /// <summary>Numbers of sectors: of the directory, of the allocation table, of its small one, and of the list of its parts.</summary>
    private static readonly int[] SectorCountsAt = [40, 44, 64, 72];

    /// <summary>
    /// False where the head claims more sectors than the file has bytes for, or sectors of a size that no program writes: a reader asks for
    /// that memory at once, and a damaged file of three kilobytes took six gigabytes.
    /// </summary>
    public static bool IsPlausible(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes || bytes[SectorShiftAt] is not (9 or 12) || bytes[MiniSectorShiftAt] != 6
            || bytes[SectorShiftAt + 1] != 0 || bytes[MiniSectorShiftAt + 1] != 0)
            return false;
        var sectors = (uint)(bytes.Length >> bytes[SectorShiftAt]) + 1;
        foreach (var at in SectorCountsAt)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) > sectors)
                return false;
        }
        return true;
    }
}
