using Schools.Domain;

namespace Schools.Web.Api;

/// <summary>How a "no" goes out to programs.</summary>
public sealed record RefusalAnswer(string Code, string Message);

/// <summary>The one place where refusals become HTTP.</summary>
internal static class Refusals
{
    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.Missing => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.Later => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static IResult Answer(Refusal refusal) => Answer(refusal.Wire, refusal.German, refusal.Kind);

    /// <summary>An address whose query asks for what cannot be, in German sentences.</summary>
    public static IResult Unreadable(IReadOnlyList<string> errors) =>
        Answer("query-unreadable", string.Join(' ', errors), RefusalKind.Invalid);

    public static IResult Answer(string code, string message, RefusalKind kind) =>
        Results.Json(new RefusalAnswer(code, message), statusCode: Status(kind));
}
