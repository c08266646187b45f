using System.Text;

namespace Schools.Import;

/// <summary>
/// Number formats of Excel that make a number a name: <c>00000</c>, <c>00-0000</c>, <c>"RKN-"0000</c>. Formats of amounts, dates and
/// fractions are none, as the stored value says more than the shown one.
/// </summary>
internal static class LeadingZeros
{
    /// <summary>The same format for .NET, or null where the number itself is meant.</summary>
    public static string? FormatOf(string excel)
    {
        var format = new StringBuilder();
        int zeros = 0, digits = 0;
        var named = false;
        for (var i = 0; i < excel.Length && excel[i] != ';'; i++)
        {
            switch (excel[i])
            {
                case '0':
                    zeros++;
                    digits++;
                    format.Append('0');
                    break;
                case '#':
                    digits++;
                    format.Append('#');
                    break;
                case '"' when excel.IndexOf('"', i + 1) is var end && end > i:
                    named |= digits == 0 && excel.AsSpan(i, end - i).ContainsAnyInRange('A', 'z');
                    format.Append(excel, i, end - i + 1);
                    i = end;
                    break;
                case '[' when excel.IndexOf(']', i) is var end && end > i && excel[i + 1] is not ('<' or '>' or '='):
                    i = end;
                    break;
                // Space as wide as the next character, or filled with it.
                case '_' or '*':
                    i++;
                    break;
                case '\\' when i + 1 < excel.Length:
                    format.Append('\\').Append(excel[++i]);
                    break;
                case '-' or ' ' or '(' or ')' or '+':
                    format.Append('\\').Append(excel[i]);
                    break;
                default:
                    return null;
            }
        }
        return zeros >= 2 || (zeros == 1 && named) ? format.ToString() : null;
    }
}
