using System.Globalization;
using Schools.Storage.Queries;

namespace Schools.Web;

/// <summary>The page of a list that an address asks for, <c>?page=2</c>.</summary>
internal static class PageNumber
{
    public const string Name = "page";

    /// <summary>The first page where none is named, or none that there can be; the latter is told in <paramref name="errors"/>.</summary>
    public static int Read(IQueryCollection query, List<string> errors)
    {
        if (query[Name] is not [{ Length: > 0 } text, ..])
        {
            return 1;
        }
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= Paging.LastNumber)
        {
            return number;
        }
        errors.Add(
            $"Seite „{text}“ gibt es nicht: Es lassen sich die Seiten 1 bis {Paging.LastNumber} ansehen. Bitte die Suche eingrenzen.");
        return 1;
    }
}
