using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>What an operator's collector gets from the real server.</summary>
public sealed class MetricsTests
{
    private static readonly string[] OfTheWritePath =
    [
        "schools.write.queue_length", "schools.load.queue_length", "schools.write.batch_size", "schools.write.latency",
        "schools.write.conflicts",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_arrive_where_the_settings_say()
    {
        await using var collector = await Collector.Start();
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        await using var server = await ServerProcess.Start(database, Cancel, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        });
        using var http = new HttpClient { BaseAddress = server.Address };
        using var written = await http.PostAsync(
            new Uri("/api/v1/authority", UriKind.Relative),
            new StringContent("""{"name":"Kreis der Metriken"}""", Encoding.UTF8, "application/json"),
            Cancel);
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);

        await Task.WhenAll(OfTheWritePath.Select(collector.Got)).WaitAsync(Cancel);
    }

    /// <summary>Takes metrics as an OpenTelemetry collector does. The names of instruments stand in the message as they are.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly Dictionary<string, TaskCompletionSource> named = OfTheWritePath.ToDictionary(
            name => name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), StringComparer.Ordinal);
        private readonly WebApplication program;

        private Collector(WebApplication program) => this.program = program;

        public string Address => program.Urls.Single();

        public static async Task<Collector> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new Collector(builder.Build());
            collector.program.MapPost("/v1/metrics", collector.Take);
            await collector.program.StartAsync(Cancel);
            return collector;
        }

        public Task Got(string name) => named[name].Task;

        public ValueTask DisposeAsync() => program.DisposeAsync();

        private async Task Take(HttpContext context)
        {
            using var message = new MemoryStream();
            await context.Request.Body.CopyToAsync(message, context.RequestAborted);
            var text = Encoding.Latin1.GetString(message.ToArray());
            foreach (var (name, got) in named)
            {
                if (context.Request.ContentType == "application/x-protobuf" && text.Contains(name, StringComparison.Ordinal))
                {
                    got.TrySetResult();
                }
            }
        }
    }
}
