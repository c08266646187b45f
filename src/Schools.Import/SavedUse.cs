using System.Security.Cryptography;
using System.Text;
using Schools.Domain;

namespace Schools.Import;

/// <summary>What becomes of a file that comes in without anybody at the screen.</summary>
public enum OnIntake
{
    /// <summary>Its plan waits until a person has looked at it.</summary>
    Propose,

    /// <summary>Its plan is applied at once, if no row of it is wrong or in conflict.</summary>
    Apply,
}

/// <summary>Which version of which saved profile a file is read by, and what that says beyond its columns.</summary>
/// <param name="Version">From 1; every change is a version of its own.</param>
/// <param name="Of">The school whose profile it is; null for the whole authority.</param>
/// <param name="Dates">How <c>04/12/2024</c> is meant; null where each column shows it.</param>
/// <param name="CreateRooms">False refuses rows that name a room the register lacks.</param>
/// <param name="School">The school of rows that name none.</param>
public sealed record SavedUse(
    int Version,
    SchoolKey? Of = null,
    EmptyCell EmptyCell = EmptyCell.Keep,
    SlashDates? Dates = null,
    bool CreateRooms = true,
    SchoolKey? School = null,
    OnIntake OnIntake = OnIntake.Propose);

/// <summary>By which columns a header row is known again: the same names in any order and spelling of case, umlauts and signs.</summary>
public static class HeaderFingerprint
{
    /// <returns>Null where no column has a name.</returns>
    public static string? Of(IEnumerable<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var names = headers.Select(HeaderName.Normalise).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))));
    }
}
