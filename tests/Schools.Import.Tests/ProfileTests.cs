using System.Text;
using Schools.Domain;

namespace Schools.Import.Tests;

/// <summary>Each system's header is recognised as its own, and what a recognised file says is read as that system means it.</summary>
public sealed class ProfileTests
{
    private const string JamfSchool = "ActivationLockBypassCode;AssetTag;AvailableCapacity;BackupEnabled;BluetoothMAC;"
        + "CurrentIPAddress;DateModified;"
        + "DeviceUDID;EnrollType;EnrollmentDate;EthernetMAC;IsLostModeEnabled;IsManaged;IsShared;IsSupervised;IsTrashed;"
        + "LastConnected;LocationName;"
        + "ManagementID;MemberOf;Model;Name;Notes;OsVersion;OwnerEmail;OwnerFirstName;OwnerLastName;OwnerUsername;Region;"
        + "SchoolNumber;SerialNumber;"
        + "SupportsProfiles;WiFiMAC;iTunesLoggedIn";

    private const string JamfPro = "Display Name,Shared iPad,Lost Mode Enabled,Full Name,Group,OS Rapid Security Response,"
        + "Passcode Compliance,"
        + "Passcode Status,Supervised,Capacity MB,EID,Serial Number,IP Address,Wi-Fi MAC Address,Last Enrollment,OS Version,"
        + "OS Build,Asset Tag,"
        + "Last Inventory Update,Available Space MB,Username,User Phone Number,Last Backup,Model,Managed,Used Space Percentage,"
        + "Email Address,"
        + "Battery Level,Hardware Encryption,Data Protection,Restrictions,Notes,Role";

    [Theory]
    [InlineData("imports/headers/intune-DevicesWithInventory.csv", "intune")]
    [InlineData("imports/headers/windows-autopilot.csv", "windows-autopilot")]
    [InlineData("imports/headers/jamf-mut-mobile-new.csv", "jamf-pro-mut")]
    [InlineData("imports/headers/jamf-mut-mobile-old.csv", "jamf-pro-mut")]
    [InlineData("imports/headers/jamf-school-placeholder-PARTIAL.csv", "jamf-school-placeholders")]
    [InlineData("imports/headers/gam-print-cros.csv", "chromeos")]
    [InlineData("imports/dlcdb/devices-sap.correct.csv", "sap-assets")]
    [InlineData("imports/dlcdb/devices.correct.csv", "device-list")]
    [InlineData("imports/generated/scale-10000.csv", "device-list")]
    [InlineData("schools/nrw-schuldaten-2021.csv", "nrw-school-list")]
    [InlineData("schools/kreisschulen-pupils-2024-25.csv", "nrw-school-list")]
    [InlineData("schools/rhein-kreis-neuss-verzeichnis-2024-25.csv", "nrw-school-list")]
    public void Headers_of_real_systems_are_recognised(string path, string profile)
    {
        var outcome = ImportReading.Read(SharedBytes.Read(path), new ReadOptions());

        Assert.Equal((profile, true), (outcome.Value?.Profile.Name ?? outcome.Refusal!.Message, outcome.Value?.Confidence >= 90));
    }

