using System.Text;

namespace Schools.SampleData.Tests;

/// <summary>RFC 4180 with any delimiter. Written apart from the program's importer, so that a mistake common to both shows.</summary>
internal static class DelimitedText
{
    public static List<List<string>> Parse(string text, char delimiter)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var place = 0; place < text.Length; place++)
        {
            var letter = text[place];
            if (quoted && letter == '"' && place + 1 < text.Length && text[place + 1] == '"')
            {
                cell.Append(text[++place]);
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && letter == delimiter)
            {
                Take(record, cell);
            }
            else if (!quoted && letter == '\n')
            {
                Take(record, cell);
                records.Add(record);
                record = [];
            }
            else if (quoted || letter != '\r')
            {
                cell.Append(letter);
            }
        }

        Assert.False(quoted, "A quoted cell is not closed.");
        Assert.Empty(record);
        return records;
    }

    private static void Take(List<string> record, StringBuilder cell)
    {
        record.Add(cell.ToString());
        cell.Clear();
    }
}
