using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Schools.Web.Tests;

/// <summary>A Kreis that begins empty, told over HTTP what happens, and asked what people ask.</summary>
internal sealed partial class StoryKreis(WebRegister web) : IAsyncDisposable
{
    private readonly UndoRegister lists = new(web);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public WebRegister Web => web;

    public static async Task<StoryKreis> Start() => new(await WebRegister.Start(empty: true));

    public async Task Describe(string details)
    {
        using var body = new StringContent(details, Encoding.UTF8, "application/json");
        await Sent("/api/v1/authority", body);
    }

    public Task Load(string preset) => Sent($"/api/v1/presets/{preset}", null);

    /// <summary>Plans and applies a list of which every row must be taken.</summary>
    public async Task<long> Import(string list, string query)
    {
        using var planned = await web.Client.PostAsync(
            Address($"/api/v1/imports?file=liste.csv{query}"), new ByteArrayContent(Encoding.UTF8.GetBytes(list)), Cancel);
        var text = await planned.Content.ReadAsStringAsync(Cancel);
        Assert.True(planned.IsSuccessStatusCode, text);
        var id = JsonElement.Parse(text).GetProperty("id").GetInt64();
        var ended = await lists.Apply(id);
        Assert.True(ended.GetProperty("badRows").GetInt32() == 0, ended.ToString());
        return id;
    }

    public Task Undo(long import) => lists.Undo(import);

    /// <summary>Fills in a form of a page; it must be taken.</summary>
    public async Task Post(string page, string? handler, params (string Name, string Value)[] fields)
    {
        using var answer = await Send(page, handler, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Found, Plain(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    public async Task<HttpResponseMessage> Send(string page, string? handler, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await web.Page(page)).Groups["token"].Value;
        var address = handler is null ? page : $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={handler}";
        using var form = new FormUrlEncodedContent(
        [
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            KeyValuePair.Create("__RequestVerificationToken", token),
        ]);
        return await web.Client.PostAsync(Address(address), form, Cancel);
    }

    /// <summary>A step of the WLAN of a school, entered on its page.</summary>
    public Task Reach(string school, string step, string day, string reason = "") => Post(
        $"/wlan/{school}", "Step", ("Step", step), ("Kind", "reached"), ("Day", day), ("Reason", reason));

    /// <summary>A page as it is read.</summary>
    public async Task<string> Text(string address) => Plain(await web.Page(address));

    /// <summary>Actual, numerator and denominator of a figure, as programs get it.</summary>
    public async Task<(decimal? Actual, decimal? Part, decimal? Whole)> Figure(string indicator, string query = "")
    {
        var figure = JsonElement.Parse(await web.Page($"/api/v1/figures{query}")).EnumerateArray()
            .Single(f => f.GetProperty("indicator").GetString() == indicator);
        return (Number("actual"), Number("numerator"), Number("denominator"));

        decimal? Number(string name) => figure.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
    }

    /// <summary>The rows of all tables of a text document, cells separated by bars.</summary>
    public async Task<IReadOnlyList<string>> TablesOf(string document)
    {
        using var file = new MemoryStream(await web.Client.GetByteArrayAsync(Address(document), Cancel));
        using var opened = WordprocessingDocument.Open(file, isEditable: false);
        return
        [
            .. opened.MainDocumentPart!.Document.Body!.Descendants<TableRow>()
                .Select(row => string.Join('|', row.Elements<TableCell>().Select(cell => cell.InnerText.Replace('\u00A0', ' ')))),
        ];
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private async Task Sent(string address, HttpContent? body)
    {
        using var answer = await web.Client.PostAsync(Address(address), body, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static string Plain(string page) => Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(page, " ")), " ");

    private static Uri Address(string path) => new(path, UriKind.Relative);

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
