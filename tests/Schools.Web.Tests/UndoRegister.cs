using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>A Kreis into which lists are imported and out of which they are taken back, with what it holds at any moment as text.</summary>
internal sealed class UndoRegister(WebRegister web) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public WebRegister Web => web;

    public IGrains Grains => web.Services.GetRequiredService<IGrains>();

    public ImportProgress Progress => web.Services.GetRequiredService<ImportProgress>();

    public static async Task<UndoRegister> Start(Action<IServiceCollection>? services = null)
    {
        var register = new UndoRegister(await WebRegister.Start(services: services));
        // The small Kreis says of itself that import 1 brought it; the first plan takes that number.
        Assert.Equal(1, await register.Plan("Inventarnummer;Seriennummer;Gerätetyp;Schulnummer\nX-1;X000001;Tablet;173800\n"));
        return register;
    }

    public Task<long> Plan(string list, string query = "") => Plan(Encoding.UTF8, list, query);

    /// <returns>0 for a list that is refused.</returns>
    public async Task<long> Plan(Encoding encoding, string list, string query = "")
    {
        using var answer = await web.Client.PostAsync(
            Address($"/api/v1/imports?file=liste.csv{query}"), new ByteArrayContent(encoding.GetBytes(list)), Cancel);
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return json.TryGetProperty("id", out var id) ? id.GetInt64() : 0;
    }

    public async Task<long> Import(string list, string query = "")
    {
        var id = await Plan(list, query);
        await Apply(id);
        return id;
    }

    public async Task<JsonElement> Apply(long id)
    {
        using var begun = await web.Client.PostAsync(Address($"/api/v1/imports/{id}/apply"), null, Cancel);
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Cancel));
        return await Ended(id);
    }

    public async Task<JsonElement> Ended(long id)
    {
        while (true)
        {
            var import = JsonElement.Parse(await web.Page($"/api/v1/imports/{id}"));
            if (import.GetProperty("status").GetString() != nameof(ImportStatus.Applying))
            {
                return import;
            }
            await Task.Delay(Look, Cancel);
        }
    }

    public async Task<JsonElement> PlanUndo(long id, bool conflicts = false)
    {
        var (status, answer) = await AskForUndo(id, conflicts);
        Assert.True(status == HttpStatusCode.Created, answer.ToString());
        return answer;
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> AskForUndo(long id, bool conflicts = false)
    {
        using var answer = await web.Client.PostAsync(
            Address($"/api/v1/imports/{id}/undo?conflicts={(conflicts ? "true" : "false")}"), null, Cancel);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    /// <summary>Plans and applies; the answer is the undo at its end.</summary>
    public async Task<JsonElement> Undo(long id, bool conflicts = false) =>
        await Apply((await PlanUndo(id, conflicts)).GetProperty("id").GetInt64());

    /// <summary>Key and state of all that is in the register, or of all that is withdrawn.</summary>
    public Task<List<string>> States(bool withdrawn = false) => Texts(
        $"""
        select key || ' ' || (state - 'withdrawnFor')::text from (
            select key, state, is_withdrawn from school union all select key, state, is_withdrawn from room
            union all select key, state, is_withdrawn from device) all_of_them
        where is_withdrawn = {withdrawn} order by 1
        """);

    public async Task<List<string>> Texts(string sql)
    {
        await using var command = web.Database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        List<string> texts = [];
        while (await reader.ReadAsync(Cancel))
        {
            texts.Add(reader.GetString(0));
        }
        return texts;
    }

    /// <summary>Status and title of each row of an undo.</summary>
    public Task<List<string>> Rows(long undo) =>
        Texts($"select status || ' ' || (shown ->> 'title') from import_row where import = {undo} order by n");

    public async Task Correct(string serial, DeviceDetails given) => await Send(serial, new Device.Correct(given));

    public async Task Send(string serial, Device.Command command)
    {
        var outcome = await Grains.Send(Device(serial), command, new Why("Petra Beispiel"), Cancel);
        Assert.Null(outcome.Refusal);
    }

    /// <summary>Who may apply at once: <c>none</c> or <c>required</c>.</summary>
    public async Task Approval(string approval)
    {
        using var body = new StringContent($$"""{"importApproval":"{{approval}}"}""", Encoding.UTF8, "application/json");
        using var answer = await web.Client.PostAsync(Address("/api/v1/authority"), body, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    public static GrainId Device(string serial) =>
        GrainId.Of(SmallKreis.Authority, DeviceKey.For(SmallKreis.Authority, $"serial:{serial}"));

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private static Uri Address(string path) => new(path, UriKind.Relative);
}
