using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary>The REST API of one running server. What it does not answer as promised ends the command with a <see cref="Stop"/>.</summary>
internal sealed class SchoolsServer : IDisposable
{
    /// <summary>Reading and planning 200,000 rows happens within one request.</summary>
    private static readonly TimeSpan PlanTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private const int CopyBytes = 81_920;

    private readonly Uri address;
    private readonly HttpClient http;

    public SchoolsServer(Uri address)
    {
        this.address = address;
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            AllowAutoRedirect = false,
            // A proxy of the office network cannot reach this machine.
            UseProxy = !address.IsLoopback,
        })
        {
            BaseAddress = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public void Dispose() => http.Dispose();

    public async Task<JsonNode> Get(string path, CancellationToken cancel) =>
        Parsed(await Send(HttpMethod.Get, path, null, AnswerTimeout, cancel));

    public async Task<JsonNode> Post(string path, JsonNode? body, CancellationToken cancel)
    {
        using var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return Parsed(await Send(HttpMethod.Post, path, content, AnswerTimeout, cancel));
    }

    /// <summary>Sends JSON as it is written, so that the server tells line and place of what is wrong.</summary>
    public async Task<JsonNode> PostText(string path, string json, CancellationToken cancel)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return Parsed(await Send(HttpMethod.Post, path, content, AnswerTimeout, cancel));
    }

    public async Task<JsonNode> Delete(string path, CancellationToken cancel) =>
        Parsed(await Send(HttpMethod.Delete, path, null, AnswerTimeout, cancel));

    public async Task<string> GetText(string path, CancellationToken cancel) =>
        Encoding.UTF8.GetString(await Send(HttpMethod.Get, path, null, AnswerTimeout, cancel));

    public Task<byte[]> Download(string path, CancellationToken cancel) => Send(HttpMethod.Get, path, null, PlanTimeout, cancel);

    public async Task<Import> Import(string id, CancellationToken cancel) => AsImport(await Get($"imports/{id}", cancel));

    /// <summary>Begins to apply; planned on an older state than now, the list is planned anew first, which takes its time.</summary>
    public async Task<Import> Apply(string id, CancellationToken cancel) => AsImport(Parsed(await Send(
        HttpMethod.Post, $"imports/{id}/apply", null, PlanTimeout, cancel)));

    public async Task<Import> Approve(string id, CancellationToken cancel) => AsImport(Parsed(await Send(
        HttpMethod.Post, $"imports/{id}/approve", null, PlanTimeout, cancel)));

    public async Task<Import> Propose(string id, string? comment, CancellationToken cancel) =>
        AsImport(await Post($"imports/{id}/propose", new JsonObject { ["comment"] = comment }, cancel));

    public async Task<Import> Return(string id, string comment, CancellationToken cancel) =>
        AsImport(await Post($"imports/{id}/return", new JsonObject { ["comment"] = comment }, cancel));

    /// <summary>Plans the kept file of an import with other choices.</summary>
    public async Task<Import> Replan(string id, ImportChoice choice, CancellationToken cancel) => AsImport(Parsed(await Send(
        HttpMethod.Post, $"imports/{id}/replan?{choice.Query(null)}", null, PlanTimeout, cancel)));

    /// <summary>Plans the undo of an import; long ones take their time.</summary>
    public async Task<Import> PlanUndo(string id, bool withConflicts, CancellationToken cancel) => AsImport(Parsed(await Send(
        HttpMethod.Post, $"imports/{id}/undo?conflicts={(withConflicts ? "true" : "false")}", null, PlanTimeout, cancel)));

    /// <summary>Devices that are known at another school move as the list says.</summary>
    public async Task TakeMoves(string id, CancellationToken cancel) =>
        await Post($"imports/{id}/choices", new JsonObject { ["choice"] = "Move", ["take"] = true }, cancel);

    /// <summary>A preset is some dozens of turns; on a busy machine they take their time.</summary>
    public async Task<JsonNode> LoadPreset(string name, CancellationToken cancel) => Parsed(await Send(
        HttpMethod.Post, $"presets/{Uri.EscapeDataString(name)}", null, PlanTimeout, cancel));

    public async Task<JsonNode> LoadBundle(string json, CancellationToken cancel)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return Parsed(await Send(HttpMethod.Post, "presets", content, PlanTimeout, cancel));
    }

    public async Task CancelImport(string id, CancellationToken cancel) =>
        await Send(HttpMethod.Post, $"imports/{id}/cancel", null, AnswerTimeout, cancel);

    public async Task<Delivery> Plan(FileStream file, ImportChoice choice, CancellationToken cancel)
    {
        using var content = new StreamContent(file, CopyBytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var path = $"imports?{choice.Query(Path.GetFileName(file.Name))}";
        return Delivery.Of(Parsed(await Send(HttpMethod.Post, path, content, PlanTimeout, cancel))) ?? throw Stop.OtherProgram(address);
    }

    private async Task<byte[]> Send(HttpMethod method, string path, HttpContent? content, TimeSpan timeout, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var response = await http.SendAsync(request, limit.Token);
            var body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return response.IsSuccessStatusCode ? body : throw Refusal(response.StatusCode, body);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            throw Stop.Unreachable(address);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new Stop(
                ExitCode.Unreachable,
                "server-silent",
                $"Der Server hat {German.Count((long)timeout.TotalSeconds)} Sekunden lang nicht geantwortet. "
                + "Bitte das Protokoll des Servers ansehen.",
                mayPass: true);
        }
    }

    private Stop Refusal(HttpStatusCode status, byte[] body)
    {
        var mayPass = status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        var said = TryParse(body) as JsonObject;
        if (said?["code"] is JsonValue code && said["message"] is JsonValue message)
        {
            return new Stop(ExitCode.Refused, code.ToString(), message.ToString(), mayPass) { Successor = said["id"]?.ToString() };
        }
        // A problem document names the request under which the server's log knows it.
        if (said?["requestId"] is JsonValue request)
        {
            return new Stop(
                ExitCode.Refused,
                "server-error",
                $"Der Server konnte die Anfrage nicht bearbeiten (HTTP {(int)status}, Anfrage {request}). "
                + "Bitte das Protokoll des Servers ansehen.",
                mayPass);
        }
        return mayPass ? Stop.Unreachable(address) : Stop.OtherProgram(address);
    }

    private JsonNode Parsed(byte[] body) => TryParse(body) ?? throw Stop.OtherProgram(address);

    private Import AsImport(JsonNode node) =>
        node is JsonObject json && json["id"] is not null ? new Import(json) : throw Stop.OtherProgram(address);

    private static JsonNode? TryParse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
