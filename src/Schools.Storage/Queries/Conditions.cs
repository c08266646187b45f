using System.Globalization;
using System.Text;
using Npgsql;

namespace Schools.Storage.Queries;

/// <summary>The where clause of a list and its values. Values travel as parameters; the text is written here in the source alone.</summary>
internal sealed class Conditions
{
    private readonly List<string> clauses = [];
    private readonly List<NpgsqlParameter> values = [];
    private readonly StringBuilder withValues = new();

    /// <summary>The next value as <c>$n</c>, for a place outside the where clause.</summary>
    public string Value<T>(T value)
    {
        values.Add(new NpgsqlParameter<T> { TypedValue = value });
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }

    /// <summary>Clauses and their values as one text: equal for conditions that choose the same rows.</summary>
    public string WithValues => withValues.ToString();

    /// <param name="clause">With <c>{0}</c> where the value goes.</param>
    public void Add<T>(string clause, T value)
    {
        clauses.Add(string.Format(CultureInfo.InvariantCulture, clause, Value(value)));
        Note(clause).AppendJoin('\u001f', value as string[] ?? [string.Create(CultureInfo.InvariantCulture, $"{value}")]).Append('\u001e');
    }

    public void Add(string clause)
    {
        clauses.Add(clause);
        Note(clause);
    }

    private StringBuilder Note(string clause) => withValues.Append(clause).Append('\u001e');

    public override string ToString() => string.Join(" and ", clauses);

    /// <summary>A statement with the values gathered so far; every statement of a batch needs its own copy.</summary>
    public NpgsqlBatchCommand Statement(string sql)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            statement.Parameters.Add(value.Clone());
        }
        return statement;
    }

    /// <summary>One pattern for each word of a search: all words must occur, in any field and any order.</summary>
    public static string[] Patterns(string search) =>
    [
        .. search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostSearchWords).Select(word =>
            $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
                .Replace("_", "\\_", StringComparison.Ordinal)}%"),
    ];

    private const int MostSearchWords = 8;
}
