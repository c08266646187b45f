namespace Schools.Domain;

/// <summary>What kind of "no" it is; mapped once to an HTTP status and an exit code.</summary>
public enum RefusalKind
{
    /// <summary>The command is wrong as it stands (HTTP 422).</summary>
    Invalid,

    /// <summary>What it points at is not there (HTTP 404).</summary>
    Missing,

    /// <summary>It was decided on an older state, or another grain holds the value (HTTP 409).</summary>
    Conflict,

    /// <summary>The same command may succeed in a moment (HTTP 503).</summary>
    Later,

    /// <summary>More than is ever taken at once (HTTP 413).</summary>
    TooLarge,
}
