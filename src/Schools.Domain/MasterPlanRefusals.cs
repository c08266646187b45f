namespace Schools.Domain;

/// <summary>The German texts of plans and their presets.</summary>
internal static class MasterPlanRefusals
{
    public static string German(RefusalCode code) => code switch
    {
        RefusalCode.PlanPartUnknown => "„{0}“ ({1}) gibt es in diesem Plan nicht. Bitte den Kurznamen prüfen oder zuerst anlegen.",
        RefusalCode.PlanKeyUnreadable => "„{0}“ geht nicht. Ein Kurzname hat 1 bis {1} Zeichen a-z, 0-9 und Bindestrich.",
        RefusalCode.PlanPartUsed => "„{0}“ wird noch gebraucht von „{1}“. Bitte zuerst dort ändern.",
        RefusalCode.MilestoneFixed =>
            "Der Termin von „{0}“ steht fest, seit der Plan eingebracht ist. Bitte den Meilenstein verschieben und den Grund nennen.",
        RefusalCode.PlanNameTaken => "Einen Plan „{0}“ gibt es schon. Bitte diesen ändern oder einen anderen Namen wählen.",
        RefusalCode.PlanStatusForbidden => "Der Plan steht auf „{0}“ und kann nicht auf „{1}“ wechseln. Bitte den nächsten Schritt wählen.",
        RefusalCode.ApprovalMissing => "Vor {0} fehlt noch die Zustimmung von: {1}. Bitte die Beratung mit Datum eintragen.",
        RefusalCode.MemberUnknown => "„{0}“ gehört nicht zu den Mitgliedern. Bitte den Namen prüfen oder das Mitglied zuerst aufnehmen.",
        RefusalCode.LightReasonMissing => "Die Ampel „{0}“ braucht eine Begründung. Bitte eintragen, woran es liegt.",
        RefusalCode.LightOfClosedMeasure =>
            "Die Maßnahme steht seit dem {0} auf „{1}“ und hat keine Ampel mehr. Bitte zuerst den Status ändern.",
        RefusalCode.PrerequisiteCircle => "Die Voraussetzungen drehen sich im Kreis: {0}. Bitte eine davon streichen.",
        RefusalCode.PeriodSwapped => "Das Ende ({0}) liegt vor dem Beginn ({1}). Bitte beide Tage prüfen.",
        RefusalCode.FigureUnknown => "„{0}“ ist keine Kennzahl. Bitte zum Beispiel wlan-schools oder standard:NAME/POSITION angeben.",
        RefusalCode.DrawdownNumberMissing => "Die Nummer des Mittelabrufs fehlt. Bitte eintragen, zum Beispiel 1 oder 2026-03.",
        RefusalCode.DrawdownWithoutAmount =>
            "Ein Mittelabruf über {0} ist nicht möglich. Bitte einen Betrag über 0 eintragen; zurückgezahltes Geld bitte als Rücknahme.",
        RefusalCode.DrawdownBeforeNotice =>
            "Der Mittelabruf vom {0} liegt vor dem Zuwendungsbescheid vom {1}. Bitte beide Tage prüfen.",
        RefusalCode.DrawdownAboveGrant =>
            "Von „{0}“ sind nur noch {1} offen. Bitte höchstens so viel abrufen oder zuerst den höheren Bescheid eintragen.",
        RefusalCode.DrawdownNumberTaken =>
            "Den Mittelabruf {0} gibt es schon ({1}). Bitte eine andere Nummer nehmen oder ihn zuerst zurücknehmen.",
        RefusalCode.DrawdownUnknown => "Einen Mittelabruf {0} gibt es bei „{1}“ nicht. Bitte die Nummer prüfen.",
        RefusalCode.DrawdownLater =>
            "Der Mittelabruf {0} ist vom {1}. Bitte für die Rücknahme diesen Tag oder einen späteren angeben.",
        RefusalCode.GrantBelowDrawn =>
            "Von „{0}“ sind schon {1} abgerufen. Bitte mindestens so viel angeben oder zuerst Mittelabrufe zurücknehmen.",
        RefusalCode.PresetUnknown => "Die Vorlage „{0}“ gehört nicht zu diesem Programm. Bitte mit tools/schools preset list nachsehen.",
        RefusalCode.PresetPlanTaken =>
            "Den Plan „{0}“ gibt es schon, und er stammt nicht aus der Vorlage {1}. Es wurde nichts geändert. "
            + "Bitte die Vorlage in einen leeren Schulträger laden.",
        RefusalCode.PresetUnreadable =>
            "Die Vorlage ist kein lesbares JSON ({0}). Es wurde nichts geändert. Bitte dort berichtigen und noch einmal laden.",
        RefusalCode.PresetPartMissing =>
            "Der Vorlage fehlt „{0}“, oder die Angabe passt nicht: {1}. Es wurde nichts geändert. Bitte ergänzen und noch einmal laden.",
        RefusalCode.PresetUnclear => "{0}: {1} Es wurde nichts geändert. Bitte dort berichtigen und die Vorlage noch einmal laden.",
        RefusalCode.PresetTooLarge => "Die Vorlage ist größer als {0} Mio. Zeichen. Bitte auf mehrere Dateien aufteilen.",
        RefusalCode.PresetOfOtherAuthority =>
            "Die Vorlage gehört zu „{0}“, dieser Schulträger heißt „{1}“. Es wurde nichts geändert. "
            + "Bitte die Vorlage in einen leeren Schulträger laden.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A refusal without a German text."),
    };
}
