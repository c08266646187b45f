using System.Globalization;
using System.IO.Compression;
using System.Text;
using Schools.SampleData;

namespace Schools.Bench;

/// <summary>Damages files as disks, mail programs, editors and people do, and worse. Seed and number name a file for ever.</summary>
internal static class FuzzDamage
{
    private const int MostDamages = 4;
    private const int LongestRun = 60_000;
    /// <summary>No file is longer: the limits of size have tests of their own, and short files let more of them be tried.</summary>
    private const int MostBytes = 256 * 1024;
    private const int InsideZipPerMille = 700;

    private static readonly string[] Tokens =
    [
        "\"", "\"\"", "\";\"", ";", ",", "\t", "|", "\r", "\n", "\r\n", "\0", "\u001A", "\uFEFF", "\uFFFD", "sep=|\n", "=1+1", "@A1",
        "+", "'", "1,23E+12", "#NV", "#DIV/0!", "31.02.2024", "99.99.9999", "04/12/2024", "5.555", "-1", "1e999",
        "99999999999999999999999999999999", "211.0", "Summe", "Seriennummer", "Zeile", "Grund", "Schulnummer", "Geburtsdatum", "<x>", "]]>",
        "&#0;", "&lt;", "\uD83D\uDC4D", "ÿÿ",
        "Gebäude", "Ã¤",
        "NaN", "null", "\u2028", "\u0085", "\u00A0", "A1048577", "XFD1", "t=\"e\"", "count=\"2147483647\"",
    ];

    private static readonly (string Name, Func<byte[], SeededRandom, byte[]> Do)[] Ways =
    [
        ("flip", Flip),
        ("cut off", (file, random) => file[..random.Below(file.Length)]),
        ("cut out", (file, random) => At(file, random, (from, to) => [.. file[..from], .. file[to..]])),
        ("repeat", (file, random) => At(file, random, (from, to) => [.. file[..to], .. file[from..]])),
        ("splice", Splice),
        ("repeat line", (file, random) => Lines(file, random, (lines, at) =>
            lines.InsertRange(at, Enumerable.Repeat(lines[at], random.Between(1, 300))))),
        ("lose lines", (file, random) => Lines(file, random, (lines, at) =>
            lines.RemoveRange(at, Math.Min(lines.Count - at, random.Between(1, 5))))),
        ("shuffle lines", (file, random) => Lines(file, random, (lines, _) => random.Shuffle(lines))),
        ("token", (file, random) => Token(file, random, Encoding.UTF8)),
        ("token in 1252", (file, random) => Token(file, random, Encoding.Latin1)),
        ("tokens", (file, random) => Enumerable.Range(0, 20).Aggregate(file, (some, _) => Token(some, random, Encoding.UTF8))),
        ("other delimiter", OtherDelimiter),
        ("huge cell", (file, random) => Insert(file, random, Run(random))),
        ("zeros", (file, random) => At(file, random, (from, to) => [.. file[..from], .. new byte[to - from], .. file[to..]])),
        ("other encoding", OtherEncoding),
        ("other number", OtherNumber),
        ("many times", (file, random) => [.. Enumerable.Repeat(file, random.Between(2, 40)).SelectMany(part => part)]),
        ("random bytes", (file, random) => At(file, random, (from, to) =>
            [.. file[..from], .. Enumerable.Range(from, to - from).Select(_ => (byte)random.Below(256)), .. file[to..]])),
    ];

    public static FuzzFile Make(ulong seed, int number)
    {
        var random = new SeededRandom(SeededRandom.Scramble(seed) ^ SeededRandom.Scramble((ulong)number));
        var file = random.Pick(FuzzCorpus.All);
        return file.Bytes is [0x50, 0x4B, 3, 4, ..] && random.Chance(InsideZipPerMille) ? Inside(file, random) : Damaged(file, random);
    }

    private static FuzzFile Damaged(FuzzFile file, SeededRandom random)
    {
        var (bytes, done) = (file.Bytes, file.Done);
        for (var times = random.Between(1, MostDamages); times > 0 && bytes.Length > 0; times--)
        {
            var (name, change) = random.Pick(Ways);
            bytes = change(bytes, random);
            bytes = bytes.Length > MostBytes ? bytes[..MostBytes] : bytes;
            done += $" {name};";
        }
        return new FuzzFile(file.Name, bytes, done);
    }

