using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Schools.Import;

/// <summary>Excel files as tables of text: the first sheet with a known header, or the one that was chosen.</summary>
internal static class Workbook
{
    /// <summary>Columns looked at; a sheet with more is refused by its header, and cells right of the header are not read.</summary>
    private const int SeenColumns = 2 * ImportLimits.Columns;

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Outcome<RawTable> Open(
        ReadOnlyMemory<byte> bytes, FileFormat format, Predicate<string> isKnownHeader, DialectChoices choices)
    {
        if (FileKind.IsEncrypted(bytes.Span))
            return ImportIssues.EncryptedFile.Refuse();
        if (format == FileFormat.Xls && !CompoundFile.IsPlausible(bytes.Span))
            return ImportIssues.DamagedFile.Refuse(null, ("kind", "Excel-Datei"));
        IReadOnlyDictionary<CellPlace, string> NoErrors(string sheet) => ImmutableDictionary<CellPlace, string>.Empty;
        Func<string, IReadOnlyDictionary<CellPlace, string>> errors = NoErrors;
        if (format == FileFormat.Xlsx)
        {
            var parts = ZipParts.Open(bytes);
            if (parts.Refusal is { } refusal)
                return refusal;
            if (SheetErrors.RefuseParts(parts.Required) is { } tooLarge)
                return tooLarge;
            errors = sheet => SheetErrors.Of(parts.Required, sheet);
        }
        try
        {
            using var reader = ExcelReaderFactory.CreateReader(
                ZipParts.Stream(bytes), new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(1252) });
            var sheets = Samples(reader, isKnownHeader);
            var chosen = Choose(sheets, choices);
            return chosen.Refusal is { } unknown ? unknown : Read(reader, format, sheets, chosen.Required, choices, errors);
        }
        catch (InvalidPasswordException)
        {
            return ImportIssues.EncryptedFile.Refuse();
        }
        // What a damaged file makes a reader of two binary formats throw is no list one could name.
        catch (Exception damaged) when (damaged is not OutOfMemoryException)
        {
            return ImportIssues.DamagedFile.Refuse(null, ("kind", "Excel-Datei"));
        }
    }

    private static List<SheetSample> Samples(IExcelDataReader reader, Predicate<string> isKnownHeader)
    {
        List<SheetSample> sheets = [];
        do
        {
            var rows = new List<SampleRow>();
            var cells = new WorkbookCells(reader, ImmutableDictionary<CellPlace, string>.Empty);
            // A claim beyond what Excel can hold would cost memory or hours before the first row.
            if (reader.RowCount > ImportLimits.SheetRows || reader.FieldCount > ImportLimits.SheetRows)
                throw new InvalidDataException();
            for (var line = 1; line <= ImportLimits.SheetRows && rows.Count < ImportLimits.SampleRows && reader.Read(); line++)
            {
                if (cells.Row(line, SeenColumns) is { Length: > 0 } row)
                    rows.Add(new SampleRow(line, row));
            }
            sheets.Add(new SheetSample(sheets.Count, reader.Name, reader.VisibleState != "visible", rows,
                HeaderSearch.Known(rows, isKnownHeader)));
        }
        while (reader.NextResult());
        return sheets;
    }

    private static Outcome<SheetSample> Choose(List<SheetSample> sheets, DialectChoices choices)
    {
        if (choices.Sheet is { } name)
        {
            var named = sheets.Find(sheet => sheet.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? sheets.ElementAtOrDefault(number - 1)
                    : null);
            var names = string.Join(", ", sheets.Select(sheet => sheet.Name));
            return named is null ? ImportIssues.UnknownSheet.Refuse(null, ("value", name), ("expected", names)) : named;
        }
        var filled = sheets.Where(sheet => sheet.Rows.Count > 0).ToList();
        var found = filled.Find(sheet => !sheet.Hidden && sheet.Known is not null) ?? filled.Find(sheet => !sheet.Hidden)
            ?? filled.FirstOrDefault();
        return found is null ? ImportIssues.EmptyFile.Refuse() : found;
    }

    private static Outcome<RawTable> Read(
        IExcelDataReader reader, FileFormat format, List<SheetSample> sheets, SheetSample sheet, DialectChoices choices,
        Func<string, IReadOnlyDictionary<CellPlace, string>> errors)
    {
        var header = choices.HeaderLine is { } line
            ? sheet.Rows.Find(row => row.Line == line)
            : sheet.Known ?? HeaderSearch.FirstFull(sheet.Rows, HeaderSearch.CommonWidth(sheet.Rows).Columns);
        if (header is null)
            return HeaderSearch.Refuse(choices.HeaderLine);
        if (header.Cells.Length > ImportLimits.Columns)
            return ImportIssues.TooManyColumns.Refuse(header.Line, ("count", header.Cells.Length), ("limit", ImportLimits.Columns));
        reader.Reset();
        for (var at = 0; at < sheet.Index; at++)
            reader.NextResult();
        var cells = new WorkbookCells(reader, errors(sheet.Name));
        List<RawRow> rows = [];
        for (var at = 1; at <= ImportLimits.SheetRows && reader.Read(); at++)
        {
            if (at <= header.Line || cells.Row(at, SeenColumns) is not { Length: > 0 } row)
                continue;
            if (rows.Count == ImportLimits.Rows)
                return ImportIssues.TooManyRows.Refuse(null, ("limit", ImportLimits.Rows));
            rows.Add(RowOf(at, row, header.Cells));
        }
        var skipped = sheets.Where(other => other != sheet && other.Rows.Count > 0)
            .Select(other => new SkippedSheet(other.Name, other.Known is not null, other.Hidden));
        var use = new SheetUse(format == FileFormat.Xls ? "XLS" : "XLSX", sheet.Name, [.. skipped]);
        var dialect = Dialect.OfSheet(use, header.Line) with
        {
            SkippedLines = HeaderSearch.LinesBefore(sheet.Rows, header),
        };
        return new RawTable(dialect, header.Cells, rows, cells.Filled.Where(column => column > header.Cells.Length));
    }

    /// <summary>No cell of a sheet stands in a wrong column: short rows are filled up, cells right of the header are left out.</summary>
    private static RawRow RowOf(int line, string[] row, string[] header)
    {
        var missing = Enumerable.Repeat("", Math.Max(0, header.Length - row.Length));
        string[] cells = row.Length == header.Length ? row : [.. row.Take(header.Length), .. missing];
        if (Array.Exists(cells, cell => cell.Length > ImportLimits.CellCharacters))
            return new RawRow(line, cells, RowIssue.Of(ImportIssues.CellTooLong, line, null, null, ("limit", ImportLimits.CellCharacters)));
        var damaged = Array.FindIndex(cells, RawTable.IsDamaged);
        return damaged < 0
            ? new RawRow(line, cells)
            : new RawRow(line, cells, RowIssue.Of(ImportIssues.DamagedText, line, HeaderName.OneLine(header[damaged]), null));
    }

    private sealed record SheetSample(int Index, string Name, bool Hidden, List<SampleRow> Rows, SampleRow? Known);
}
