using System.Collections.Concurrent;
using System.Security.Claims;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web;

/// <summary>The name in the head of every page, asked for once a minute, not once a page. A new name may show a minute late.</summary>
public sealed class AuthorityNames(AuthorityQueries authorities, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<AuthorityKey, (string Name, long Since)> known = new();

    /// <summary>Before the authority is founded its key stands for it.</summary>
    public async ValueTask<string> OfUser(ClaimsPrincipal user, CancellationToken cancel) =>
        await Of(user.Authority(), cancel) ?? user.Authority().Value;

    /// <summary>Null before the authority is founded.</summary>
    public async ValueTask<string?> Of(AuthorityKey authority, CancellationToken cancel)
    {
        if (known.TryGetValue(authority, out var entry) && clock.GetElapsedTime(entry.Since) < Lifetime)
        {
            return entry.Name;
        }
        // That there is none is not kept: the founding shows at once.
        if (await authorities.Name(authority, cancel) is not { } name)
        {
            return null;
        }
        known[authority] = (name, clock.GetTimestamp());
        return name;
    }
}
