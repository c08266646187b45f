using System.Net;
using System.Text.RegularExpressions;

namespace Schools.Web.Tests;

/// <summary>Forms as a browser without script sends them, and pages as they are read.</summary>
internal static partial class WebForm
{
    /// <summary>Sends a form of a page, with the token that the page has for it.</summary>
    /// <param name="handler">Null for the form that the page itself takes.</param>
    public static async Task<HttpResponseMessage> Post(
        WebRegister web, string page, string? handler, params IEnumerable<(string Name, string Value)> fields)
    {
        var address = handler is null ? page : $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={handler}";
        return await PostTo(web, page, address, fields);
    }

    /// <summary>Sends a form of a page to an address.</summary>
    public static async Task<HttpResponseMessage> PostTo(
        WebRegister web, string page, string address, params IEnumerable<(string Name, string Value)> fields)
    {
        var token = Token().Match(await web.Page(page)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent(
        [
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            KeyValuePair.Create("__RequestVerificationToken", token),
        ]);
        return await web.Client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a form that is taken.</summary>
    /// <returns>Where it leads.</returns>
    public static async Task<string> Done(
        WebRegister web, string page, string? handler, params IEnumerable<(string Name, string Value)> fields)
    {
        using var answer = await Post(web, page, handler, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, Text(await Body(answer)));
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Sends a form that is refused.</summary>
    /// <returns>The page that shows it again.</returns>
    public static async Task<string> Refused(
        WebRegister web, string page, string? handler, params IEnumerable<(string Name, string Value)> fields)
    {
        using var answer = await Post(web, page, handler, fields);
        var body = await Body(answer);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{(int)answer.StatusCode} {Text(body)}");
        return body;
    }

    /// <summary>The version that a form of a page was made from.</summary>
    public static string Version(string page) => Made().Match(page).Groups["version"].Value;

    public static string Text(string page) => Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(page, " ")), " ");

    /// <summary>What is told beside a field; null where nothing is.</summary>
    public static string? FaultAt(string page, string field)
    {
        var start = page.IndexOf($"id=\"{field}-fault\"", StringComparison.Ordinal);
        return start < 0 ? null : Text(page[(page.IndexOf('>', start) + 1)..page.IndexOf("</p>", start, StringComparison.Ordinal)]).Trim();
    }

    private static Task<string> Body(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("""name="version" value="(?<version>\d+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
