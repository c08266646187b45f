using System.Globalization;
using System.Text.Json.Serialization;

namespace Schools.Import;

/// <summary>Refusal stops the file, Error the row; Warning is shown and imports, Note only informs.</summary>
public enum IssueSeverity { Refusal, Error, Warning, Note }

/// <summary>One reason an import can name: a stable code for programs, a German text with <c>{placeholders}</c> and the remedy.</summary>
public sealed record ImportCode(string Code, IssueSeverity Severity, string Text)
{
    public string Format(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var text = Text;
        foreach (var (name, value) in values)
        {
            var shown = value is int number && name is not ("line" or "first")
                ? number.ToString("N0", ImportIssues.German)
                : Convert.ToString(value, ImportIssues.German) ?? "";
            // What the program itself asks for is said in full; what others wrote may be of any length.
            text = text.Replace("{" + name + "}", name == "expected" ? shown : Shorten(shown), StringComparison.Ordinal);
        }
        return text;
    }

    public FileRefusal Refuse(int? line = null, params ReadOnlySpan<(string Name, object? Value)> values) =>
        new(this, Format(values), line);

    private static string Shorten(string value) => value.Length <= ImportLimits.ShownValueCharacters
        ? value
        : string.Concat(CellText.Beginning(value), "…");
}

/// <summary>Why a file is not imported at all. <paramref name="Line"/> is physical and 1-based where a line is to blame.</summary>
public sealed record FileRefusal(ImportCode Code, string Message, int? Line = null);

/// <summary>What is said about one cell or row. <paramref name="Line"/> is the physical line on which the row begins.</summary>
[JsonConverter(typeof(RowIssueJson))]
public sealed record RowIssue(ImportCode Code, int Line, string? Column, string? Value, string Message)
{
    public static RowIssue Of(ImportCode code, int line, string? column, string? value,
        params ReadOnlySpan<(string Name, object? Value)> more) =>
        new(code, line, column, value, code.Format([("column", column ?? "?"), .. more, ("value", value ?? "")]));
}

/// <summary>A value, or the refusal that stands in its place.</summary>
public readonly record struct Outcome<T>(T? Value, FileRefusal? Refusal) where T : class
{
    public T Required => Value ?? throw new InvalidOperationException(Refusal?.Message);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(FileRefusal refusal) => new(null, refusal);
}

