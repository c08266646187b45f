namespace Schools.Domain;

/// <summary>The German word for every value that a person sees. The tidy test holds that none is missing.</summary>
public static class Labels
{
    private static readonly Dictionary<Enum, string> Words = new()
    {
        [DeviceLifecycle.Planned] = "Geplant",
        [DeviceLifecycle.Ordered] = "Bestellt",
        [DeviceLifecycle.Delivered] = "Geliefert",
        [DeviceLifecycle.Inventoried] = "Inventarisiert",
        [DeviceLifecycle.MdmEnrolled] = "MDM-registriert",
        [DeviceLifecycle.Configured] = "Konfiguriert",
        [DeviceLifecycle.ShippedToSchool] = "Ausgeliefert",
        [DeviceLifecycle.HandedOut] = "Ausgegeben",
        [DeviceLifecycle.InService] = "In Betrieb",
        [DeviceLifecycle.Defective] = "Defekt",
        [DeviceLifecycle.InRepair] = "In Reparatur",
        [DeviceLifecycle.BeyondRepair] = "Wirtschaftlicher Totalschaden",
        [DeviceLifecycle.LostOrStolen] = "Verloren/Gestohlen",
        [DeviceLifecycle.MarkedForDisposal] = "Zur Aussonderung vorgemerkt",
        [DeviceLifecycle.Wiped] = "Daten gelöscht",
        [DeviceLifecycle.Retired] = "Ausgesondert",
        [DeviceCondition.Unclear] = "Unklar",
        [DeviceCondition.Ok] = "OK",
        [DeviceCondition.DamagedUsable] = "Beschädigt, nutzbar",
        [DeviceCondition.Defective] = "Defekt",
        [DeviceAvailability.Unclear] = "unklar",
        [DeviceAvailability.Available] = "verfügbar",
        [DeviceAvailability.Reserved] = "reserviert",
        [DeviceAvailability.Issued] = "ausgegeben",
        [DeviceAvailability.InRepair] = "in Reparatur",
        [DeviceAvailability.Blocked] = "gesperrt",
        [DeviceAvailability.Lost] = "verloren",
        [DeviceAvailability.Retired] = "ausgemustert",
        [DeviceOwnership.Owned] = "Eigentum",
        [DeviceOwnership.Leased] = "Leasing",
        [DeviceOwnership.OnLoan] = "Leihe",
        [DeviceOwnership.Byod] = "BYOD",
        [DeviceOwnership.Donated] = "Schenkung",
        [DeviceCategory.Tablet] = "Tablet",
        [DeviceCategory.Notebook] = "Notebook",
        [DeviceCategory.Desktop] = "PC",
        [DeviceCategory.ThinClient] = "Thin Client",
        [DeviceCategory.Server] = "Server",
        [DeviceCategory.Monitor] = "Monitor",
        [DeviceCategory.InteractiveDisplay] = "Interaktives Display",
        [DeviceCategory.Projector] = "Beamer",
        [DeviceCategory.DocumentCamera] = "Dokumentenkamera",
        [DeviceCategory.StreamingReceiver] = "Streaming-Empfänger",
        [DeviceCategory.Printer] = "Drucker",
        [DeviceCategory.AccessPoint] = "Access Point",
        [DeviceCategory.Switch] = "Switch",
        [DeviceCategory.Firewall] = "Firewall",
        [DeviceCategory.Router] = "Router",
        [DeviceCategory.WlanController] = "WLAN-Controller",
        [DeviceCategory.Ups] = "USV",
        [DeviceCategory.Phone] = "Telefon",
        [DeviceCategory.Cart] = "Wagen",
        [DeviceCategory.Accessory] = "Zubehör",
        [DeviceCategory.Other] = "Sonstiges",
        [RoomType.Unknown] = "Unbekannt",
        [RoomType.Classroom] = "Klassenraum",
        [RoomType.SpecialistRoom] = "Fachraum",
        [RoomType.SmallGroupRoom] = "Differenzierungsraum",
        [RoomType.Workshop] = "Werkstatt",
        [RoomType.StaffRoom] = "Lehrerzimmer",
        [RoomType.Administration] = "Verwaltung",
        [RoomType.DistributionRoom] = "Verteiler",
        [RoomType.StorageRoom] = "Lager",
        [SchoolNetwork.Pedagogical] = "Pädagogisches Netz",
        [SchoolNetwork.Administrative] = "Verwaltungsnetz",
        [UndoStatus.Restored] = "Geht zurück",
        [UndoStatus.Withdrawn] = "Wird zurückgezogen",
        [UndoStatus.Conflict] = "Seither geändert",
        [UndoStatus.Kept] = "Bleibt",
        [UndoStatus.Unchanged] = "Ist schon wie vorher",
        [ImportApproval.None] = "Sofort übernehmen",
        [ImportApproval.Required] = "Freigabe durch das Dezernat",
        [Origin.Person] = "Person",
        [Origin.Import] = "Import",
        [GrainKind.Authority] = "Schulträger",
        [GrainKind.School] = "Schule",
        [GrainKind.Room] = "Raum",
        [GrainKind.Device] = "Gerät",
    };

    public static string German(Enum value) =>
        Words.TryGetValue(value, out var word)
            ? word
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A value without a German word.");

    /// <summary>The German word of a Schulform key of the official list of NRW; an unknown key is shown as it is.</summary>
    public static string SchoolType(string? code) => code switch
    {
        null => "–",
        "02" => "Grundschule",
        "04" => "Hauptschule",
        "08" => "Förderschule",
        "10" => "Realschule",
        "14" => "Sekundarschule",
        "15" => "Gesamtschule",
        "17" => "Waldorfschule",
        "19" => "Waldorf-Förderschule",
        "20" => "Gymnasium",
        "25" => "Weiterbildungskolleg",
        "30" => "Berufskolleg",
        "83" => "Schule für Kranke",
        "85" or "87" or "88" => "Förderschule",
        "0A" => "Schulaufsicht",
        "81" => "Schulischer Lernort",
        _ => $"Schulform {code}",
    };

    /// <summary>
    /// The word for a code of the official NRW school list (key files key_rechtsform and key_schulbetriebsschluessel, EPSG registry); every
    /// other value as it is.
    /// </summary>
    /// <param name="field">Wire name of the field of a school.</param>
    public static string? SchoolCode(string field, string? value) => (field, value) switch
    {
        ("legalForm", "1") => "öffentlich",
        ("legalForm", "2") => "privat",
        ("operatingStatus", "1" or "6") => "in Betrieb",
        ("operatingStatus", "0" or "2") => "in Auflösung",
        ("operatingStatus", "4") => "ruht",
        ("operatingStatus", "9") => "geschlossen",
        ("epsg", "25832" or "EPSG:25832") => "ETRS89 / UTM-Zone 32N (EPSG:25832)",
        ("epsg", "25833" or "EPSG:25833") => "ETRS89 / UTM-Zone 33N (EPSG:25833)",
        _ => value,
    };
}
