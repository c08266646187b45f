using System.Text;

namespace Schools.Import.Tests;

/// <summary>Small tables written in the test, in any encoding and with any line end.</summary>
internal static class Tables
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "inventarnummer", "seriennummer", "serial", "serialnumber", "serialnummer", "raum", "modell", "hersteller", "schulnummer", "preis",
        "edvid", "sapid", "manufacturer", "purchasedate", "devicetype", "anlage", "kostenstelle", "anschaffungsdatum", "standort",
    };

    public static bool IsKnown(string name) => Known.Contains(name);

    public static byte[] Bytes(string text, TextEncoding encoding = TextEncoding.Utf8, bool mark = true) => encoding switch
    {
        TextEncoding.Utf8 => Encoding.UTF8.GetBytes(text),
        TextEncoding.Utf8Bom => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        TextEncoding.Utf16Le => [.. mark ? new byte[] { 0xFF, 0xFE } : [], .. Encoding.Unicode.GetBytes(text)],
        TextEncoding.Utf16Be => [.. mark ? new byte[] { 0xFE, 0xFF } : [], .. Encoding.BigEndianUnicode.GetBytes(text)],
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
    };

    public static Outcome<RawTable> Open(byte[] bytes, DialectChoices? choices = null) => RawTable.Open(bytes, IsKnown, choices);

    public static RawTable Open(string text, DialectChoices? choices = null) => Open(Bytes(text), choices).Required;

    /// <summary>One line of text per row: physical line, cells between bars, the code of the row's fault.</summary>
    public static string Show(RawTable table) => string.Join('\n', table.Rows().Select(Show));

    private static string Show(RawRow row) =>
        $"{row.Line}: {OneLine(string.Join('|', row.Cells))}" + (row.Issue is null ? "" : $" !{row.Issue.Code.Code}");

    private static string OneLine(string text) =>
        text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