/// <summary>The one list of everything an import can object to.</summary>
public static class ImportIssues
{
    internal static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static readonly ImportCode EmptyFile = Refusal("empty-file",
        "Die Datei ist leer. Bitte die Liste erneut exportieren und prüfen, ob sie Zeilen enthält.");
    public static readonly ImportCode FileTooLarge = Refusal("file-too-large",
        "Die Datei ist größer als {limit} MB. Bitte die Liste nach Schulen teilen und einzeln importieren.");
    public static readonly ImportCode LineTooLong = Refusal("line-too-long",
        "Zeile {line} ist länger als {limit} Byte. Das ist keine Tabelle; bitte die Liste erneut als CSV exportieren.");
    public static readonly ImportCode BinaryFile = Refusal("binary-file",
        "Die Datei ist keine Liste, sie sieht aus wie {kind}. Bitte die Liste als Excel-Datei (XLSX) oder CSV speichern und diese Datei "
        + "wählen.");
    public static readonly ImportCode WrongExtension = Refusal("wrong-extension",
        "Dateien mit der Endung „{value}“ werden nicht gelesen. Bitte die Liste als Excel-Datei (.xlsx, .xls) oder als Text speichern "
        + "(.csv, .txt, .tsv); mehrere Listen dürfen in einer ZIP-Datei liegen.");
    public static readonly ImportCode EncryptedFile = Refusal("encrypted-file",
        "Die Datei ist mit einem Kennwort geschützt. Bitte das Kennwort in Excel oder im Packprogramm entfernen und die Datei neu "
        + "speichern.");
    public static readonly ImportCode DamagedFile = Refusal("damaged-file",
        "Die {kind} ist beschädigt und lässt sich nicht öffnen. Bitte sie im Programm, aus dem sie stammt, öffnen und neu speichern.");
    public static readonly ImportCode UnpacksTooLarge = Refusal("unpacks-too-large",
        "Der Inhalt der Datei wäre entpackt größer als {limit} MB oder ist auffällig stark gepackt. Bitte die Listen einzeln oder nach "
        + "Schulen geteilt importieren.");
    public static readonly ImportCode TooManyEntries = Refusal("too-many-entries",
        "Die ZIP-Datei enthält mehr als {limit} Dateien. Bitte auf mehrere ZIP-Dateien verteilen.");
    public static readonly ImportCode NestedZip = Refusal("nested-zip",
        "In der ZIP-Datei liegt eine weitere ZIP-Datei. Bitte diese entpacken und die Listen selbst hineinlegen.");
    public static readonly ImportCode WrongEntryName = Refusal("wrong-entry-name",
        "Die ZIP-Datei enthält den unzulässigen Namen „{value}“. Bitte die Listen neu packen.");
    public static readonly ImportCode EmptyZip = Refusal("empty-zip",
        "Die ZIP-Datei enthält keine Liste. Bitte die Listen hineinlegen und neu packen.");
    public static readonly ImportCode UnknownSheet = Refusal("unknown-sheet",
        "Das Blatt „{value}“ gibt es nicht. Bitte eines davon wählen: {expected}.");
    public static readonly ImportCode WrongChoice = Refusal("wrong-choice",
        "„{value}“ ist für {column} nicht möglich. Bitte eine dieser Angaben verwenden: {expected}.");
    public static readonly ImportCode IdleChoice = Refusal("idle-choice",
        "{column} ist bei {kind} nicht zu wählen. Bitte die Angabe weglassen.");
    public static readonly ImportCode NoHeaderAtLine = Refusal("no-header-at-line",
        "In Zeile {line} beginnt keine Kopfzeile. Bitte eine Zeile mit Spaltennamen wie Seriennummer, Modell, Raum wählen.");
    public static readonly ImportCode UnreadableEncoding = Refusal("unreadable-encoding",
        "Die Zeichen in Zeile {line} ergeben in keiner unterstützten Kodierung deutschen Text. Bitte als „CSV UTF-8“ "
        + "speichern.");
    public static readonly ImportCode NoHeader = Refusal("no-header",
        "Es wurde keine Kopfzeile mit Spaltennamen gefunden. Bitte eine erste Zeile mit Namen wie Seriennummer, Modell, Raum ergänzen.");
    public static readonly ImportCode TooManyColumns = Refusal("too-many-columns",
        "Die Kopfzeile hat {count} Spalten, erlaubt sind {limit}. Bitte nicht benötigte Spalten entfernen.");
    public static readonly ImportCode TooManyRows = Refusal("too-many-rows",
        "Die Datei hat mehr als {limit} Zeilen. Bitte die Liste nach Schulen teilen und einzeln importieren.");
    public static readonly ImportCode UnknownColumns = Refusal("unknown-columns",
        "Keine Spalte der Datei ist bekannt ({value}). Bitte in der Kopfzeile Namen wie Seriennummer, Gerätetyp oder Schulnummer "
        + "verwenden.");
    public static readonly ImportCode MissingColumns = Refusal("missing-columns",
        "Die Datei ist als „{value}“ erkannt, es fehlen aber die Spalten {expected}. Bitte die Liste mit diesen Spalten erneut "
        + "exportieren oder die Spalten so benennen.");

    /// <summary>The same code as <see cref="MissingColumns"/>, of one column.</summary>
    public static readonly ImportCode MissingColumn = Refusal("missing-columns",
        "Die Datei ist als „{value}“ erkannt, es fehlt aber die Spalte {expected}. Bitte die Liste mit dieser Spalte erneut "
        + "exportieren oder die Spalte so benennen.");

    public static readonly ImportCode UnknownProfile = Refusal("unknown-profile",
        "Das Profil „{value}“ gibt es nicht. Bitte eines davon wählen: {expected}.");
    public static readonly ImportCode SeveralProfiles = Refusal("several-profiles",
        "Die Spalten passen gleich gut zu mehreren Profilen: {expected}. Bitte eines wählen, auf der Kommandozeile mit --profile NAME.");
    public static readonly ImportCode RefusedKind = Refusal("refused-kind",
        "Die Datei ist als „{value}“ erkannt. Sie enthält {expected}; das nimmt dieses Programm nicht auf.");
    public static readonly ImportCode NoProviderNumber = Refusal("no-provider-number",
        "Für den Schulträger ist keine Trägernummer hinterlegt; welche Schulen die eigenen sind, ist daher nicht zu erkennen. Bitte die "
        + "Trägernummer hinterlegen oder alle Schulen der Liste importieren.");
    public static readonly ImportCode SensitiveColumn = Refusal("sensitive-column",
        "Die Spalte „{column}“ nennt {value}. Solche Angaben zu Personen nimmt dieses Programm nicht an. Bitte die Spalte aus der Liste "
        + "entfernen.");

