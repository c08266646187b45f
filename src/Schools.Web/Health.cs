using System.Globalization;

namespace Schools.Web;

/// <summary>
/// The subcommand <c>health live|ready</c>: asks the program that runs beside it in the same container. A probe from outside does not
/// reach loopback, and the image holds neither a shell nor curl.
/// </summary>
internal static class Health
{
    public const string LivePath = "/health/live";
    public const string ReadyPath = "/health/ready";
    private const string Usage = "Usage: health live|ready";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    /// <returns>0 when the answer is 200, 1 when it is another one or none comes, 2 when the arguments name neither question.</returns>
    public static async Task<int> Run(string[] args)
    {
        var path = args is ["live"] ? LivePath : args is ["ready"] ? ReadyPath : null;
        if (path is null)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        var port = Hosting.Port(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{path}"));
        // A proxy that the environment names for the outside knows nothing of this loopback.
        using var direct = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(direct) { Timeout = LongestAnswer };
        try
        {
            using var answer = await client.GetAsync(address);
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception none) when (none is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"No answer from {address}: {none.Message}");
            return 1;
        }
    }
}