    [Theory]
    [InlineData(JamfSchool, "jamf-school")]
    [InlineData(JamfPro, "jamf-pro-mobile")]
    [InlineData("serialNumber,purchaseSourceType,purchaseSourceId,status,color,deviceModel,deviceCapacity,productFamily,"
        + "productType,partNumber,"
        + "orderNumber,orderDateTime,addedToOrgDateTime,updatedDateTime,releasedFromOrgDateTime,wifiMacAddress,bluetoothMacAddress,"
        + "ethernetMacAddress,imei,meid,eid", "apple-school-manager-devices")]
    [InlineData("location_id,location_name", "apple-school-manager-locations")]
    [InlineData("DeviceId,DeviceName,SerialNumber,managementAgent,ownerType,complianceState,OS,OSVersion,LastContact,UPN", "intune")]
    [InlineData("DeviceId,DeviceName,DeviceState,DeviceRegistrationState,CompliantState,CategoryName,Manufacturer,Model,SerialNumber,OS,"
        + "OSVersion,Ownership,ManagedBy,LastContact,JoinType,PrimaryUser", "intune")]
    [InlineData("Company,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,Asset Notes,"
        + "Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Checked Out To: First Name,Checked Out To: Last Name,"
        + "Checked Out To: Email,Checked Out To: Location", "snipe-it-assets")]
    [InlineData("Full Name,Email,Username,item Name,Category,Model name,Manufacturer,Model Number,Serial,Asset Tag,Location,Notes,"
        + "Purchase Date,Purchase Cost,Company,Status,Warranty,Supplier,Weight", "snipe-it-assets-old")]
    [InlineData("Objekt-Typ;Bezeichnung;IP-Adresse;MAC-Adresse;Hostname;Betriebssystem;Hersteller;Modell;Seriennummer;RAM (GB);"
        + "CPU;Standort;"
        + "Abteilung;Notizen", "i-doit")]
    [InlineData("Seriennummer;Objektname;Objektstatus;Kategorie;Hersteller;Lieferant;Modellname;Leasing / Eigentum;Ort und Raumnummer",
        "inventorio")]
    [InlineData("Inventarnummer;Seriennummer;Gerätename;Hostname;Plattform;Gerätetyp;Eigentum;Hersteller;Modell;Betriebssystem;Standort;"
        + "Mitarbeiter_E-Mail", "german-asset-tool")]
    [InlineData("Inventarnummer;Name;Hersteller;Modell;Seriennummer;Kategorie;Zustand;Standort;Kaufpreis;Tagesmiete;Verfügbar",
        "german-equipment")]
    [InlineData("Marke;Name;Interne Nummer;Inventarnummer;Seriennummer", "german-minimal")]
    [InlineData("IP;Hostname;MAC;Hersteller;Modell;Seriennummer;Firmware;Gerätetyp;Betriebssystem;SSH;SNMP-Name;SNMP-Standort;"
        + "mDNS-Services;Erkannt via;Ports;Ping (ms);Freigaben", "network-scan")]
    [InlineData("Verzeichnis;Unit ID;Produkt und Version;Name;Standort;Abteilung;Kommentar;Inventarnummer;Inbetriebnahme;"
        + "Seriennummer;Profile",
        "igel-ums")]
    [InlineData("InvNr;SetNr;Kategorie;Typ;Status;Seriennummer;RechnungsPositionsNr;Anmerkungen;Lager", "legacy-school-devices")]
    [InlineData("name,id,address,address2,zip,city,website,email,school_type,legal_status,provider,fax,phone,latitude,longitude,director",
        "jedeschule")]
    [InlineData("Schul-nummer;Kreis;Gemeinde;Rechtsform;Gesamtschule;Name der Schule;PLZ;Schulort;Straße, Hausnummer;Telefon-vorwahl;"
        + "Telefon-nummer;Ausländische Schüler;Kennung Internat;Vorklassen;Grundschulen;Förderstufe;Hauptschule;Mittelstufen-schule;"
        + "Realschule;Integrierte Jahrgangs-stufe;Gymnasien;Förderschulen;Schulen für Erwachsene;Schüler insg. mit Vorklassen;"
        + "Schüler insg. ohne Vorklassen;Fax;Email Adresse;lat;lon", "hessen-school-list")]
    [InlineData("Schulnummer;Name;Schulart;Adresse;PLZ;Ort;Traeger;Telefon;E-Mail;lat;lon", "schleswig-holstein-school-list")]
    [InlineData("sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId", "one-roster-orgs")]
    [InlineData("Schuljahr,Schulform,Amtlicher Gemeindeschlüssel,Verwaltungsbezirk,Schulnummer,Amtliche Bezeichnung 1,"
        + "Amtliche Bezeichnung 2,"
        + "Amtliche Bezeichnung 3,Straße und Hausnummer,Postleitzahl,Ort,Rechtsstatus,Telefonnummer Vorwahl,Telefonnummer Durchwahl,"
        + "Faxnummer Vorwahl,Faxnummer Durchwahl,Offizielle E-Mail-Adresse,Anzahl,Sozialindex", "nrw-school-list")]
    public void Headers_from_documentation_are_recognised(string header, string profile)
    {
        var outcome = ImportReading.Read(Encoding.UTF8.GetBytes(header + "\n"), new ReadOptions());

        Assert.Equal((profile, 100), (outcome.Value?.Profile.Name ?? outcome.Refusal!.Message, outcome.Value?.Confidence));
    }

