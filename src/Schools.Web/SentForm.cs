using System.Globalization;
using System.Text.RegularExpressions;
using Schools.Domain;
using Schools.Import;

namespace Schools.Web;

/// <summary>What cannot be taken of a form, and at which field.</summary>
/// <param name="Field">The field's id on the page; null where the whole is refused.</param>
public sealed record FormFault(string? Field, string Message);

/// <summary>
/// One form of a page as it was sent. Each value is read on its own, so that all slips are told at once and the page shows
/// again what was typed.
/// </summary>
/// <param name="name">The form, by the handler it posts to; null when nothing was sent.</param>
public sealed partial class SentForm(string? name, IFormCollection? sent)
{
    private readonly List<FormFault> faults = [];

    /// <summary>Nothing was sent.</summary>
    public static SentForm None => new(null, null);

    public string? Name { get; } = name;

    public IReadOnlyList<FormFault> Faults => faults;

    /// <summary>The HTTP status of a page that shows the faults.</summary>
    public int Status { get; private set; } = StatusCodes.Status422UnprocessableEntity;

    /// <param name="field">The field that it is about; null where it is about the whole.</param>
    public void Refuse(Refusal refusal, string? field = null)
    {
        Status = Api.Refusals.Status(refusal.Kind);
        faults.Add(new FormFault(field, refusal.German));
    }

    /// <summary>What is wrong with a field; null where nothing is.</summary>
    public string? FaultOf(string field) => faults.Find(fault => fault.Field == field)?.Message;

    /// <summary>What stands in a field: as it was sent with this form, else as the page has it.</summary>
    public string Shown(string form, string field, string? otherwise = null) => Name == form ? Raw(field) : otherwise ?? "";

    public bool IsChosen(string form, string field, object value, bool otherwise = false) =>
        Name == form ? Raw(field) == value.ToString() : otherwise;

    /// <summary>What is chosen of several, likewise.</summary>
    public IReadOnlyList<string> Chosen(string form, string field, IReadOnlyList<string> otherwise) =>
        Name == form ? All(field) : otherwise;

    /// <summary>All values of a field that takes several.</summary>
    public IReadOnlyList<string> All(string field) => [.. (sent?[field] ?? default).OfType<string>().Where(value => value.Length > 0)];

    /// <summary>The form has the field, whatever was entered.</summary>
    public bool Has(string field) => sent?.ContainsKey(field) == true;

    /// <summary>The lines of a text that are not blank.</summary>
    public IReadOnlyList<string>? Lines(string field) =>
        (Text(field) ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines
            ? lines
            : null;

    public string? Text(string field) => Raw(field) is { Length: > 0 } text ? text : null;

    public DateOnly? Day(string field, string german)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        if (WireDay.Read(text) is { } day)
        {
            return day;
        }
        Fault(field, $"{german}: „{text}“ ist kein Tag. Bitte so angeben: 15.10.2026.");
        return null;
    }

    /// <param name="range">What the field takes.</param>
    public int? Count(string field, string german, CountRange range) => Count(field, Text(field), german, range);

    /// <summary>A count that must be given.</summary>
    public int CountOwed(string field, string german, CountRange range) => CountOwed(field, Text(field), german, range);

    /// <param name="field">Where the fault is told.</param>
    /// <param name="text">What was typed.</param>
    public int? Count(string field, string? text, string german, CountRange range)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        // A point stands between thousands: whoever types 1.5 does not mean fifteen.
        var digits = Thousands().IsMatch(text.Trim()) ? text.Trim().Replace(".", "", StringComparison.Ordinal) : text.Trim();
        if (int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
        {
            if (range.Refuses(german, count) is { } refusal)
            {
                Fault(field, refusal.German);
            }
            return count;
        }
        Fault(field, digits.TrimStart('-') is { Length: > 0 } all && all.All(char.IsAsciiDigit)
            ? range.Refuses(german, text.Trim()).German
            : $"{german}: „{text.Trim()}“ ist keine ganze Zahl. Bitte nur Ziffern eintragen.");
        return null;
    }

    public int CountOwed(string field, string? text, string german, CountRange range)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Fault(field, $"{german}: Die Zahl fehlt. Bitte eintragen.");
        }
        return Count(field, text, german, range) ?? 0;
    }

    public Euro? Amount(string field, string german)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        var amount = CellNumber.Parse(text, NumberStyle.German);
        if (amount.HasValue)
        {
            return new Euro(amount.Value);
        }
        Fault(field, $"{german}: „{text}“ ist kein Betrag. Bitte so angeben: 1.234,56.");
        return null;
    }

    /// <summary>An amount that must be given.</summary>
    public Euro AmountOwed(string field, string german)
    {
        if (Text(field) is null)
        {
            Fault(field, $"{german}: Der Betrag fehlt. Bitte eintragen.");
        }
        return Amount(field, german) ?? default;
    }

    public decimal? Number(string field, string german)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        var number = CellNumber.Parse(text, NumberStyle.German);
        if (number.HasValue)
        {
            return number.Value;
        }
        Fault(field, $"{german}: „{text}“ ist keine Zahl. Bitte so angeben: 2,5.");
        return null;
    }

    public T? Word<T>(string field, string german)
        where T : struct, Enum
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        if (Enum.TryParse<T>(text, out var word) && Enum.IsDefined(word) && !char.IsAsciiDigit(text[0]))
        {
            return word;
        }
        Fault(field, $"{german}: „{text}“ ist kein bekannter Wert.");
        return null;
    }

    /// <summary>A word that must be chosen.</summary>
    public T WordOwed<T>(string field, string german)
        where T : struct, Enum
    {
        if (Text(field) is null)
        {
            Fault(field, $"{german}: Bitte wählen.");
        }
        return Word<T>(field, german) ?? default;
    }

    /// <param name="said">Where the field says more than the school.</param>
    public SchoolKey School(string field, string german, string? said = null)
    {
        if (!SchoolKey.TryParse(said ?? Text(field), out var school))
        {
            Fault(field, $"{german}: Bitte eine Schule wählen.");
        }
        return school;
    }

    private string Raw(string field) => sent?[field].ToString().Trim() ?? "";

    public void Fault(string? field, string message) => faults.Add(new FormFault(field, message));

    [GeneratedRegex(@"^-?\d{1,3}(\.\d{3})+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thousands();
}
