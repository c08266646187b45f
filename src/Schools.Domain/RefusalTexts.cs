namespace Schools.Domain;

/// <summary>The German sentences of refusals: what is wrong, and what to do.</summary>
public static class RefusalTexts
{
    /// <summary>The text with {0} for the subject and {1} for what it clashes with.</summary>
    public static string German(RefusalCode code) => code switch
    {
        RefusalCode.AuthorityUnknown => "Der Schulträger {0} ist nicht angelegt. Bitte zuerst anlegen.",
        RefusalCode.SchoolUnknown => "Die Schule {0} ist nicht bekannt. Bitte Schulnummer prüfen oder zuerst die Schulliste importieren.",
        RefusalCode.RoomUnknown => "Der Raum {0} ist nicht bekannt. Bitte zuerst den Raum anlegen.",
        RefusalCode.DeviceUnknown => "Das Gerät {0} ist nicht bekannt.",
        RefusalCode.AlreadyRegistered => "{0} ist schon mit anderen Angaben angelegt. Bitte den Bestand ändern statt neu anzulegen.",
        RefusalCode.NameMissing => "Die Bezeichnung fehlt. Bitte eintragen.",
        RefusalCode.LandUnknown => "„{0}“ ist kein Land. Bitte das Kürzel angeben, zum Beispiel NW für Nordrhein-Westfalen.",
        RefusalCode.CategoryMissing => "Der Gerätetyp fehlt. Bitte eintragen, zum Beispiel Tablet oder Access Point.",
        RefusalCode.NumberMissing => "Die Nummer fehlt. Bitte eintragen.",
        RefusalCode.CountImplausible => "{0} ist keine mögliche Anzahl. Bitte eine Zahl von 0 bis {1} eintragen.",
        RefusalCode.InventoryNumberMissing => "Für den Schritt {0} fehlt die Inventarnummer. Bitte eintragen.",
        RefusalCode.SerialNumberMissing => "Für {0} fehlt die Seriennummer. Bitte vom Typenschild eintragen.",
        RefusalCode.InvoiceMissing =>
            "Für den Schritt {0} fehlt die Rechnungsnummer. Bitte eintragen oder das Gerät als Altbestand kennzeichnen.",
        RefusalCode.PlacementMissing =>
            "Für den Schritt {0} fehlt ein Raum oder eine Ausleihe. Bitte das Gerät zuerst einem Raum zuordnen.",
        RefusalCode.RoomOfOtherSchool => "Der Raum {0} gehört nicht zur Schule {1}. Bitte einen Raum dieser Schule wählen.",
        RefusalCode.AmountImplausible => "Der Betrag {0} ist nicht möglich. Bitte Dezimal- und Tausenderzeichen prüfen.",
        RefusalCode.TextTooLong => "Der Text in {0} ist zu lang. Bitte auf {1} Zeichen kürzen.",
        RefusalCode.DateImplausible => "Das Datum {0} liegt außerhalb von 1980 bis 2100. Bitte prüfen.",
        RefusalCode.DatesSwapped => "Die Garantie endet ({0}) vor der Anschaffung ({1}). Bitte beide Daten prüfen.",
        RefusalCode.ReasonMissing => "Der Wechsel von {0} nach {1} überspringt Schritte oder geht zurück. Bitte einen Grund angeben.",
        RefusalCode.LifecycleForbidden => "Der Wechsel von {0} nach {1} ist nicht möglich.",
        RefusalCode.LifecycleBackward =>
            "Im Bestand steht {0}, die Datei sagt {1}. Ein Import setzt den Status nie zurück. Bitte am Gerät entscheiden.",
        RefusalCode.MdmNotApplicable => "{0} wird nicht im MDM geführt. Bitte den nächsten Schritt wählen.",
        RefusalCode.DeviceRetired => "Das Gerät ist ausgesondert und wird nicht mehr geändert.",
        RefusalCode.RoomClosed => "Der Raum {0} ist geschlossen. Bitte einen anderen Raum wählen.",
        RefusalCode.DeviceWithdrawn => "Das Gerät {0} ist zurückgezogen. Bitte neu aufnehmen, wenn es doch zum Bestand gehört.",
        RefusalCode.RoomWithdrawn => "Der Raum {0} ist zurückgezogen. Bitte neu anlegen, wenn es ihn doch gibt.",
        RefusalCode.SchoolWithdrawn => "Die Schule {0} ist zurückgezogen. Bitte neu anlegen, wenn es sie doch gibt.",
        RefusalCode.StillUsed => "Hier ist noch etwas erfasst: {0}. Bitte zuerst alles umsetzen, was hier steht.",
        >= RefusalCode.ImportUnknown and <= RefusalCode.CommentMissing => OfImports(code),
        >= RefusalCode.StandardUnknown and <= RefusalCode.KnownInFuture => RolloutRefusals.German(code),
        RefusalCode.SerialNumberTaken => "Die Seriennummer {0} hat schon ein anderes Gerät. Bitte das Typenschild prüfen.",
        RefusalCode.InventoryNumberTaken => "Die Inventarnummer {0} hat schon ein anderes Gerät. Bitte eine freie Nummer eintragen.",
        RefusalCode.MdmIdTaken => "Die MDM-Kennung {0} hat schon ein anderes Gerät. Bitte im MDM prüfen.",
        RefusalCode.RoomNumberTaken =>
            "Die Raumnummer {0} gibt es an dieser Schule schon. Bitte eine andere Nummer oder das Gebäude angeben.",
        RefusalCode.ValueRefused => "Die Datenbank nimmt einen Wert nicht an ({0}). Bitte die Angaben prüfen.",
        RefusalCode.ChangedMeanwhile => "{0} wurde inzwischen geändert. Bitte neu laden und noch einmal entscheiden.",
        RefusalCode.Overloaded => "Der Server ist gerade ausgelastet. Bitte in wenigen Sekunden noch einmal versuchen.",
        RefusalCode.DatabaseUnavailable =>
            "Die Datenbank antwortet nicht. Es wurde nichts bestätigt. Bitte in einer Minute noch einmal versuchen.",
        RefusalCode.NodeUnavailable =>
            "Ein Rechner des Verbunds antwortet nicht. Es wurde nichts bestätigt. Bitte in wenigen Sekunden noch einmal versuchen.",
        RefusalCode.ShuttingDown => "Der Server wird gerade beendet. Bitte in einer Minute noch einmal versuchen.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A refusal without a German text."),
    };

    private static string OfImports(RefusalCode code) => code switch
    {
        RefusalCode.ImportUnknown => "Den Import {0} gibt es nicht.",
        RefusalCode.ImportNotApplied => "Import {0} wurde nicht übernommen. Es gibt nichts zurückzunehmen.",
        RefusalCode.ImportUnderWay => "Import {0} wird gerade übernommen. Bitte das Ende abwarten oder ihn zuerst anhalten.",
        RefusalCode.ImportUndone => "Import {0} ist schon zurückgenommen, durch Import {1}. Es ist nichts mehr zu tun.",
        RefusalCode.ImportWithoutEffect => "Import {0} hat nichts geändert, das noch so ist. Es gibt nichts zurückzunehmen.",
        RefusalCode.ImportDecided => "Import {0} ist schon entschieden. Bitte die Datei neu prüfen.",
        RefusalCode.ImportNeedsApproval =>
            "Import {0} braucht die Freigabe durch das Dezernat. Bitte zuerst vorlegen: auf der Seite des Imports oder mit "
            + "tools/schools import propose {0}.",
        RefusalCode.ImportProposed => "Import {0} wartet auf die Freigabe. Bitte ihn freigeben, zurückgeben oder verwerfen.",
        RefusalCode.ImportNotProposed => "Import {0} wurde nicht zur Freigabe vorgelegt. Bitte zuerst vorlegen.",
        RefusalCode.ImportReturned => "Import {0} wurde zurückgegeben. Bitte berichtigen und erneut vorlegen.",
        RefusalCode.ImportFileGone =>
            "Die Datei zu Import {0} liegt nicht mehr vor, darum lässt er sich nicht neu prüfen. Bitte die Datei noch einmal hochladen.",
        RefusalCode.PlanOutdated =>
            "Import {0} ist überholt und wurde neu geprüft als Import {1}. Bitte dort die Unterschiede ansehen und entscheiden.",
        RefusalCode.CommentMissing => "Der Kommentar fehlt. Bitte sagen, was vor der Freigabe zu ändern ist.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A refusal without a German text."),
    };
}
