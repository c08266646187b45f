using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Schools.Domain;
using Schools.Import;
using Schools.Storage.Queries;

namespace Schools.Web;

/// <summary>Which rows of an import are looked at, as an address: <c>?status=New&amp;q=ipad&amp;page=2</c>.</summary>
public sealed class ImportRowsAddress
{
    /// <summary>Beyond this a page is asked for by filter, not by number.</summary>
    private const int LastNumber = ImportLimits.Rows;
    private readonly long id;
    private readonly List<string> errors = [];

    private ImportRowsAddress(long id, IQueryCollection query)
    {
        this.id = id;
        Status = Enum.TryParse<PlanStatus>(query["status"], ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null;
        var search = query["q"] is [{ } text, ..] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        if (search is { Length: > ImportRowFilter.LongestSearch })
        {
            errors.Add($"Der Suchtext ist länger als {ImportRowFilter.LongestSearch} Zeichen. Bitte kürzen Sie ihn.");
            search = null;
        }
        SchoolKey? school = null;
        if (query["school"] is [{ Length: > 0 } given, ..])
        {
            if (SchoolKey.TryParse(given, out var key))
            {
                school = key;
            }
            else
            {
                errors.Add($"„{given}“ ist keine Schule. Bitte wählen Sie eine aus der Liste.");
            }
        }
        Filter = new ImportRowFilter
        {
            Search = search,
            School = school,
            WithIssues = query["issues"] is ["1", ..],
            Choice = query["choice"] is [{ Length: > 0 } choice, ..] ? choice : null,
        };
        Number = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, 1, LastNumber)
            : 1;
    }

    /// <summary>Null where the address names none.</summary>
    public PlanStatus? Status { get; }

    public ImportRowFilter Filter { get; }

    public int Number { get; }

    public IReadOnlyList<string> Errors => errors;

    public static ImportRowsAddress Read(long id, IQueryCollection query) => new(id, query);

    /// <summary>The same filter on rows of another status.</summary>
    public string With(PlanStatus status) => Write(status, Filter with { Choice = null }, 1);

    public string WithPage(PlanStatus? status, int number) => Write(status, Filter, number);

    /// <summary>All rows that ask one question.</summary>
    public string Asking(string choice) => Write(null, new ImportRowFilter { Choice = choice }, 1);

    private string Write(PlanStatus? status, ImportRowFilter filter, int number)
    {
        var query = new QueryBuilder();
        Add("status", status?.ToString());
        Add("choice", filter.Choice);
        Add("q", filter.Search);
        Add("school", filter.School?.Value);
        Add("issues", filter.WithIssues ? "1" : null);
        Add("page", number > 1 ? number.ToString(CultureInfo.InvariantCulture) : null);
        return $"/importe/{id}{query}#zeilen";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }
    }
}
