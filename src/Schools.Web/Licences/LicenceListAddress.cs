using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Licences;

/// <summary>
/// The list of licences as an address: <c>?q=jamf&amp;show=Over&amp;asOf=2026-10-15&amp;page=2</c>. Page and API read the same one.
/// </summary>
public sealed class LicenceListAddress
{
    public const string Path = "/lizenzen";
    private readonly List<string> errors = [];

    private LicenceListAddress(IQueryCollection query, TimeProvider clock)
    {
        var search = query["q"] is [{ } text, ..] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        if (search is { Length: > LicenceFilter.LongestSearch })
        {
            errors.Add($"Der Suchtext ist länger als {LicenceFilter.LongestSearch} Zeichen. Bitte kürzen Sie ihn.");
            search = null;
        }
        var show = LicenceShow.All;
        if (query["show"] is [{ Length: > 0 } word, ..]
            && (!Enum.TryParse(word, out show) || !Enum.IsDefined(show) || char.IsAsciiDigit(word[0])))
        {
            errors.Add($"Auswahl: „{word}“ ist kein bekannter Wert.");
            show = LicenceShow.All;
        }
        Moment = FigureAddress.Read(query, clock);
        if (Moment.Refusal is { } refusal)
        {
            errors.Add(refusal.German);
        }
        Filter = new LicenceFilter(search, show, PageNumber.Read(query, errors));
    }

    public LicenceFilter Filter { get; }

    /// <summary>The day that balances, terms and costs are of.</summary>
    public FigureAddress Moment { get; }

    public IReadOnlyList<string> Errors => errors;

    public bool IsFiltered => Filter.Search is not null || Filter.Show != LicenceShow.All;

    public static LicenceListAddress Read(IQueryCollection query, TimeProvider clock) => new(query, clock);

    public string AsFile(string extension) => $"/api/v1/licences.{extension}{WithPage(1)[Path.Length..]}";

    public string WithPage(int number) => Address(Filter.Search, Filter.Show, number);

    /// <summary>All licences of one kind on the same day.</summary>
    public string Only(LicenceShow show) => Address(null, show, 1);

    private string Address(string? search, LicenceShow show, int number)
    {
        var query = new QueryBuilder();
        if (search is not null)
        {
            query.Add("q", search);
        }
        if (show != LicenceShow.All)
        {
            query.Add("show", show.ToString());
        }
        if (number > 1)
        {
            query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        }
        return Moment.At(Path + query);
    }
}
