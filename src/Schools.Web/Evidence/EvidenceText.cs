using Schools.Domain;
using Schools.Storage;

namespace Schools.Web.Evidence;

/// <summary>The files of one step on its page.</summary>
/// <param name="Refused">Why the file that was just sent was not taken.</param>
public sealed record StepEvidence(RolloutStep Step, RoomKey? Room, IReadOnlyList<EvidenceFile> Files, bool MayAdd, string? Refused);

/// <summary>Files that prove steps, in words.</summary>
public static class EvidenceText
{
    private const int Kilobyte = 1024;

    public const int MostMegabytes = EvidenceFiles.MostBytes / Kilobyte / Kilobyte;

    /// <summary>What the browser offers to choose; the content decides.</summary>
    public static string Accepted => string.Join(',', EvidenceKind.All.Select(kind => kind.Extension)) + ",.jpeg";

    public static string Size(int bytes) => bytes < Kilobyte * Kilobyte
        ? $"{Shown.Count((bytes + Kilobyte - 1) / Kilobyte)} KB"
        : $"{Shown.Number(Math.Round((decimal)bytes / Kilobyte / Kilobyte, 1))} MB";
}