    [Theory]
    [InlineData("Name;Tag;Raum;IP;MAC;Internet;Proxy erzwingen;Steuerbar", "missing-columns", "IServ: Geräte")]
    [InlineData("Objektname;Objektstatus;Kategorie;Hersteller;Lieferant;Modellname;Leasing / Eigentum;"
        + "Ort und Raumnummer", "missing-columns",
        "inventorio")]
    [InlineData("Name,Email,Username,Item name,serial number,manufacturer,purchase date,purchase cost,purchase_order,order number,"
        + "Licensed To Name,Licensed to Email,expiration date,maintained,reassignable,seats,company,supplier,"
        + "notes", "refused-kind", "Lizenzen")]
    [InlineData("Inventarnummer;Bezeichnung;Kategorie;Entleiher;Ausgegeben von;Ausgabedatum;Rueckgabe bis;Tage ueberfaellig;"
        + "Vertragsnummer",
        "refused-kind", "Ausleihen")]
    [InlineData("Bezeichnung;Kategorie;Anschaffungsdatum;Anschaffungskosten;Nutzungsdauer", "refused-kind", "Anlagenbuchhaltung")]
    [InlineData("Kontonummer;Bezeichnung;Kategorie;Anschaffungsdatum;Anschaffungskosten;Nutzungsdauer;Methode;Jahres-AfA;"
        + "Abgeschrieben;Restwert",
        "refused-kind", "Anlagenspiegel")]
    [InlineData("SetID;UserID;SetStatus;iPad;Pencil;Tastatur;Standort;Anmerkung;iPadVorhanden", "refused-kind", "Sets")]
    [InlineData("person_id,person_number,first_name,middle_name,last_name,grade_level,email_address,sis_username,"
        + "password_policy,location_id",
        "refused-kind", "Personen")]
    [InlineData("class_id,class_number,course_id,instructor_id,instructor_id_2,instructor_id_3,location_id", "refused-kind", "Klassen")]
    [InlineData("sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        + "middleName,identifier,"
        + "email,sms,phone,agentSourcedIds,grades,password", "refused-kind", "Personen")]
    [InlineData("sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,"
        + "endDate", "refused-kind",
        "Personen")]
    [InlineData("Nachname|Vorname|Geburtsdatum|Geschlecht|Status|PLZ|Ort|Aussiedler|1. Staatsang.|Konfession|Klasse", "sensitive-column",
        "das Geburtsdatum")]
    [InlineData("Name|Klasse|Jahrgang|Schwerstbehinderung|Autist", "sensitive-column", "eine Behinderung")]
    [InlineData("Name;Klasse;Staatsangehörigkeit 1;Seriennummer", "sensitive-column", "die Staatsangehörigkeit")]
    public void What_cannot_be_taken_in_is_refused_by_its_name(string header, string code, string named)
    {
        var refusal = ImportReading.Read(Encoding.UTF8.GetBytes(header + "\n"), new ReadOptions()).Refusal;

        Assert.Equal(code, refusal?.Code.Code);
        Assert.Contains(named, refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_profiles_that_fit_equally_are_both_named()
    {
        var list = Encoding.UTF8.GetBytes("Seriennummer;Gerätetyp;Schulnummer;Schulbezeichnung_1;Ort\nSN-1;Tablet;172686;BTI;Neuss\n");

        Assert.Equal("Die Spalten passen gleich gut zu mehreren Profilen: device-list (Geräteliste), nrw-school-list (Amtliche Schulliste "
            + "Nordrhein-Westfalen). Bitte eines wählen, auf der Kommandozeile mit --profile NAME.",
            ImportReading.Read(list, new ReadOptions()).Refusal?.Message);
        Assert.Equal("device-list", ImportReading.Read(list, new ReadOptions(Profile: "device-list")).Required.Profile.Name);
    }

    [Fact]
    public void Values_beside_their_names_are_noticed()
    {
        const string Columns = "Display Name,Shared iPad,Passcode Compliance,EID,Serial Number,IP Address,Wi-Fi MAC Address,"
        + "Last Inventory Update\n";
        var shifted = Read(Columns + "iPad 1,no,ok,DMPX1,10.1.2.3,C4:1B:35:34:96:6E,2026-01-01 10:00:00,\n");
        var straight = Read(Columns + "iPad 1,no,ok,,DMPX1,10.1.2.3,C4:1B:35:34:96:6E,2026-01-01 10:00:00\n");

        Assert.Equal(["shifted-column Serial Number", "shifted-column Wi-Fi MAC Address"], shifted.Warnings
            .Where(warning => warning.Code == ImportIssues.ShiftedColumn).Select(warning => $"{warning.Code.Code} {warning.Column}"));
        Assert.Equal((75, 100), (shifted.Confidence, straight.Confidence));
        Assert.Equal("address-as-key", shifted.Devices[0].Issues[0].Code.Code);
        Assert.Empty(straight.Warnings);
    }

    [Fact]
    public void A_word_may_speak_of_lifecycle_condition_and_availability()
    {
        const string List = "InvNr;SetNr;Kategorie;Typ;Status;Seriennummer;RechnungsPositionsNr\n1;;iPad;A;ok;SN-1;\n2;;iPad;A;"
        + "verloren;SN-2;\n"
            + "3;;iPad;A;gesperrt, kein MDM;SN-3;\n4;;iPad;A;kaputtgespielt;SN-4;\n";
        var rows = Read(List).Devices;

        Assert.Equal(["/Ok/", "LostOrStolen//", "//Blocked", "//"],
            rows.Select(row => $"{row.Lifecycle}/{row.Condition}/{row.Availability}"));
        Assert.Equal("unknown-word", Assert.Single(rows[3].Issues).Code.Code);
    }

    [Fact]
    public void Devices_of_systems_without_a_category_are_told_by_their_model_and_people_are_left_out()
    {
        var values = JamfSchool.Split(';').Select(name => name switch
        {
            "SerialNumber" => "DMPX0001", "Model" => "iPad (9th generation)",
            "SchoolNumber" => "172686", "ActivationLockBypassCode" => "GEHEIM",
            "OwnerEmail" => "ada@example.org",
            "AssetTag" => "RKN-1", "WiFiMAC" => "c41b3534966e", _ => "",
        });
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));
        var plan = register.Plan(Encoding.UTF8.GetBytes($"{JamfSchool}\n{string.Join(';', values)}\n"));
        register.Apply(plan);

        var details = Assert.Single(register.Devices).Details;
        Assert.Equal((DeviceCategory.Tablet, "RKN-1", "C4:1B:35:34:96:6E"),
            (details.Category, details.InventoryNumber!.Value.Value, details.WlanMac!.Value.Value));
        Assert.DoesNotContain(plan.Rows[0].Cells!, cell => cell is "GEHEIM" or "ada@example.org");
    }

    [Fact]
    public void Keys_of_schools_are_read_as_each_register_writes_them() => Assert.Equal("DE-NW-172686", Read(
        "name,id,school_type,legal_status,provider\nBTI,NW-172686,Berufskolleg,,\n").Schools[0].School!.Value.Value);

    private static ImportReading Read(string list) => ImportReading.Read(Encoding.UTF8.GetBytes(list), new ReadOptions()).Required;
}