    public static readonly ImportCode TooFewFields = Error("too-few-fields",
        "Die Zeile hat {count} statt {expected} Felder. Bitte fehlende Trennzeichen ergänzen.");
    public static readonly ImportCode TooManyFields = Error("too-many-fields",
        "Die Zeile hat {count} statt {expected} Felder. Bitte Zellen mit Trennzeichen in Anführungszeichen setzen.");
    public static readonly ImportCode BrokenQuote = Error("broken-quote",
        "In dieser Zeile steht Text nach einem schließenden Anführungszeichen. Bitte die Anführungszeichen in der Zelle verdoppeln.");
    public static readonly ImportCode UnclosedQuote = Error("unclosed-quote",
        "Das Anführungszeichen, das in dieser Zeile beginnt, wird nicht geschlossen. Bitte das fehlende Anführungszeichen ergänzen.");
    public static readonly ImportCode TooManyBrokenQuotes = Error("too-many-broken-quotes",
        "Mehr als {limit} Zeilen haben fehlerhafte Anführungszeichen; ab dieser Zeile wurde nicht weitergelesen. Bitte die Liste erneut "
        + "exportieren.");
    public static readonly ImportCode CellTooLong = Error("cell-too-long",
        "Eine Zelle hat mehr als {limit} Zeichen. Bitte den Text kürzen.");
    public static readonly ImportCode DamagedText = Error("damaged-text",
        "Die Spalte „{column}“ enthält unlesbare Zeichen. Bitte den Text in der Quelle berichtigen und als „CSV UTF-8“ speichern.");
    public static readonly ImportCode MissingValue = Error("missing-value", "In der Spalte „{column}“ fehlt ein Wert. Bitte ergänzen.");
    public static readonly ImportCode InvalidDate = Error("invalid-date",
        "„{value}“ in der Spalte „{column}“ ist kein gültiges Datum. Bitte als TT.MM.JJJJ angeben, zum Beispiel 31.08.2026.");
    public static readonly ImportCode AmbiguousDate = Error("ambiguous-date",
        "„{value}“ in der Spalte „{column}“ ist kein eindeutiges Datum. Bitte als TT.MM.JJJJ angeben.");
    public static readonly ImportCode InvalidNumber = Error("invalid-number",
        "„{value}“ in der Spalte „{column}“ ist keine Zahl. Bitte zum Beispiel als 1.234,56 angeben.");
    public static readonly ImportCode InvalidMacAddress = Error("invalid-mac-address",
        "„{value}“ in der Spalte „{column}“ ist keine MAC-Adresse. Bitte zwölf Zeichen 0-9 und A-F angeben.");
    public static readonly ImportCode InvalidYesNo = Error("invalid-yes-no",
        "„{value}“ in der Spalte „{column}“ ist weder ja noch nein. Bitte ja oder nein angeben.");
    public static readonly ImportCode ScientificNotation = Error("scientific-notation",
        "„{value}“ in der Spalte „{column}“ hat die Tabellenkalkulation in eine gerundete Zahl verwandelt. Bitte die Spalte als Text "
        + "formatieren und den echten Wert eintragen.");
    public static readonly ImportCode FormulaError = Error("formula-error",
        "In der Spalte „{column}“ steht „{value}“, ein Rechenfehler der Tabellenkalkulation. Bitte die Formel berichtigen oder den Wert "
        + "eintragen.");
    public static readonly ImportCode UnknownSchool = Error("unknown-school",
        "Die Schule „{value}“ in der Spalte „{column}“ ist nicht bekannt. Bitte die Nummer berichtigen oder zuerst die Schule anlegen.");
    public static readonly ImportCode UnknownWord = Error("unknown-word",
        "„{value}“ in der Spalte „{column}“ ist nicht bekannt. Bitte eines dieser Wörter verwenden: {expected}.");
    public static readonly ImportCode DuplicateInFile = Error("duplicate-in-file",
        "„{value}“ in der Spalte „{column}“ steht schon in Zeile {first}. Bitte eine der beiden Zeilen löschen oder berichtigen.");

