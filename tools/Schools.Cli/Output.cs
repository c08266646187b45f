using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary>Results go to stdout, all that is said beside them to stderr. With --json stdout holds exactly one JSON value.</summary>
internal sealed class Output(bool json)
{
    // Umlauts stay readable; nothing here is ever put into a page.
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private bool progressShown;

    public bool IsJson => json;

    public void Json(JsonNode value) => Text(value.ToJsonString(Readable));

    public void Text(string text)
    {
        EndProgress();
        Console.Out.WriteLine(text.TrimEnd());
    }

    public void Remark(string text)
    {
        EndProgress();
        Console.Error.WriteLine(text);
    }

    public void Refuse(string code, string message)
    {
        Remark(message);
        if (json)
        {
            Json(new JsonObject { ["code"] = code, ["message"] = message });
        }
    }

    /// <summary>One line that is written over and over; only where somebody looks on.</summary>
    public void Progress(string line)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{line}\u001b[K");
            progressShown = true;
        }
    }

    private void EndProgress()
    {
        if (progressShown)
        {
            Console.Error.WriteLine();
            progressShown = false;
        }
    }
}
