using Schools.Domain;

namespace Schools.Web.Pages;

/// <summary>What the forms of a place's WLAN send; each uses what it needs.</summary>
public sealed class StepForm
{
    public const string Planned = "planned";
    public const string Reached = "reached";

    public RolloutStep Step { get; set; }

    public string Kind { get; set; } = Reached;

    public DateOnly? Day { get; set; }

    public RolloutExecutor? Executor { get; set; }

    public string? Evidence { get; set; }

    public bool WithDefects { get; set; }

    public string? Reason { get; set; }

    public int Number { get; set; }

    /// <summary>The number of a file that is withdrawn.</summary>
    public long File { get; set; }

    /// <summary>The day as a date field wants it.</summary>
    public string? Written => WireDay.Write(Day);
}
