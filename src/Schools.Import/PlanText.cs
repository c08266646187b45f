using Schools.Domain;

namespace Schools.Import;

/// <summary>The one German text form of a plan, for command line, preview and golden tests.</summary>
public static class PlanText
{
    public const int DefaultLimit = 20;

    private static readonly (PlanStatus Status, string Title)[] Groups =
    [
        (PlanStatus.Error, "Fehler"), (PlanStatus.Conflict, "Konflikt"), (PlanStatus.Changed, "Geändert"), (PlanStatus.New, "Neu"),
        (PlanStatus.Missing, "Fehlt in der Datei"), (PlanStatus.Skipped, "Übergangen"),
    ];

    /// <summary>The German word of a status, as the text heads its rows.</summary>
    public static string German(PlanStatus status) =>
        status == PlanStatus.Unchanged ? "Unverändert" : Groups.First(group => group.Status == status).Title;

    /// <param name="limit">Rows shown of each status; the others are counted.</param>
    public static void Write(ImportPlan plan, TextWriter text, int limit = DefaultLimit)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(text);
        WriteHead(plan.Head, text);
        WriteCounts(plan.Head, text);
        WriteRooms(plan, text, limit);
        foreach (var (status, title) in Groups)
            WriteRows(title, Rows(plan, status), plan.Head.Counts[status], text, limit);
        List<PlanRow> hinted = [.. Rows(plan, PlanStatus.Unchanged).Where(row => row.Issues.Count > 0)];
        WriteRows("Unverändert, mit Hinweis", hinted, hinted.Count, text, limit);
    }

    private static IEnumerable<PlanRow> Rows(ImportPlan plan, PlanStatus status) =>
        plan.Rows is PlannedRows planned ? planned.Of(status) : plan.Rows.Where(row => row.Status == status);

    /// <summary>Encoding, delimiter and header line in words.</summary>
    public static string German(Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        if (dialect.Sheet is { } sheet)
            return $"Excel-Datei ({sheet.Format}), Blatt „{sheet.Name}“, Kopfzeile in Zeile {dialect.HeaderLine}";
        var encoding = dialect.Encoding switch
        {
            TextEncoding.Utf8 => "UTF-8",
            TextEncoding.Utf8Bom => "UTF-8 mit BOM",
            TextEncoding.Utf16Le => "UTF-16 LE",
            TextEncoding.Utf16Be => "UTF-16 BE",
            _ => "Windows-1252",
        };
        var delimiter = dialect.Delimiter switch
        {
            ';' => "Semikolon",
            ',' => "Komma",
            '\t' => "Tabulator",
            '|' => "senkrechter Strich",
            var other => $"„{other}“",
        };
        return $"{encoding}, {delimiter}, Kopfzeile in Zeile {dialect.HeaderLine}";
    }

    /// <summary><c>Zeile 1</c>, <c>Zeilen 1, 2, 4</c></summary>
    public static string German(IReadOnlyList<int> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return $"{(lines.Count == 1 ? "Zeile" : "Zeilen")} {string.Join(", ", lines)}";
    }

    /// <summary>How dates and amounts are written, or null where no cell shows it.</summary>
    public static string? Forms(Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        var dates = dialect.Dates.Select(form => form switch
        {
            DateForm.German => "TT.MM.JJJJ",
            DateForm.Iso => "JJJJ-MM-TT",
            DateForm.DayFirst => "TT/MM/JJJJ",
            DateForm.MonthFirst => "MM/TT/JJJJ",
            _ => "Tageszahlen von Excel",
        }).ToList();
        string?[] parts =
        [
            dates.Count == 0 ? null : $"Datum {string.Join(" und ", dates)}",
            dialect.Numbers switch { NumberStyle.German => "Zahlen 1.234,56", NumberStyle.English => "Zahlen 1,234.56", _ => null },
        ];
        return parts is [null, null] ? null : string.Join(", ", parts.Where(part => part is not null));
    }

    /// <summary>What a full list speaks for, and what happens to what it leaves out.</summary>
    public static string German(PlanScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        const int SchoolsNamed = 5;
        var schools = scope.Schools.Count > SchoolsNamed
            ? $"{Number(scope.Schools.Count)} Schulen"
            : scope.Schools.Count == 0 ? "keine Schule, denn keine Zeile findet ein Gerät an ihrer Schule oder nimmt dort eines auf"
            : $"{(scope.Schools.Count == 1 ? "Schule" : "Schulen")} {string.Join("; ", scope.Schools)}";
        var absent = scope.Absent switch
        {
            AbsentDevices.Mark => "sofort als vermisst geführt",
            AbsentDevices.Grace => $"nach {Number(scope.GraceDays)} {(scope.GraceDays == 1 ? "Tag" : "Tagen")} als vermisst geführt",
            _ => "nur aufgeführt",
        };
        return $"vollständige Liste ({string.Join(", ", scope.Categories)}) für {schools}. Fehlende Geräte werden {absent}.";
    }

    private static string Skipped(SkippedSheet sheet) =>
        $"„{sheet.Name}“{(sheet.Hidden ? " (ausgeblendet)" : sheet.HasHeader ? " (auch eine Liste)" : "")}";

    private static void WriteHead(PlanHead head, TextWriter text)
    {
        if (head.FileName is not null)
            Line(text, $"Datei: {head.FileName}");
        Line(text, $"Profil: {head.ProfileTitle} ({head.ProfileName}), {head.Confidence} % der Spalten bekannt");
        Line(text, $"Gelesen als: {German(head.Dialect)}");
        if (head.Dialect.Sheet is { Skipped.Length: > 0 } sheet)
            Line(text, $"Nicht gelesen: Blatt {string.Join(", ", sheet.Skipped.Select(Skipped))}");
        if (Forms(head.Dialect) is { } forms)
            Line(text, $"Schreibweise: {forms}");
        if (head.Dialect.UmlautSamples.Length > 0)
            Line(text, $"Umlaute: {string.Join(" | ", head.Dialect.UmlautSamples)}");
        if (head.Dialect.SkippedLines.Length > 0)
            Line(text, $"Übergangen: {German(head.Dialect.SkippedLines)} über der Kopfzeile");
        var mapped = head.Columns.Where(column => column.Role == ColumnRole.Mapped);
        Line(text, $"Spalten: {string.Join(", ", mapped.Select(Mapping))}");
        if (head.Scope is { } scope)
            Line(text, $"Umfang: {German(scope)}");
        if (head.HoldsFrom is { } day)
            Line(text, $"Stand der Liste: {FieldText.Shown(day)}");
        foreach (var warning in head.Warnings)
            Line(text, $"Hinweis: {warning.Message}");
    }

    private static string Mapping(ColumnUse column) =>
        column.Header == column.German ? column.Header : $"{column.Header} → {column.German}";

    private static void WriteCounts(PlanHead head, TextWriter text)
    {
        var counts = head.Counts;
        Line(text, "");
        var missing = counts.Missing == 0 ? "" : $"{Number(counts.Missing)} {(counts.Missing == 1 ? "fehlt" : "fehlen")}, ";
        Line(text, $"{Rows(counts.Rows)}: {Number(counts.New)} neu, {Number(counts.Changed)} geändert, "
            + $"{Number(counts.Unchanged)} unverändert, {Number(counts.Conflict)} {(counts.Conflict == 1 ? "Konflikt" : "Konflikte")}, "
            + $"{missing}{Number(counts.Error)} Fehler, {Number(counts.Skipped)} übergangen");
        if (head.NewManufacturers.Count > 0)
            Line(text, $"Hersteller neuer Geräte: {NewWords(head, head.NewManufacturers)}");
        if (head.NewModels.Count > 0)
            Line(text, $"Modelle neuer Geräte: {NewWords(head, head.NewModels)}");
        foreach (var provider in head.Providers.Take(DefaultLimit))
            Line(text, $"Träger {provider.ProviderNumber}: {Rows(provider.Rows)}{(provider.IsOwn ? " (eigene)" : "")}");
        Rest(text, head.Providers.Count - DefaultLimit, "weitere Träger");
    }

    /// <summary>New words, each with the known one that is probably meant.</summary>
    public static string NewWords(PlanHead head, IEnumerable<string> words) => string.Join(", ", words.Select(word =>
        head.Alike?.FirstOrDefault(alike => alike.New == word) is { } alike ? $"{word} (gemeint {alike.Known}?)" : word));

    private static void WriteRooms(ImportPlan plan, TextWriter text, int limit)
    {
        if (plan.NewRooms.Count == 0)
            return;
        Heading(text, "Neue Räume", plan.NewRooms.Count);
        foreach (var room in plan.NewRooms.Take(limit))
        {
            var details = room.Command.Given;
            string?[] parts = [details.Number, details.Building, details.Type is { } type ? Labels.German(type) : null];
            var school = room.Command.Room.School.Number;
            Line(text, $"  Zeile {room.Line}: Schule {school}, {string.Join(", ", parts.Where(part => part is not null))}"
                + (room.Meant is { } meant ? $" (gemeint {meant}?)" : ""));
        }
        Rest(text, plan.NewRooms.Count - limit, "weitere");
    }

    private static void WriteRows(string title, IEnumerable<PlanRow> rows, int count, TextWriter text, int limit)
    {
        if (count == 0)
            return;
        Heading(text, title, count);
        foreach (var row in rows.Take(limit))
        {
            var matched = row.MatchedBy is null ? "" : $" (gefunden über {row.MatchedBy})";
            var where = row.Line > 0 ? $"Zeile {row.Line}" : $"Schule {row.School?.Number}";
            Line(text, $"  {where}{(row.Title is null ? "" : $": {OneLine(row.Title)}")}{matched}");
            foreach (var change in row.Changes)
                Line(text, $"    {change.German}: {OneLine(change.From ?? "–")} → {OneLine(change.To ?? "–")}");
            foreach (var issue in row.Issues)
                Line(text, $"    {Severity(issue)} {issue.Code.Code}: {OneLine(issue.Message)}");
        }
        Rest(text, count - limit, "weitere");
    }

    private static string Severity(RowIssue issue) => issue.Code.Severity switch
    {
        IssueSeverity.Warning => "Warnung",
        IssueSeverity.Note => "Hinweis",
        _ => "Fehler",
    };

    private static void Heading(TextWriter text, string title, int count)
    {
        Line(text, "");
        Line(text, $"{title}: {Number(count)}");
    }

    private static void Rest(TextWriter text, int count, string what)
    {
        if (count > 0)
            Line(text, $"  … und {Number(count)} {what}");
    }

    private static string OneLine(string value) => HeaderName.OneLine(value);

    private static string Rows(int count) => $"{Number(count)} {(count == 1 ? "Zeile" : "Zeilen")}";

    private static string Number(int count) => count.ToString("N0", ImportIssues.German);

    /// <summary>The same line end on every machine, so that texts can be compared.</summary>
    private static void Line(TextWriter text, string line)
    {
        text.Write(line);
        text.Write('\n');
    }
}