    public static readonly ImportCode DamagedKey = Error("damaged-key",
        "„{value}“ in der Spalte „{column}“ ist vermutlich beschädigt; gemeint ist wohl {reading}. Bitte berichtigen.");
    public static readonly ImportCode InvalidIdentifier = Error("invalid-identifier",
        "„{value}“ in der Spalte „{column}“ ist keine gültige Nummer. Bitte {expected} angeben.");
    public static readonly ImportCode AddressAsKey = Error("address-as-key",
        "„{value}“ in der Spalte „{column}“ ist eine Netzwerkadresse, keine Nummer des Geräts. Vermutlich sind die Spalten verschoben; "
        + "bitte prüfen und berichtigen.");
    public static readonly ImportCode MissingSchool = Error("missing-school",
        "Die Zeile nennt keine Schule. Bitte die Schulnummer ergänzen oder beim Import eine Schule wählen.");
    public static readonly ImportCode SameDevice = Error("same-device",
        "Die Zeile meint dasselbe Gerät wie Zeile {first}. Bitte eine der beiden Zeilen löschen oder berichtigen.");
    public static readonly ImportCode UnknownDevice = Error("unknown-device",
        "Das Gerät „{value}“ in der Spalte „{column}“ gibt es im Bestand nicht. Bitte den Schlüssel aus dem Export eintragen oder die "
        + "Zelle leeren, wenn das Gerät neu ist.");
    public static readonly ImportCode ChangedSinceExport = Error("changed-since-export",
        "Das Gerät wurde nach dem Export geändert (Spalte „{column}“: {value}, im Bestand: {reading}). Bitte neu exportieren und die "
        + "Änderung dort eintragen, oder die Zelle leeren, wenn die Zeile gelten soll, wie sie ist.");
    public static readonly ImportCode TwoDevices = Error("two-devices",
        "{value} gehören im Bestand zu zwei verschiedenen Geräten. Bitte die Nummern am Gerät prüfen.");
    public static readonly ImportCode OtherSerial = Error("other-serial",
        "Das über {expected} gefundene Gerät hat im Bestand die Seriennummer {reading}, die Zeile nennt {value}. Bitte die Nummern am "
        + "Gerät prüfen und berichtigen.");
    public static readonly ImportCode OtherSchool = Error("other-school",
        "Das Gerät steht im Bestand an der Schule {reading}, die Zeile nennt {value}. Ist es umgezogen, bitte die Zeile in der Vorschau "
        + "wählen, sonst die Schulnummer berichtigen.");
    public static readonly ImportCode AmbiguousRoom = Error("ambiguous-room",
        "Den Raum „{value}“ gibt es an dieser Schule in mehreren Gebäuden ({expected}). Bitte das Gebäude angeben.");

    public static readonly ImportCode NoResult = Warning("no-result",
        "In der Spalte „{column}“ steht „{value}“: Die Formel der Tabellenkalkulation hat nichts gefunden. Die Zelle gilt als leer.");
    public static readonly ImportCode AmbiguousNumber = Warning("ambiguous-number",
        "„{value}“ in der Spalte „{column}“ ist mehrdeutig und wurde als {reading} gelesen. Bitte prüfen.");
    public static readonly ImportCode MixedNumber = Warning("mixed-number",
        "„{value}“ in der Spalte „{column}“ ist anders geschrieben als die übrigen Zahlen und wurde als {reading} gelesen. Bitte prüfen.");
    public static readonly ImportCode LostZero = Warning("lost-zero",
        "„{value}“ in der Spalte „{column}“ hat vermutlich führende Nullen verloren; gemeint ist wohl {reading}. Bitte prüfen.");
    public static readonly ImportCode DecimalTail = Warning("decimal-tail",
        "„{value}“ in der Spalte „{column}“ wurde beim Speichern zur Kommazahl; gemeint ist wohl {reading}. Bitte prüfen.");
    public static readonly ImportCode MissingPrefix = Warning("missing-prefix",
        "„{value}“ in der Spalte „{column}“ hat keine Vorwahl und wird nicht übernommen. Bitte die Vorwahl ergänzen.");
    public static readonly ImportCode KeptStored = Warning("kept-stored",
        "„{value}“ in der Spalte „{column}“ ist vermutlich beschädigt. Im Bestand bleibt „{reading}“.");
    public static readonly ImportCode SerialReplaced = Warning("serial-replaced",
        "Das über {expected} gefundene Gerät hat im Bestand die Seriennummer {reading}; sie wird durch {value} ersetzt. Bitte prüfen.");
    public static readonly ImportCode InventoryNumberReplaced = Warning("inventory-number-replaced",
        "Das über {expected} gefundene Gerät hat im Bestand die Inventarnummer {reading}; sie wird durch {value} ersetzt. Bitte prüfen.");
    public static readonly ImportCode EmptyHeader = Warning("empty-header",
        "Spalte {value} hat keinen Namen und wird nicht gelesen. Bitte in der Kopfzeile benennen, wenn sie gebraucht wird.");
    public static readonly ImportCode ChangedSince = Error("changed-since",
        "Seit dem Import geändert: {expected}. Die Zeile bleibt, wie sie ist, wenn sie nicht gewählt wird.");
    public static readonly ImportCode CannotUndo = Error("cannot-undo", "{expected}.");
    public static readonly ImportCode DuplicateHeader = Warning("duplicate-header",
        "Der Spaltenname „{column}“ steht mehrfach in der Kopfzeile; gelesen wird die erste Spalte. Bitte eindeutig benennen.");

