namespace Schools.Cli;

/// <summary>What the program answers to the shell. The numbers are a contract with scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Rows with errors or conflicts; the good rows are applied.</summary>
    public const int Incomplete = 1;

    /// <summary>Refused as a whole, or called wrongly. Nothing has changed.</summary>
    public const int Refused = 2;

    public const int Unreachable = 3;

    /// <summary>128 and the number of SIGINT, as every shell has it.</summary>
    public const int Interrupted = 130;

    public const string German = """
        Exit-Codes:
          0    erledigt
          1    Zeilen mit Fehlern oder Konflikten, oder von anderer Stelle abgebrochen:
               die guten Zeilen sind übernommen, die anderen genannt
          2    als Ganzes abgelehnt oder falsch aufgerufen: nichts ist geändert
          3    Server nicht erreichbar
          130  mit Strg-C abgebrochen
        """;
}
