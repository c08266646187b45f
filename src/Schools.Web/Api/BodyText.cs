namespace Schools.Web.Api;

/// <summary>A request body that is read as one text.</summary>
internal static class BodyText
{
    /// <summary>The whole body; null when it has more characters than allowed.</summary>
    public static async Task<string?> Read(HttpRequest request, int longest, CancellationToken cancel)
    {
        var text = new char[longest + 1];
        using var reader = new StreamReader(request.Body);
        var read = await reader.ReadBlockAsync(text, cancel);
        return read == text.Length ? null : new string(text, 0, read);
    }
}
