using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>The real web program over HTTP, on a database of its own that holds <see cref="SmallKreis"/>.</summary>
public sealed class WebRegister : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> program;
    private readonly StatementCount statements = new();
    private bool endsWithDatabase = true;

    private WebRegister(
        TestDatabase database, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? services = null)
    {
        Database = database;
        program = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseSetting("ConnectionStrings:Schools", database.OwnerConnectionString);
            foreach (var (name, value) in settings)
            {
                web.UseSetting(name, value);
            }
            web.ConfigureTestServices(all =>
            {
                all.AddSingleton<ILoggerProvider>(statements);
                services?.Invoke(all);
            });
            web.ConfigureLogging(logging => logging.AddFilter<StatementCount>("Npgsql.Command", LogLevel.Information));
        });
        Client = program.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
    }

    public TestDatabase Database { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => program.Services;

    /// <param name="settings">Besides the database.</param>
    /// <param name="services">What is otherwise than in the real program.</param>
    public static async Task<WebRegister> Start(
        bool empty = false, IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var database = await TestDatabase.Create(cancel);
        if (!empty)
        {
            await SmallKreis.Fill(database, cancel);
        }
        return new WebRegister(database, settings ?? new Dictionary<string, string>(), services);
    }

    /// <summary>One program of several, one after the other, on a database that outlives it.</summary>
    public static WebRegister On(TestDatabase database, IReadOnlyDictionary<string, string> settings) =>
        new(database, settings) { endsWithDatabase = false };

    public async Task<string> Page(string address)
    {
        var answer = await Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode}\n{text}");
        return text;
    }

    /// <summary>How many SQL statements one request sends, each statement of a batch counted.</summary>
    public async Task<int> CountStatements(string address)
    {
        statements.Reset();
        await Page(address);
        return statements.Count;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await program.DisposeAsync();
        if (endsWithDatabase)
        {
            await Database.DisposeAsync();
        }
    }

    /// <summary>Npgsql logs one line for a command or a batch; a batch lists its statements.</summary>
    private sealed class StatementCount : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<int> seen = new();

        public int Count => seen.Sum();

        public void Reset() => seen.Clear();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name is "CommandExecutionCompleted" or "BatchExecutionCompleted"
                && state is IReadOnlyList<KeyValuePair<string, object?>> values)
            {
                seen.Enqueue(values.Select(v => v.Value).OfType<System.Collections.ICollection>().FirstOrDefault()?.Count ?? 1);
            }
        }

        public void Dispose()
        {
        }
    }
}