    /// <summary>Damages a part and packs it anew, so that the damage is not found by its checksum.</summary>
    private static FuzzFile Inside(FuzzFile file, SeededRandom random)
    {
        using var zip = new ZipArchive(new MemoryStream(file.Bytes), ZipArchiveMode.Read);
        var parts = zip.Entries.Select(entry =>
        {
            using var from = entry.Open();
            using var to = new MemoryStream();
            from.CopyTo(to);
            return new FuzzFile(entry.FullName, to.ToArray());
        }).ToList();
        var at = random.Below(parts.Count);
        if (random.Chance(50))
        {
            var lost = parts[at].Name;
            parts.RemoveAt(at);
            return new FuzzFile(file.Name, FuzzCorpus.Zip(parts), $" without {lost};");
        }
        if (random.Chance(50))
        {
            parts.Add(parts[at] with { Name = random.Pick(["../x.csv", "a/b.csv", parts[at].Name, "x.zip", "xl/worksheets/sheet1.xml"]) });
        }
        parts[at] = Damaged(parts[at], random);
        return new FuzzFile(file.Name, FuzzCorpus.Zip(parts), $" {parts[at].Name}:{parts[at].Done}");
    }

    private static byte[] At(byte[] file, SeededRandom random, Func<int, int, byte[]> change)
    {
        var from = random.Below(file.Length);
        // Short ranges damage a cell, long ones the shape of the list.
        var length = random.Chance(700) ? random.Between(1, 40) : random.Below(file.Length) + 1;
        return change(from, Math.Min(file.Length, from + length));
    }

    private static byte[] Flip(byte[] file, SeededRandom random)
    {
        byte[] flipped = [.. file];
        for (var times = random.Between(1, 8); times > 0; times--)
        {
            flipped[random.Below(file.Length)] ^= (byte)(1 << random.Below(8));
        }
        return flipped;
    }

    private static byte[] Splice(byte[] file, SeededRandom random)
    {
        var other = random.Pick(FuzzCorpus.All).Bytes;
        return [.. file[..random.Below(file.Length)], .. other[random.Below(other.Length)..]];
    }

    private static byte[] Insert(byte[] file, SeededRandom random, byte[] what)
    {
        var at = random.Below(file.Length + 1);
        return [.. file[..at], .. what, .. file[at..]];
    }

    private static byte[] Token(byte[] file, SeededRandom random, Encoding encoding) =>
        Insert(file, random, encoding.GetBytes(random.Pick(Tokens)));

    private static byte[] Lines(byte[] file, SeededRandom random, Action<List<string>, int> change)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(file).Split('\n')];
        change(lines, random.Below(lines.Count));
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] OtherDelimiter(byte[] file, SeededRandom random)
    {
        var to = (byte)random.Pick([';', ',', '\t', '|', ':', ' ']);
        // All of them, or some, as when lists of two programs were joined.
        var perMille = random.Chance(500) ? 1000 : 500;
        return Array.ConvertAll(file, value => value == (byte)';' && random.Chance(perMille) ? to : value);
    }

    private static byte[] Run(SeededRandom random)
    {
        var pattern = Encoding.UTF8.GetBytes(random.Pick(["x", "\"", "\"x", ";", "\n", "\r\n", " ", "ä", "0", "\"\n", "9", "("]));
        var length = random.Between(100, LongestRun);
        return [.. Enumerable.Range(0, length).Select(i => pattern[i % pattern.Length])];
    }

    private static byte[] OtherEncoding(byte[] file, SeededRandom random)
    {
        var text = random.Chance(500) ? Encoding.Latin1.GetString(file) : Encoding.UTF8.GetString(file);
        Encoding to = random.Below(5) switch
        {
            0 => Encoding.UTF8,
            1 => Encoding.Unicode,
            2 => Encoding.BigEndianUnicode,
            3 => Encoding.UTF32,
            _ => Encoding.Latin1,
        };
        return random.Chance(500) ? [.. to.Preamble, .. to.GetBytes(text)] : to.GetBytes(text);
    }

    private static byte[] OtherNumber(byte[] file, SeededRandom random)
    {
        var from = Array.FindIndex(file, random.Below(file.Length), value => value is >= (byte)'0' and <= (byte)'9');
        if (from < 0)
        {
            return file;
        }
        var to = from;
        while (to < file.Length && file[to] is >= (byte)'0' and <= (byte)'9')
        {
            to++;
        }
        var number = random.Pick(["", "0", "-1", "2147483648", "9223372036854775808", "1e308", "0.0000001", "00", "1048577",
            random.Next().ToString(CultureInfo.InvariantCulture)]);
        return [.. file[..from], .. Encoding.ASCII.GetBytes(number), .. file[to..]];
    }
}
