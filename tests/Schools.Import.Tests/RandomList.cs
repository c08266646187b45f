using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Schools.Import.Tests;

/// <summary>When a cell stands in quotes: where it must, always, or as programs do that leave a quote inside a cell alone.</summary>
internal enum Quoting { Needed, Always, BareInside }

/// <summary>A way to write a list as text; every one of them is delivered by some school.</summary>
internal sealed record ListForm(TextEncoding Encoding, char Delimiter, NewLineKind NewLine, Quoting Quoting, bool SepLine)
{
    /// <summary>As German Excel writes "CSV UTF-8".</summary>
    public static readonly ListForm Excel = new(TextEncoding.Utf8Bom, ';', NewLineKind.CrLf, Quoting.Needed, false);

    public string LineEnd => NewLine switch { NewLineKind.Cr => "\r", NewLineKind.Lf => "\n", _ => "\r\n" };
}

/// <summary>A device list as names of columns and cells, before it is written in any form.</summary>
internal sealed record RandomList(string[] Names, string[][] Rows)
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>Columns that stay while a failing list is made smaller: without them it would be another list.</summary>
    public static readonly string[] Keys = ["Seriennummer", "Inventarnummer", "Gerätetyp", "Schulnummer"];

    /// <summary>The list as text, by which a failing example is shown.</summary>
    public override string ToString() => "\n" + Text(ListForm.Excel with { NewLine = NewLineKind.Lf });

    /// <summary>The bytes of a text; UTF-8 where Windows-1252 has not every character of the list.</summary>
    public byte[] Bytes(ListForm form)
    {
        var text = Text(form);
        return form.Encoding switch
        {
            TextEncoding.Windows1252 when Windows1252.Encode(text) is var bytes && Windows1252.Decode(bytes) == text => bytes,
            TextEncoding.Utf16Le => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            TextEncoding.Utf16Be => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            TextEncoding.Utf8 => Encoding.UTF8.GetBytes(text),
            _ => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        };
    }

    /// <summary>The list as an Excel file whose cells are all texts.</summary>
    public byte[] Workbook()
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        foreach (var (row, line) in Rows.Prepend(Names).Select((row, index) => (row, index + 1)))
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{line}\">");
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column].Length > 0)
                    xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{Letters(column)}{line}\" t=\"inlineStr\"><is>"
                        + $"<t xml:space=\"preserve\">{SecurityElement.Escape(row[column])}</t></is></c>");
            }
            xml.Append("</row>");
        }
        return new WorkbookFile().SheetXml("Liste", xml.Append("</sheetData></worksheet>").ToString()).Bytes();
    }

    /// <summary>The list alone in a ZIP.</summary>
    public byte[] Zip()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("liste.csv").Open())
            entry.Write(Bytes(ListForm.Excel));
        return file.ToArray();
    }

    public RandomList InOrder(IEnumerable<int> rows) => this with { Rows = [.. rows.Select(row => Rows[row])] };

    /// <summary>Lists with less in them, the largest steps first.</summary>
    public IEnumerable<RandomList> Smaller()
    {
        if (Rows.Length > 1)
        {
            yield return this with { Rows = Rows[..(Rows.Length / 2)] };
            yield return this with { Rows = Rows[(Rows.Length / 2)..] };
        }
        for (var row = 0; row < Rows.Length && Rows.Length > 1; row++)
            yield return this with { Rows = [.. Rows[..row], .. Rows[(row + 1)..]] };
        for (var column = 0; column < Names.Length; column++)
        {
            if (!Keys.Contains(Names[column], StringComparer.Ordinal))
                yield return new RandomList(Without(Names, column), Array.ConvertAll(Rows, row => Without(row, column)));
        }
        for (var row = 0; row < Rows.Length; row++)
        {
            for (var column = 0; column < Names.Length; column++)
            {
                if (Rows[row][column].Length == 0)
                    continue;
                string[] emptied = [.. Rows[row]];
                emptied[column] = "";
                yield return this with { Rows = [.. Rows[..row], emptied, .. Rows[(row + 1)..]] };
            }
        }
    }

    private static string[] Without(string[] cells, int column) => [.. cells[..column], .. cells[(column + 1)..]];

    private string Text(ListForm form)
    {
        var text = new StringBuilder();
        if (form.SepLine)
            text.Append("sep=").Append(form.Delimiter).Append(form.LineEnd);
        foreach (var row in Rows.Prepend(Names))
            text.AppendJoin(form.Delimiter, row.Select(cell => Cell(cell, form))).Append(form.LineEnd);
        return text.ToString();
    }

    private static string Cell(string cell, ListForm form)
    {
        var must = cell.AsSpan().ContainsAny(form.Delimiter, '\r', '\n') || cell is ['"' or ' ', ..] or [.., ' '];
        var quoted = form.Quoting switch
        {
            Quoting.Always => true,
            Quoting.BareInside => must,
            _ => must || cell.Contains('"', StringComparison.Ordinal),
        };
        return quoted ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static string Letters(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + column / 26 - 1)}{(char)('A' + column % 26)}";
}
