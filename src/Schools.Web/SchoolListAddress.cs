using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Schools.Storage.Queries;

namespace Schools.Web;

/// <summary>The list of schools as an address: <c>?q=neuss&amp;own=1&amp;page=2</c>.</summary>
public sealed class SchoolListAddress
{
    public const string Path = "/schulen";
    private readonly List<string> errors = [];

    private SchoolListAddress(IQueryCollection query)
    {
        var search = query["q"] is [{ } text, ..] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        if (search is { Length: > SchoolFilter.LongestSearch })
        {
            errors.Add($"Der Suchtext ist länger als {SchoolFilter.LongestSearch} Zeichen. Bitte kürzen Sie ihn.");
            search = null;
        }
        Filter = new SchoolFilter(search, query["own"] is ["1", ..], PageNumber.Read(query, errors));
    }

    public SchoolFilter Filter { get; }

    public IReadOnlyList<string> Errors => errors;

    public static SchoolListAddress Read(IQueryCollection query) => new(query);

    /// <summary>All schools of the list as a file.</summary>
    public string AsFile(string extension) => $"/api/v1/schools.{extension}{WithPage(1)[Path.Length..]}";

    public string WithPage(int number)
    {
        var query = new QueryBuilder();
        if (Filter.Search is { } search)
        {
            query.Add("q", search);
        }
        if (Filter.OwnOnly)
        {
            query.Add("own", "1");
        }
        if (number > 1)
        {
            query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        }
        return Path + query;
    }
}
