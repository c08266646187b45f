using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;
using Schools.Domain;

namespace Schools.Web.Reports;

/// <summary>
/// The head and the parts of a committee report as people state them. A template keeps what its reports begin with; a saved report keeps
/// all of it.
/// </summary>
/// <param name="Body">The committee it is for.</param>
/// <param name="Intro">What stands before the figures; null for the usual sentence.</param>
/// <param name="Outlook">What comes next, one sentence a line.</param>
/// <param name="Plan">Key of the plan it is about; null for all that are in force.</param>
/// <param name="Sections">What is in it besides proposal and facts.</param>
/// <param name="Session">The day on which the committee meets; null where that is not fixed.</param>
public sealed record ReportForm(
    string? Number,
    string? Subject,
    string? Unit,
    string? Clerk,
    string? Body,
    string? Proposal,
    string? LegalBasis,
    string? Intro,
    string? Outlook,
    string? Plan,
    IReadOnlyList<CommitteeSection> Sections,
    DateOnly? Session = null)
{
    public const string SessionName = "session";
    public const string PlanName = "plan";
    public const string SectionName = "section";

    /// <summary>Says that sections were chosen, also where none is left.</summary>
    public const string ChosenName = "chosen";
    public const int LongestLine = 500;
    public const int LongestText = 4_000;

    /// <summary>What stands in a report of which nothing is said.</summary>
    public static readonly ReportForm Usual = new(
        "ohne Nummer", "Sachstandsbericht zur Digitalisierung der Schulen", "IT-Dezernat", null, null,
        "Der Ausschuss nimmt den Bericht zur Kenntnis.", null, null, null, null, Enum.GetValues<CommitteeSection>());

    /// <summary>What is asked for in an address or a form, and else what stands beneath it.</summary>
    public static ReportForm Read(IEnumerable<KeyValuePair<string, StringValues>> given, ReportForm beneath)
    {
        var values = given.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        string? Text(string name, string? otherwise, bool ofLines = false) =>
            values.GetValueOrDefault(name) is [{ } text, ..]
            && (ofLines ? text.ReplaceLineEndings("\n").Trim() : OneLine(text)) is { Length: > 0 } said
                ? said
                : otherwise;
        return new ReportForm(
            Text("number", beneath.Number),
            Text("subject", beneath.Subject),
            Text("unit", beneath.Unit),
            Text("clerk", beneath.Clerk),
            Text("body", beneath.Body),
            Text("proposal", beneath.Proposal),
            Text("legalBasis", beneath.LegalBasis),
            Text("intro", beneath.Intro, ofLines: true),
            Text("outlook", beneath.Outlook, ofLines: true),
            Text(PlanName, beneath.Plan),
            values.ContainsKey(ChosenName) || values.ContainsKey(SectionName)
                ? [.. Enum.GetValues<CommitteeSection>().Where(section =>
                    values.GetValueOrDefault(SectionName).Contains($"{section}", StringComparer.OrdinalIgnoreCase))]
                : beneath.Sections,
            WireDay.Read(Text(SessionName, null)) ?? beneath.Session);
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public AgendaPaper Paper() => new(
        Number ?? Usual.Number!,
        Subject ?? Usual.Subject!,
        PaperKind.Report,
        Unit ?? Usual.Unit!,
        Body is null ? [] : [new PaperSession(Body, Session)],
        Proposal ?? Usual.Proposal!,
        Clerk: Clerk,
        LegalBasis: LegalBasis,
        Outlook: Outlook?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private (string Name, string German, string? Value, int Longest)[] Texts =>
    [
        ("number", "Vorlage-Nr.", Number, LongestLine), ("subject", "Betreff", Subject, LongestLine),
        ("unit", "Federführend", Unit, LongestLine), ("clerk", "Bearbeiter/-in", Clerk, LongestLine),
        ("body", "Gremium", Body, LongestLine), ("proposal", "Beschlussvorschlag", Proposal, LongestLine),
        ("legalBasis", "Rechtsgrundlage", LegalBasis, LongestLine), ("intro", "Einleitung", Intro, LongestText),
        ("outlook", "Ausblick", Outlook, LongestText), (PlanName, "Plan", Plan, LongestLine),
    ];

    /// <summary>Each text that is longer than it may be. It is not shortened, for nobody would see what is missing.</summary>
    public IEnumerable<(string Field, Refusal Refusal)> TooLong =>
        from text in Texts
        where text.Value?.Length > text.Longest
        select (text.Name, new Refusal(
            RefusalCode.TextTooLong, $"„{text.German}“ ({Shown.Count(text.Value!.Length)} Zeichen)", Shown.Count(text.Longest)));

    /// <summary>The same as fields of a form, for those that keep what is shown.</summary>
    public IEnumerable<(string Name, string Value)> Sent =>
    [
        .. from text in Texts where text.Value is not null select (text.Name, text.Value!),
        .. Session is { } session ? new[] { (SessionName, WireDay.Write(session)) } : [],
        (ChosenName, "1"),
        .. Sections.Select(section => (SectionName, $"{section}")),
    ];

    public string Written() => JsonSerializer.Serialize(this, ReportJson.Default.ReportForm);

    public static ReportForm Of(string document) => JsonSerializer.Deserialize(document, ReportJson.Default.ReportForm)!;
}

/// <summary>A saved report as it is stored.</summary>
/// <param name="Authority">The name it bore then.</param>
public sealed record ReportDocumentHead(string Authority, ReportForm Form)
{
    public string Written() => JsonSerializer.Serialize(this, ReportJson.Default.ReportDocumentHead);

    public static ReportDocumentHead Of(string document) => JsonSerializer.Deserialize(document, ReportJson.Default.ReportDocumentHead)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReportForm))]
[JsonSerializable(typeof(ReportDocumentHead))]
internal sealed partial class ReportJson : JsonSerializerContext;
