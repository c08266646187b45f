using Schools.Domain;
using Schools.Storage;

namespace Schools.Web.Evidence;

/// <summary>The files of one step on its page.</summary>
/// <param name="Refused">Why the file that was just sent was not taken.</param>
/// <param name="Kept">The file that was not withdrawn just now.</param>
public sealed record StepEvidence(
    RolloutStep Step, RoomKey? Room, IReadOnlyList<EvidenceFile> Files, IReadOnlyList<WithdrawnEvidence> Withdrawn, bool MayChange,
    string? Refused, KeptEvidence? Kept);

/// <summary>A file that was to be withdrawn and was not.</summary>
/// <param name="Reason">As it was typed.</param>
public sealed record KeptEvidence(long Id, string? Reason, string Why);

/// <summary>Files that prove steps, in words.</summary>
public static class EvidenceText
{
    private const int Kilobyte = 1024;

    public const int MostMegabytes = EvidenceFiles.MostBytes / Kilobyte / Kilobyte;

    /// <summary>What the browser offers to choose; the content decides.</summary>
    public static string Accepted => string.Join(',', EvidenceKind.All.Select(kind => kind.Extension)) + ",.jpeg";

    /// <summary>What it was, by its content.</summary>
    public static string Kind(WithdrawnEvidence file) =>
        EvidenceKind.All.FirstOrDefault(kind => kind.ContentType == file.ContentType) is { } kind
            ? kind.Extension[1..].ToUpperInvariant()
            : "Datei";

    public static string Size(int bytes) => bytes < Kilobyte * Kilobyte
        ? $"{Shown.Count((bytes + Kilobyte - 1) / Kilobyte)} KB"
        : $"{Shown.Number(Math.Round((decimal)bytes / Kilobyte / Kilobyte, 1))} MB";
}
