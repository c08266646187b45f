using Schools.Domain;
using Schools.Import;

namespace Schools.Web.Imports;

/// <summary>A file somebody wants to import, with what he says about it.</summary>
/// <param name="Content">From its beginning, and of known length; read when its turn has come.</param>
/// <param name="School">The school of rows that name none, by key or by its number in the Land of the authority.</param>
/// <param name="OwnSchoolsOnly">Of a school list, only the schools of the authority itself.</param>
/// <param name="Choices">What he chose of encoding, delimiter, header line, sheet and date order.</param>
/// <param name="Full">That the file names all devices of its schools; null for a part of them.</param>
/// <param name="HoldsFrom">The day the list speaks of; null for the day it is taken in.</param>
/// <param name="Intake">The number it has in the intake; null where a person hands it in.</param>
public sealed record ImportFile(
    string Name, Stream Content, string? Profile = null, string? School = null, bool OwnSchoolsOnly = false,
    DialectChoices? Choices = null, FullList? Full = null, DateOnly? HoldsFrom = null, long? Intake = null)
{
    /// <summary>What was said of the file, as it is kept with the plan.</summary>
    public FileChoices Said => new(Profile, School, OwnSchoolsOnly, Choices, Full, HoldsFrom);
}

/// <summary>One list of what was handed in: a stored plan, or why there is none.</summary>
public sealed record PlannedFile(string Name, long? Id, RefusedFile? Refused);

/// <summary>Why a file was not even planned: a code and a German text, as for every other refusal.</summary>
public sealed record RefusedFile(string Code, string Message, RefusalKind Kind)
{
    public static RefusedFile Of(Refusal refusal) => new(refusal.Wire, refusal.German, refusal.Kind);

    public static RefusedFile Of(FileRefusal refusal, RefusalKind kind = RefusalKind.Invalid) =>
        new(refusal.Code.Code, refusal.Message, kind);
}
