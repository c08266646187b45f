using System.Globalization;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Web;

/// <summary>
/// The version that a form was made from; the form carries it. What somebody else saved since is so never overwritten unseen: the form
/// is refused once and then carries the newer version, so that saving it again is a decision.
/// </summary>
/// <param name="known">The version of what the page shows.</param>
/// <param name="sent">As the form sent it; null where none was sent, or where it sent none.</param>
/// <param name="taken">Of a form that makes something new: how it is refused where there is one of that name by then.</param>
public sealed class FormVersion(int known, string? sent = null, RefusalCode? taken = null)
{
    /// <summary>The hidden field.</summary>
    public const string Field = "version";

    /// <summary>Of a page on which nothing is changed yet.</summary>
    public static FormVersion None => new(0);

    private readonly int? made = taken is not null ? 0
        : int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>It was changed since the form was made.</summary>
    public bool IsOutdated { get; private set; }

    /// <summary>What the form carries when it is shown.</summary>
    public int Carried => IsOutdated ? known : made ?? known;

    /// <summary>Of a form that makes something new: of two who take the same name at once the second is refused.</summary>
    public static FormVersion New(RefusalCode taken) => new(0, null, taken);

    /// <summary>The version as it stands in what was sent to the page, if anything was.</summary>
    public static FormVersion Of(int known, HttpRequest request) =>
        new(known, request.HasFormContentType ? request.Form[Field].ToString() : null);

    /// <summary>The same for a form of a page with several: one that was not sent is made from what the page shows.</summary>
    public FormVersion In(bool wasSent) => wasSent ? this : new FormVersion(known);

    /// <summary>
    /// Sends commands of different days, each as a turn of its own. The first is on the version the form was made from; once it is taken,
    /// the others follow.
    /// </summary>
    public async Task<Refusal?> SendEach(
        IGrains grains, GrainId id, string name, IReadOnlyList<Command> commands, Why why, CancellationToken cancel)
    {
        foreach (var (place, command) in commands.Index())
        {
            var refusal = place == 0
                ? await Send(grains, id, name, [command], why, cancel)
                : (await grains.Send(id, command, why, cancel)).Refusal;
            if (refusal is not null)
            {
                return refusal;
            }
        }
        return null;
    }

    /// <summary>Sends the commands of a form as one turn, on the version it was made from.</summary>
    /// <param name="name">What people call the thing that is changed.</param>
    public async Task<Refusal?> Send(
        IGrains grains, GrainId id, string name, IReadOnlyList<Command> commands, Why why, CancellationToken cancel)
    {
        var outcome = (await grains.SendMany([new Turn(id, commands, made)], why, cancel))[0];
        if (made is null || outcome.Refusal is not { Code: RefusalCode.ChangedMeanwhile } changed)
        {
            return outcome.Refusal;
        }
        if (taken is { } code)
        {
            return new Refusal(code, name);
        }
        IsOutdated = true;
        return changed with { Subject = $"„{name}“" };
    }
}
