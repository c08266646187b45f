using System.Data.Common;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>Columns as the types of the domain.</summary>
internal static class Columns
{
    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static int? CountOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static T Word<T>(this DbDataReader reader, int column)
        where T : struct, Enum => Enum.Parse<T>(reader.GetString(column));

    public static T Key<T>(this DbDataReader reader, int column)
        where T : struct, ITextValue<T> => T.TryParse(reader.GetString(column), out var key)
            ? key
            : throw new FormatException($"'{reader.GetString(column)}' is no {typeof(T).Name}.");
}
