using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Schools.Import;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>Files beyond the limit, sent to the real server: whoever sends one hears why it is not taken.</summary>
public sealed partial class UploadTests
{
    private const string Told = "Die Datei ist größer als 50 MB. Bitte die Liste nach Schulen teilen und einzeln importieren.";
    private const long Limit = ImportLimits.FileBytes;
    private const long Megabyte = 1024 * 1024;
    private static readonly Uri Imports = new("/api/v1/imports?file=a.csv", UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Limit + 1, true)]
    [InlineData(Limit + 1, false)]
    [InlineData(Limit + (30 * Megabyte), true)]
    [InlineData(Limit + (30 * Megabyte), false)]
    public async Task Over_rest_a_file_that_is_too_large_is_answered_with_413(long bytes, bool announced)
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        await using var server = await ServerProcess.Start(database, Cancel);
        using var http = new HttpClient { BaseAddress = server.Address };

        using var refused = await http.PostAsync(Imports, new Cells(bytes, announced), Cancel);
        using var taken = await http.PostAsync(Imports, new ByteArrayContent(List), Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        var answer = JsonElement.Parse(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("file-too-large", answer.GetProperty("code").GetString());
        Assert.Equal(Told, answer.GetProperty("message").GetString());
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task Over_rest_a_file_of_just_the_limit_is_read()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        await using var server = await ServerProcess.Start(database, Cancel);
        using var http = new HttpClient { BaseAddress = server.Address };

        using var read = await http.PostAsync(Imports, new Cells(Limit, false), Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, read.StatusCode);
        Assert.Contains("line-too-long", await read.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(Limit + (30 * Megabyte))]
    public async Task On_the_page_a_file_that_is_too_large_is_answered_with_413(long bytes)
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        await using var server = await ServerProcess.Start(database, Cancel);
        using var http = new HttpClient { BaseAddress = server.Address };
        var address = new Uri("/importe", UriKind.Relative);
        var token = Token().Match(await http.GetStringAsync(address, Cancel)).Groups["token"].Value;
        using var form = new MultipartFormDataContent
        {
            { new Cells(bytes, true), "file", "a.csv" },
            { new StringContent(token), "__RequestVerificationToken" },
        };

        using var refused = await http.PostAsync(address, form, Cancel);

        var page = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.True(refused.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{(int)refused.StatusCode}\n{page}");
        Assert.Contains(Told, page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\"", page, StringComparison.Ordinal);
    }

    private static byte[] List => Encoding.UTF8.GetBytes(
        $"Inventarnummer;Seriennummer;Gerätetyp;Schulnummer\nU-1;U-1;Tablet;{SmallKreis.Hammfeld.Number}\n");

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    /// <summary>A body of any length that is never in memory.</summary>
    private sealed class Cells(long bytes, bool announced) : HttpContent
    {
        private static readonly byte[] Some = [.. Enumerable.Repeat((byte)'x', 64 * 1024)];

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var left = bytes; left > 0; left -= Some.Length)
            {
                await stream.WriteAsync(Some.AsMemory(0, (int)Math.Min(left, Some.Length)), Cancel);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return announced;
        }
    }
}
