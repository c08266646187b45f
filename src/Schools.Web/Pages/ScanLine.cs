using Schools.Domain;

namespace Schools.Web.Pages;

/// <summary>What became of a scan.</summary>
public enum ScanResult
{
    Done,
    AlreadyThere,
    Refused,
    TakenBack,
}

/// <summary>One scan with its result in words. The page carries the last ones along from scan to scan.</summary>
/// <param name="Device">What was handed out, while it can be taken back.</param>
public sealed record ScanLine(ScanResult Result, string What, string German, DeviceKey? Device = null)
{
    private const char Bar = '\u001f';

    public string Written => string.Join(Bar, Result, What.Replace(Bar, ' '), German.Replace(Bar, ' '), Device?.Value);

    public string Sign => Result switch
    {
        ScanResult.Done => "✓",
        ScanResult.AlreadyThere => "=",
        ScanResult.TakenBack => "↶",
        _ => "✗",
    };

    /// <summary>Null for what this page never wrote.</summary>
    public static ScanLine? Read(string written) =>
        written.Split(Bar) is [var result, var what, var german, .. var rest] && Enum.TryParse<ScanResult>(result, out var known)
            ? new ScanLine(known, what, german, rest is [var key] && DeviceKey.TryParse(key, out var device) ? device : null)
            : null;
}
