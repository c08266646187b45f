using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Schools.Testing;

namespace Schools.Import.Tests;

/// <summary>
/// Any bytes at all are refused with a text or read, and what is planned of them the register takes. <c>tools/bench fuzz</c> tries the same
/// with very many files.
/// </summary>
public sealed class DamagedFileTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly byte[][] Beginnings =
    [
        [], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], "PK\u0003\u0004"u8.ToArray(), "PK\u0005\u0006"u8.ToArray(),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "sep=;\n"u8.ToArray(), "Seriennummer;Gerätetyp\n"u8.ToArray(), "\""u8.ToArray(),
    ];

    [Fact]
    public void Random_bytes_are_refused_or_read()
    {
        var bytes =
            from start in Gen.Elements(Beginnings)
            from rest in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value))
            select new SomeBytes([.. start, .. rest]);
        PropertyTests.Holds(400, bytes, one => one.Smaller(), file => Take(file.Bytes));
    }

    [Fact]
    public void A_damaged_list_is_refused_or_read()
    {
        var files =
            from list in RandomLists.Any
            from form in RandomLists.Form
            from damages in Gen.ListOf(AnyDamage, 3)
            select new DamagedFile(list.Bytes(form), [.. damages]);
        PropertyTests.Holds(400, files, one => one.Smaller(), file => Take(file.Bytes()));
    }

    [Fact]
    public void A_damaged_workbook_or_zip_is_refused_or_read()
    {
        var old = File.ReadAllBytes(Path.Combine(SharedFiles.Repository, "tests", "Schools.Import.Tests", "Workbooks", "old-excel.xls"));
        var files =
            from list in RandomLists.Any
            from kind in Gen.Choose(0, 2)
            from damages in Gen.ListOf(AnyDamage, 2)
            select new DamagedFile(kind == 0 ? list.Workbook() : kind == 1 ? list.Zip() : old, [.. damages]);
        PropertyTests.Holds(250, files, one => one.Smaller(), file => Take(file.Bytes()));
    }

    private static Gen<Damage> AnyDamage { get; } =
        from kind in Gen.Elements(Enum.GetValues<DamageKind>())
        from at in Gen.Choose(0, 9_999)
        from value in Gen.Choose(0, 255)
        select new Damage(kind, at, (byte)value);

    /// <summary>Goes the whole way of a file: unpacked, read, planned, shown, its bad rows written, applied, planned again.</summary>
    private static void Take(byte[] bytes)
    {
        var delivered = DeliveredFiles.Open("liste.zip", bytes);
        if (delivered.Refusal is { } refused)
        {
            Assert.NotEmpty(refused.Message);
            return;
        }
        foreach (var file in delivered.Required.Files)
        {
            var refusal = file.Unpack(out var content);
            if (refusal is null)
                TakeList(content);
            else
                Assert.NotEmpty(refusal.Message);
        }
    }

    private static void TakeList(ReadOnlyMemory<byte> bytes)
    {
        var reading = ImportReading.Read(bytes, new ReadOptions());
        if (reading.Refusal is { } refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return;
        }
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan(Encoding.UTF8.GetBytes(RandomLists.Schools)));
        if (register.Outcome(reading.Required, null).Value is not { } plan)
            return;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        PlanText.Write(plan, text);
        // What is stored must be text: half of an emoji is none.
        Assert.NotEmpty(Strict.GetBytes(text.ToString()));
        Assert.All(plan.Rows, row => Strict.GetBytes(row.Title + string.Concat(row.Cells ?? []) + PlanJson.Issues(row.Issues)));
        Assert.Equal(plan.Head.Counts, PlanJson.Head(PlanJson.Head(plan.Head)).Counts);
        Assert.Equal(reading.Required.RowCount, plan.Head.Counts.Rows);
        CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan));

        register.Apply(plan);

        Assert.DoesNotContain(register.Plan(reading.Required).Rows, row => row.Commands.Count > 0);
    }

    private sealed record SomeBytes(byte[] Bytes)
    {
        public IEnumerable<SomeBytes> Smaller() => Bytes.Length == 0 ? []
            : [new(Bytes[..(Bytes.Length / 2)]), new(Bytes[(Bytes.Length / 2)..]), new(Bytes[1..]), new(Bytes[..^1])];

        public override string ToString() => Shown(Bytes);
    }

    private enum DamageKind { Flip, Cut, Repeat, Insert, Zero, Swap }

    /// <param name="At">Where, in ten-thousandths of the file.</param>
    private sealed record Damage(DamageKind Kind, int At, byte Value)
    {
        public byte[] Of(byte[] file)
        {
            var at = (int)((long)file.Length * At / 10_000);
            var length = Math.Min(Value, file.Length - at);
            if (file.Length == 0)
                return file;
            switch (Kind)
            {
                case DamageKind.Flip:
                    return [.. file[..at], (byte)(file[at] ^ Value), .. file[(at + 1)..]];
                case DamageKind.Cut:
                    return [.. file[..at], .. file[(at + length)..]];
                case DamageKind.Repeat:
                    return [.. file[..(at + length)], .. file[at..]];
                case DamageKind.Insert:
                    return [.. file[..at], Value, .. file[at..]];
                case DamageKind.Zero:
                    return [.. file[..at], .. new byte[length], .. file[(at + length)..]];
                default:
                    return [.. file[(at + length)..], .. file[..(at + length)]];
            }
        }
    }

    private sealed record DamagedFile(byte[] File, Damage[] Damages)
    {
        public byte[] Bytes() => Damages.Aggregate(File, (file, damage) => damage.Of(file));

        public IEnumerable<DamagedFile> Smaller() =>
            Damages.Select((_, index) => this with { Damages = [.. Damages[..index], .. Damages[(index + 1)..]] });

        public override string ToString() => $"{string.Join(' ', Damages.Select(damage => damage.ToString()))}\n{Shown(Bytes())}";
    }

    /// <summary>Readable as CSV where it is one, and exact in any case.</summary>
    private static string Shown(byte[] bytes) => $"{Encoding.Latin1.GetString(bytes)}\n{Convert.ToBase64String(bytes)}";
}
