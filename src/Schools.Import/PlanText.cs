namespace Schools.Import;

/// <summary>The one German text form of a plan, for command line, preview and golden tests.</summary>
public static class PlanText
{
    public const int DefaultLimit = 20;

    /// <param name="limit">Rows shown of each status; the others are counted.</param>
    public static void Write(ImportPlan plan, TextWriter text, int limit = DefaultLimit) => throw new NotSupportedException();
}
