using Schools.Domain;

namespace Schools.Import;

/// <summary>What an empty cell of a known row means: nothing is said, or the stored value goes.</summary>
public enum EmptyCell { Keep, Clear }

/// <summary>How a file is read; null is left to recognition.</summary>
/// <param name="FileName">The name it came with; names that no text table has are refused.</param>
/// <param name="Profile">The name of a profile, for files that fit several.</param>
/// <param name="Dialect">What the user chose of encoding, delimiter and header line.</param>
/// <param name="School">The school of rows that name none.</param>
/// <param name="Land">The Land whose school numbers the file writes.</param>
/// <param name="Saved">The profiles that people have saved, whichever school they are for.</param>
public sealed record ReadOptions(
    string? FileName = null, string? Profile = null, DialectChoices? Dialect = null, SchoolKey? School = null, string Land = "NW",
    IReadOnlyList<ImportProfile>? Saved = null)
{
    /// <summary>Rows of a list up to which their values are held in memory; the results are the same.</summary>
    internal int RowsHeld { get; init; } = ImportLimits.RowsHeld;

    /// <summary>These options, with what the profile says where the user said nothing.</summary>
    internal ReadOptions By(ImportProfile profile) => profile.Saved is not { } saved ? this : this with
    {
        School = School ?? saved.School,
        Dialect = saved.Dates is null || Dialect?.Dates is not null
            ? Dialect
            : (Dialect ?? DialectChoices.None) with { Dates = saved.Dates },
    };
}

/// <param name="Today">The day the plan is made; there is no other clock.</param>
/// <param name="OwnSchoolsOnly">School lists: takes only schools of the authority's own provider number, the rest is skipped.</param>
/// <param name="EmptyCell">What empty cells do to stored values.</param>
/// <param name="Full">That the file names all devices of its schools; null for a part of them.</param>
public sealed record PlanOptions(
    DateOnly Today, bool OwnSchoolsOnly = false, EmptyCell EmptyCell = EmptyCell.Keep, FullList? Full = null)
{
    /// <summary>False refuses rows that name a room the register lacks.</summary>
    public bool CreateRooms { get; init; } = true;

    /// <summary>The day the list speaks of, as <see cref="ListDay"/> reads it; null for the day it is taken in.</summary>
    public DateOnly? HoldsFrom { get; init; }

    /// <summary>The day on which the list leaves a device out.</summary>
    internal DateOnly Day => HoldsFrom ?? Today;

    /// <summary>These options, with what the profile says where the user said nothing.</summary>
    internal PlanOptions By(ImportProfile profile) => profile.Saved is not { } saved ? this : this with
    {
        EmptyCell = EmptyCell == EmptyCell.Keep ? saved.EmptyCell : EmptyCell,
        CreateRooms = CreateRooms && saved.CreateRooms,
    };
}
