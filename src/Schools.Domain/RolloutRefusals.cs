namespace Schools.Domain;

/// <summary>The German texts of rollout, standards, licences, waves and plans.</summary>
internal static class RolloutRefusals
{
    public static string German(RefusalCode code) => code switch
    {
        RefusalCode.StandardUnknown => "Den Ausstattungsstandard {0} gibt es nicht. Bitte zuerst veröffentlichen.",
        RefusalCode.LicenceUnknown => "Die Lizenz {0} gibt es nicht. Bitte zuerst erfassen.",
        RefusalCode.WaveUnknown => "Die Welle {0} gibt es nicht. Bitte zuerst anlegen.",
        RefusalCode.PlanUnknown => "Den Plan {0} gibt es nicht. Bitte zuerst anlegen.",
        RefusalCode.FactInFuture => "Der {0} liegt in der Zukunft. Bitte einen Tag bis heute angeben.",
        RefusalCode.StepInFuture => "Der {0} liegt in der Zukunft. Bitte den Tag angeben, an dem es war, oder einen Termin planen.",
        RefusalCode.StepOfSchool => "Der Schritt {0} gilt für die ganze Schule. Bitte auf der Seite der Schule eintragen.",
        RefusalCode.PrerequisiteMissing =>
            "Vor dem Schritt {0} fehlt: {1}. Bitte diese Schritte zuerst eintragen oder einen Grund angeben.",
        RefusalCode.DefectUnknown => "Einen Mangel mit der Nummer {0} gibt es hier nicht. Bitte die Mängelliste prüfen.",
        RefusalCode.BlockadeUnclear => "Hier blockiert mehreres: {0}. Bitte angeben, was davon aufgehoben ist.",
        RefusalCode.ExplanationMissing => "Die Begründung fehlt. Bitte eintragen.",
        RefusalCode.TargetZero => "{0}: Das Soll muss größer als 0 sein. Bitte eine Zahl über 0 eintragen oder die Zeile weglassen.",
        >= RefusalCode.StandardItemUnknown and <= RefusalCode.SchoolTypeUnknown => OfStandards(code),
        RefusalCode.CountOutOfRange => "{0}. Bitte eine Zahl von {1} eintragen.",
        RefusalCode.CalendarUnknown =>
            "Für {0} ist kein Ferienkalender hinterlegt ({1}). Bitte Land und Zeitraum prüfen oder die veröffentlichten Ferientermine "
            + "nachtragen lassen.",
        RefusalCode.HistoryImplausible => "Der Verlauf in {0} ist nicht möglich: {1}. Bitte die Angaben dieser Woche prüfen.",
        >= RefusalCode.PlanPartUnknown and <= RefusalCode.PresetOfOtherAuthority => MasterPlanRefusals.German(code),
        RefusalCode.LicenceMetricMissing => "Die Zählweise fehlt. Bitte angeben, wonach die Lizenz zählt, zum Beispiel je Gerät.",
        RefusalCode.LicenceQuantityMissing =>
            "Die Menge fehlt. Bitte eintragen, wie viele Lizenzen es sind; nur eine für den ganzen Schulträger kommt ohne aus.",
        RefusalCode.LicencesTooFew => "Die Schule {0} hat nur {1}. Bitte höchstens so viele umsetzen.",
        RefusalCode.TransferToItself => "Beide Schulen sind dieselbe. Bitte eine andere Schule wählen.",
        RefusalCode.StepDerived => "Der Schritt {0} ergibt sich von selbst. Bitte Lizenzen einer Schule zuweisen.",
        RefusalCode.TermSwapped => "Die Laufzeit endet ({0}) vor ihrem Beginn ({1}). Bitte beide Daten prüfen.",
        RefusalCode.AssignedBeforeTerm =>
            "Der {0} liegt vor dem Beginn der Laufzeit am {1}. Bitte einen Tag ab diesem Beginn angeben oder zuerst den Vertrag "
            + "berichtigen.",
        RefusalCode.LicencesSaidLater =>
            "Für die Schule {0} ist ab dem {1} schon eine Anzahl eingetragen. Bitte einen Tag ab dann angeben oder beiden Schulen ihre "
            + "Anzahl einzeln zuweisen.",
        RefusalCode.QuantityBeforeFirst => "Die erste Menge der Lizenz gilt ab dem {0}. Bitte einen Tag ab dann angeben.",
        RefusalCode.MeetingAfterReport =>
            "Die letzte Sitzung ({0}) liegt nach dem Stichtag ({1}). Bitte beide Tage prüfen.",
        RefusalCode.ReportTableUnknown => "Eine Tabelle {0} hat der Bericht nicht. Es gibt: {1}.",
        RefusalCode.ReportNameTaken => "Unter „{0}“ ist schon ein Bericht gespeichert. Bitte einen anderen Namen wählen.",
        RefusalCode.ReportsTooMany => "Es sind schon {0} gespeichert, mehr geht nicht. Bitte den Betrieb fragen.",
        RefusalCode.ReportUnknown => "Diesen Bericht oder dieses Muster gibt es nicht.",
        RefusalCode.ReportDeleted => "„{0}“ ist schon gelöscht, von {1}. Es ist nichts mehr zu tun.",
        RefusalCode.AsOfUnreadable => "„{0}“ ist kein Tag. Bitte so angeben: 15.10.2026 oder 2026-10-15.",
        RefusalCode.AsOfInFuture => "Der Stichtag {0} liegt in der Zukunft. Bitte einen Tag bis heute angeben.",
        RefusalCode.KnownInFuture => "Der Kenntnisstand {0} liegt in der Zukunft. Bitte einen vergangenen Tag angeben.",
        >= RefusalCode.EvidenceFileMissing and <= RefusalCode.QualityRuleUnknown => OfEvidence(code),
        _ => OfWaves(code),
    };

