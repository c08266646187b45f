using System.Text.RegularExpressions;

namespace Schools.Repository.Tests;

/// <summary>A function, property or constructor with the lines from its signature to its end.</summary>
public sealed record Function(string Signature, int FirstLine, int Lines);

/// <summary>A declared type and the line of its name; <see cref="Header"/> goes up to its body.</summary>
public sealed record DeclaredType(string Name, int Line, string Header);

/// <summary>The types and functions of a C# file, found by its braces. Fields are tables, not functions, however long.</summary>
public sealed partial class CSharpOutline
{
    private readonly string text;
    private readonly List<Function> functions = [];
    private readonly List<DeclaredType> types = [];
    private int position;

    private CSharpOutline(string source)
    {
        text = CSharpMask.Of(source);
        while (position < text.Length)
        {
            Members();
            position++;
        }
    }

    public static (IReadOnlyList<Function> Functions, IReadOnlyList<DeclaredType> Types) Of(string source)
    {
        var outline = new CSharpOutline(source);
        return (outline.functions, outline.types);
    }

    [GeneratedRegex(@"\b(class|struct|interface|enum|record(\s+(class|struct))?)\s+(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\G\s*\[", RegexOptions.None, 1000)]
    private static partial Regex AttributeStart();

    /// <summary>Reads members up to the brace that closes the enclosing type, or to the end.</summary>
    private void Members()
    {
        while (position < text.Length && text[position] != '}')
        {
            SkipSpaceAndAttributes();
            if (position < text.Length && text[position] != '}')
            {
                Member();
            }
        }
    }

    private void SkipSpaceAndAttributes()
    {
        while (AttributeStart().IsMatch(text, position))
        {
            position = text.IndexOf('[', position);
            SkipBalanced();
        }

        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private void Member()
    {
        var start = position;
        var kind = SkipToBody();
        var header = text[start..Math.Min(position, text.Length)];
        if (TypeDeclaration().Match(header) is { Success: true } type && kind is '{' or ';')
        {
            types.Add(new DeclaredType(type.Groups["name"].Value, LineOf(start + type.Index), header));
        }
        else if (!header.Contains("namespace ", StringComparison.Ordinal) || kind != '{')
        {
            SkipRest(kind);
            if (kind is '{' or '>')
            {
                var first = LineOf(start);
                var last = LineOf(Math.Min(position, text.Length) - 1);
                functions.Add(new Function(Spaces().Replace(header.Trim(), " "), first, last - first + 1));
            }

            return;
        }

        position++;
        if (kind == '{')
        {
            Members();
            position++;
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    /// <summary>Stops at what follows the signature: a body, '>' for an arrow, '=' for a field, or its end.</summary>
    private char SkipToBody()
    {
        var start = position;
        for (; position < text.Length; position++)
        {
            switch (text[position])
            {
                case '(' or '[':
                    SkipBalanced();
                    position--;
                    break;
                case '=' when position + 1 < text.Length && text[position + 1] == '>':
                    return '>';
                case '=' when !text[start..position].Contains("operator", StringComparison.Ordinal):
                    return '=';
                case '{' or ';' or '}':
                    return text[position];
                default:
                    break;
            }
        }

        return ';';
    }

    /// <summary>Goes past the end of the member: its closing brace when it has a body, else its semicolon.</summary>
    private void SkipRest(char kind)
    {
        if (kind == '{')
        {
            SkipBalanced();
            return;
        }

        while (position < text.Length && text[position] is not (';' or '}'))
        {
            if (text[position] is '(' or '[' or '{')
            {
                SkipBalanced();
            }
            else
            {
                position++;
            }
        }

        position += position < text.Length && text[position] == ';' ? 1 : 0;
    }

    private void SkipBalanced()
    {
        var depth = 0;
        for (; position < text.Length; position++)
        {
            depth += text[position] is '(' or '[' or '{' ? 1 : text[position] is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0)
            {
                position++;
                return;
            }
        }
    }

    private int LineOf(int index) => text.AsSpan(0, index).Count('\n') + 1;
}
