using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web;

/// <summary>How a field of a form is drawn.</summary>
public enum FormFieldKind
{
    Text,
    Area,
    Day,

    /// <summary>One of several, as a list to open.</summary>
    Choice,

    /// <summary>Any of several, as boxes to tick.</summary>
    Choices,
    Check,
}

/// <summary>A field of a form, for the partial view that draws it.</summary>
/// <param name="Name">Its name and its id on the page.</param>
public sealed record FormField(string Name, string Label, FormFieldKind Kind = FormFieldKind.Text)
{
    /// <summary>The value of a box that is ticked.</summary>
    public const string Ticked = "true";

    public string? Value { get; init; }

    public IReadOnlyList<string> Values { get; init; } = [];

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    public bool IsOptional { get; init; }

    /// <summary>Nothing is chosen before somebody chooses.</summary>
    public bool IsOpen { get; init; }

    public string? Hint { get; init; }

    public int Longest { get; init; } = MasterPlan.LongestText;

    /// <summary>Lines of an area that show at once.</summary>
    public int Rows { get; init; } = 3;

    /// <summary>What the field belongs to with its neighbours; null where it stands by itself.</summary>
    public string? Group { get; init; }

    /// <summary>Why what was sent in it was not taken.</summary>
    public string? Fault { get; init; }

    /// <summary>The field with what was sent of it, where its form was sent.</summary>
    public FormField As(SentForm sent, string form) => this with
    {
        Value = sent.Shown(form, Name, Value),
        Values = sent.Chosen(form, Name, Values),
        Fault = sent.Name == form ? sent.FaultOf(Name) : null,
    };

    /// <summary>What describes the field to those who hear it.</summary>
    public string? Described => string.Join(' ', new[]
    {
        Hint is null ? null : $"{Name}-hint", Fault is null ? null : $"{Name}-fault",
    }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    /// <summary>A list to choose from with the words of an enum.</summary>
    public static IReadOnlyList<Choice> Words<T>()
        where T : struct, Enum => Words(Enum.GetValues<T>());

    /// <summary>The same with some of the words.</summary>
    public static IReadOnlyList<Choice> Words<T>(IEnumerable<T> words)
        where T : struct, Enum => [.. words.Select(word => new Choice($"{word}", Labels.German(word)))];
}