    public static readonly ImportCode ShiftedColumn = Warning("shifted-column",
        "In der Spalte „{column}“ stehen {kind} statt {expected}. Vermutlich sind die Spalten verschoben; bitte die Datei prüfen.");
    public static readonly ImportCode UnknownColumn = Warning("unknown-column",
        "Die Spalte „{column}“ ist nicht bekannt und wird nicht gelesen. Bitte umbenennen, wenn sie gebraucht wird.");

    public static readonly ImportCode OtherFormat = Note("other-format",
        "Die Datei heißt „{value}“, ist aber {kind} und wurde so gelesen.");
    public static readonly ImportCode PersonalColumn = Note("personal-column",
        "Die Spalte „{column}“ nennt Personen und wird nicht gelesen.");
    public static readonly ImportCode AssumedStatus = Note("assumed-status",
        "Neue Geräte ohne Angabe in „{column}“: {count}. Mit Inventarnummer gelten sie als Inventarisiert, sonst als Geliefert.");
    public static readonly ImportCode AssumedLegacy = Note("assumed-legacy",
        "Geräte ohne Angabe in „{column}“: {count}. Da sie schon inventarisiert sind, werden sie als Altbestand geführt.");
    public static readonly ImportCode TotalsLine = Note("totals-line", "Die Zeile ist eine Summenzeile und wird übergangen.");

    public static readonly IReadOnlyList<ImportCode> All =
    [
        EmptyFile, FileTooLarge, LineTooLong, BinaryFile, WrongExtension, EncryptedFile, DamagedFile, UnpacksTooLarge,
        TooManyEntries, NestedZip, WrongEntryName, EmptyZip, UnknownSheet, WrongChoice, IdleChoice, NoHeaderAtLine,
        UnreadableEncoding, NoHeader, TooManyColumns, TooManyRows, UnknownColumns, MissingColumns, UnknownProfile,
        SeveralProfiles, RefusedKind, NoProviderNumber, SensitiveColumn, TooFewFields, TooManyFields, BrokenQuote, UnclosedQuote,
        TooManyBrokenQuotes, CellTooLong, DamagedText, MissingValue, InvalidDate, AmbiguousDate, InvalidNumber,
        InvalidMacAddress, InvalidYesNo, ScientificNotation, FormulaError, UnknownSchool, UnknownWord, DuplicateInFile,
        DamagedKey, InvalidIdentifier, AddressAsKey, MissingSchool, SameDevice, UnknownDevice, ChangedSinceExport, TwoDevices,
        OtherSerial, OtherSchool, AmbiguousRoom,
        NoResult, AmbiguousNumber, MixedNumber, LostZero, DecimalTail, MissingPrefix, KeptStored, SerialReplaced,
        InventoryNumberReplaced, ChangedSince, CannotUndo,
        EmptyHeader, DuplicateHeader, ShiftedColumn, UnknownColumn, OtherFormat, PersonalColumn, AssumedStatus,
        AssumedLegacy, TotalsLine, .. PlanIssues.All,
    ];

    private static ImportCode Refusal(string code, string text) => new(code, IssueSeverity.Refusal, text);

    private static ImportCode Error(string code, string text) => new(code, IssueSeverity.Error, text);

    private static ImportCode Warning(string code, string text) => new(code, IssueSeverity.Warning, text);

    private static ImportCode Note(string code, string text) => new(code, IssueSeverity.Note, text);
}
