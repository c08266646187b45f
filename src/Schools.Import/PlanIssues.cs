namespace Schools.Import;

/// <summary>What comparing a list with the register can object to beyond its single cells: moves, full lists, words of an MDM.</summary>
public static class PlanIssues
{
    public static readonly ImportCode FullListOfSchools = new("full-list-of-schools", IssueSeverity.Refusal,
        "Eine Schulliste lässt sich nicht als vollständige Liste importieren; Schulen fehlen nie. Bitte als Teilliste importieren.");
    public static readonly ImportCode FullListWithoutSchool = new("full-list-without-school", IssueSeverity.Refusal,
        "Die Liste nennt keine bekannte Schule, für die sie vollständig sein könnte. Bitte eine Schule wählen oder die Spalte Schulnummer "
        + "ergänzen.");

    public static readonly ImportCode ListOfFuture = new("list-of-future", IssueSeverity.Refusal,
        "Der Stand der Liste „{value}“ liegt in der Zukunft. Bitte den Tag angeben, von dem die Liste ist, höchstens heute.");

    public static readonly ImportCode KnownSinceLater = new("known-since-later", IssueSeverity.Note,
        "Die Liste nennt Bekanntes ({count} Zeilen). Nur was sie daran ändert, gilt ab ihrem Stand; was sie bestätigt, gilt weiter ab dem "
        + "Tag, zu dem es eingetragen wurde.");

    public static readonly ImportCode ManyMissing = new("many-missing", IssueSeverity.Warning,
        "Schule {expected}: {count} von {known} Geräten stehen nicht in der Datei. Bitte prüfen, ob die Liste wirklich vollständig ist.");
    public static readonly ImportCode UncertainMissing = new("uncertain-missing", IssueSeverity.Warning,
        "Fehlerhafte Zeilen, deren Gerät nicht zu erkennen ist: {count}. Ihre Geräte gelten als fehlend. Bitte zuerst diese Zeilen "
        + "berichtigen.");
    public static readonly ImportCode ScopeOfCategories = new("scope-of-categories", IssueSeverity.Note,
        "Die Datei spricht nur für {expected}. Geräte anderer Typen gelten darum nicht als fehlend.");
    public static readonly ImportCode AbsentSince = new("absent-since", IssueSeverity.Note,
        "Steht seit {reading} in keiner vollständigen Liste. Ab {expected} wird das Gerät als vermisst geführt.");
    public static readonly ImportCode MissingSince = new("missing-since", IssueSeverity.Note, "Wird seit {reading} als vermisst geführt.");

    public static readonly ImportCode MoveOpensRoom = new("move-opens-room", IssueSeverity.Note,
        "Den Raum „{value}“ gibt es an der neuen Schule noch nicht. Er wird angelegt, wenn das Gerät umzieht.");
    public static readonly ImportCode UnknownRoom = new("unknown-room", IssueSeverity.Error,
        "Den Raum „{value}“ in der Spalte „{column}“ gibt es an der Schule nicht, und das Profil legt keine Räume an. Bitte die Nummer "
        + "berichtigen, den Raum zuerst anlegen oder das Profil ändern.");
    public static readonly ImportCode ProfileOfSeveralSchools = new("profile-of-several-schools", IssueSeverity.Refusal,
        "Ein Profil „{value}“ haben mehrere Schulen gespeichert: {expected}. Bitte beim Import die Schule angeben.");
    public static readonly ImportCode SharedMac = new("shared-mac", IssueSeverity.Warning,
        "„{value}“ in der Spalte „{column}“ steht schon in Zeile {first}. Vermutlich ist es ein gemeinsamer Netzwerkadapter.");

    public static readonly ImportCode MdmStepOpen = new("mdm-step-open", IssueSeverity.Warning,
        "Das MDM kennt das Gerät, der Status {reading} ist aber noch nicht möglich: {expected}");
    public static readonly ImportCode MdmLostMode = new("mdm-lost-mode", IssueSeverity.Warning,
        "Im MDM ist der Verloren-Modus eingeschaltet. Bitte klären und das Gerät, wenn es verloren ist, selbst so kennzeichnen.");
    public static readonly ImportCode MdmTrashed = new("mdm-trashed", IssueSeverity.Warning,
        "Im MDM liegt das Gerät im Papierkorb. Bitte klären, ob es noch in Gebrauch ist.");
    public static readonly ImportCode UnknownMdmWord = new("unknown-mdm-word", IssueSeverity.Warning,
        "„{value}“ in der Spalte „{column}“ ist kein bekanntes Wort des MDM und wird nicht ausgewertet. Bekannt sind: {expected}.");

    public static readonly ImportCode MoreNewWords = new("more-new-words", IssueSeverity.Note,
        "{expected} neuer Geräte: {known} sind aufgeführt, {count} weitere nicht.");

    public static readonly ImportCode NoRows = new("no-rows", IssueSeverity.Refusal,
        "Die Datei enthält keine Zeilen, nur eine Kopfzeile. Bitte die Liste erneut exportieren.");
    public static readonly ImportCode StrayBytes = new("stray-bytes", IssueSeverity.Warning,
        "Die Datei ist in UTF-8 geschrieben; in Zeile {line} stehen aber Zeichen einer anderen Kodierung, vermutlich Windows-1252. Bitte "
        + "diese Zeilen berichtigen und die Datei als „CSV UTF-8“ speichern.");

    public static readonly IReadOnlyList<ImportCode> All =
    [
        FullListOfSchools, FullListWithoutSchool, ListOfFuture, KnownSinceLater,
        ManyMissing, UncertainMissing, ScopeOfCategories, AbsentSince, MissingSince,
        MoveOpensRoom, UnknownRoom, ProfileOfSeveralSchools, SharedMac, MdmStepOpen, MdmLostMode, MdmTrashed, UnknownMdmWord,
        MoreNewWords, NoRows, StrayBytes,
    ];

    /// <summary>Said behind a refusal of column names when their letters themselves are damaged.</summary>
    internal const string EncodingHint =
        " Vermutlich ist die Datei in mehreren Kodierungen geschrieben (UTF-8 und Windows-1252); bitte sie als „CSV UTF-8“ speichern.";
}
