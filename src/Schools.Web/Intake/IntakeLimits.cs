namespace Schools.Web.Intake;

/// <summary>Every bound of the intake in one place; the files themselves have the limits of every import.</summary>
public static class IntakeLimits
{
    /// <summary>Days that a file lies in <c>erledigt</c> or <c>abgewiesen</c> before it is deleted.</summary>
    public const int KeptDays = 30;

    /// <summary>Files taken in one round; the others wait for the next.</summary>
    public const int FilesPerRound = 100;

    /// <summary>Characters of a file's name.</summary>
    public const int LongestName = 150;

    /// <summary>Lines of the page.</summary>
    public const int Shown = 100;
}

/// <summary>How the intake is set: <c>Intake:Folder</c>, <c>Intake:Seconds</c>.</summary>
/// <param name="Folder">The folder that is watched; null for none.</param>
/// <param name="Interval">Between two looks; a file is taken once it was the same in two of them.</param>
public sealed record IntakeSettings(string? Folder, TimeSpan Interval)
{
    public const string FolderSetting = "Intake:Folder", SecondsSetting = "Intake:Seconds";

    private static readonly TimeSpan Default = TimeSpan.FromSeconds(10), Shortest = TimeSpan.FromMilliseconds(20);

    /// <exception cref="Grains.StartRefusedException">The folder is not there, or the interval is no number.</exception>
    public static IntakeSettings Of(IConfiguration settings)
    {
        var interval = Default;
        if (settings[SecondsSetting] is { Length: > 0 } given)
        {
            if (!double.TryParse(given, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
                || !(seconds >= Shortest.TotalSeconds && seconds <= TimeSpan.FromDays(1).TotalSeconds))
            {
                throw new Grains.StartRefusedException($"{SecondsSetting} is '{given}': give a number of seconds, or nothing for 10.");
            }
            interval = TimeSpan.FromSeconds(seconds);
        }
        if (settings[FolderSetting] is not { Length: > 0 } folder)
        {
            return new IntakeSettings(null, interval);
        }
        return Directory.Exists(folder)
            ? new IntakeSettings(RealPath.Of(folder), interval)
            : throw new Grains.StartRefusedException(
                $"{FolderSetting} is '{folder}', which is no folder. Make it, or leave the setting empty to watch none.");
    }
}