    private static string OfStandards(RefusalCode code) => code switch
    {
        RefusalCode.StandardItemUnknown => "Die Position {0} gibt es im Standard {1} nicht. Bitte die Bezeichnung prüfen.",
        RefusalCode.EditionBeforeLast =>
            "Die geltende Ausgabe von „{0}“ gilt ab dem {1}; eine neue kann nicht davor beginnen. Bitte einen Tag ab dann angeben.",
        RefusalCode.StandardItemUnclear =>
            "Die Position {0} muss Gerätetypen, je Raum Netzwerkanschlüsse oder je Schule eine Anbindung verlangen. Bitte eins angeben.",
        RefusalCode.StandardItemTwice => "Die Position {0} steht zweimal im Standard. Bitte eine davon umbenennen.",
        RefusalCode.StandardNameTaken =>
            "Einen Standard „{0}“ gibt es schon. Bitte dort eine neue Ausgabe veröffentlichen oder einen anderen Namen wählen.",
        RefusalCode.StandardEmpty => "Der Standard hat noch keine Position. Bitte mindestens eine mit Bezeichnung und Anzahl eintragen.",
        RefusalCode.StandardEnded =>
            "Der Standard „{0}“ ist schon beendet, er gilt seit dem {1} nicht mehr. Bitte bei Bedarf eine neue Ausgabe veröffentlichen.",
        RefusalCode.StandardEndsBeforeItHolds =>
            "Die geltende Ausgabe von „{0}“ gilt ab dem {1} und kann nicht davor enden. Bitte einen Tag ab dann angeben.",
        RefusalCode.EditionBeforeEnd =>
            "„{0}“ ist zum {1} beendet; eine neue Ausgabe kann nicht davor beginnen. Bitte einen Tag ab dann angeben.",
        RefusalCode.UplinkKnownLater =>
            "Vom {0} an ist die Internetanbindung schon erfasst ({1}). Bitte einen Tag ab dann angeben.",
        RefusalCode.SchoolTypeUnknown =>
            "Eine Schule der Schulform „{0}“ gibt es im Bestand nicht. Bitte eine der angebotenen Schulformen wählen.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A refusal without a German text."),
    };

    private static string OfEvidence(RefusalCode code) => code switch
    {
        RefusalCode.EvidenceFileMissing => "Es wurde keine Datei ausgewählt, oder sie ist leer. Bitte eine Datei wählen.",
        RefusalCode.EvidenceFileTooLarge =>
            "Die Datei {0} ist größer als {1} MB. Bitte kleiner speichern, zum Beispiel mit geringerer Auflösung scannen.",
        RefusalCode.EvidenceFileUnknown =>
            "Die Datei {0} ist dem Inhalt nach weder PDF, JPEG, PNG, DOCX noch XLSX. Bitte in einem dieser Formate speichern.",
        RefusalCode.EvidenceFileWithMacros => "Die Datei {0} enthält Makros. Bitte ohne Makros oder als PDF speichern.",
        RefusalCode.EvidenceFilesTooMany => "Zum Schritt {0} liegen schon {1} Dateien. Bitte mehrere zu einer PDF-Datei zusammenfassen.",
        RefusalCode.EvidenceUnknown => "Den Nachweis {0} gibt es nicht.",
        RefusalCode.EvidenceWithdrawn =>
            "Der Nachweis {0} wurde zurückgezogen, die Datei ist gelöscht. Wer das war und warum, steht auf der Seite des Schritts.",
        RefusalCode.QualityRuleUnknown => "Eine Prüfregel „{0}“ gibt es nicht. Es gibt: {1}.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A refusal without a German text."),
    };

    private static string OfWaves(RefusalCode code) => code switch
    {
        RefusalCode.WaveNameTaken => "Eine Welle „{0}“ gibt es schon. Bitte diese ändern oder einen anderen Namen wählen.",
        RefusalCode.WaveOrderMissing => "Die Bestellnummer fehlt. Bitte eintragen: Über sie finden sich die Geräte der Welle.",
        RefusalCode.WaveDaysMissing => "Beginn oder geplantes Ende fehlt. Bitte beide Tage eintragen.",
        RefusalCode.WaveWithoutPlaces => "Die Welle hat noch keine Position. Bitte mindestens eine Schule mit Anzahl eintragen.",
        RefusalCode.WavePlaceTwice =>
            "{0} steht zweimal in der Welle. Bitte zusammenfassen oder die Räume nennen, denn gezählt wird je Raum.",
        RefusalCode.WaveBeforeDelivery =>
            "Die Welle beginnt am {0}, die Geräte kommen aber erst am {1}. Bitte den Beginn auf den Liefertag oder später legen.",
        RefusalCode.WaveEndsBeforeStart => "Das Ende am {0} liegt vor dem Beginn am {1}. Bitte beide Tage prüfen.",
        RefusalCode.WaveCircle =>
            "Diese Wellen warten aufeinander und könnten nie beginnen: {0}. Bitte eine der Voraussetzungen streichen.",
        RefusalCode.RequirementUnclear =>
            "Zur Voraussetzung „{0}“ passt die Angabe nicht. Bitte sagen, welche Lizenz oder Welle gemeint ist.",
        RefusalCode.WaveNotReady => "Vor dem Beginn fehlt noch: {0}. Bitte das zuerst erledigen oder einen Grund angeben.",
        RefusalCode.WaveOrderShared =>
            "Die Bestellung {0} steht schon in {1}. Die Wellen würden sich ihre Geräte teilen. Wenn die Bestellung aufgeteilt wird, bitte "
            + "unter der Bestellnummer bestätigen.",
        RefusalCode.WaveStatusForbids => "Die Welle ist {0}. Dieser Schritt geht darum jetzt nicht.",
        RefusalCode.ScanUnknown => "Die Nummer {0} ist nicht im Bestand. Bitte noch einmal scannen oder das Gerät zuerst aufnehmen.",
        RefusalCode.ScanAmbiguous =>
            "Die Nummer {0} passt zu mehreren Geräten, als Seriennummer und als Inventarnummer oder in anderer Groß- und Kleinschreibung. "
            + "Bitte die andere Nummer des Geräts scannen.",
        RefusalCode.ScanTooLong =>
            "Das ist nicht das Etikett eines Geräts: Es hat {0} Zeichen, ein Etikett höchstens {1}. Bitte das Etikett des Geräts scannen.",
        RefusalCode.HandOutCategory => "Das ist ein Gerät vom Typ {0}. Diese Welle gibt aus: {1}.",
        RefusalCode.HandOutOrder => "Das Gerät trägt {0}, diese Welle hat die Bestellnummer {1}. Bitte am Gerät prüfen.",
        RefusalCode.HandOutState => "Der Lebenszyklus des Geräts ist {0}. So lässt es sich nicht ausgeben. Bitte zuerst am Gerät klären.",
        RefusalCode.HandOutElsewhere => "Das Gerät ist schon ausgegeben: {0}. Bitte zuerst dort zurücknehmen oder umsetzen.",
        RefusalCode.HandOutOtherSchool => "Das Gerät gehört zur Schule {0}. Bitte zuerst umsetzen oder ein Gerät dieser Schule nehmen.",
        RefusalCode.HandOutNotLast =>
            "Die letzte Änderung an diesem Gerät ist keine Ausgabe an diesem Ort der Welle. Bitte am Gerät ansehen, was seitdem geschah.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A refusal without a German text."),
    };
}
