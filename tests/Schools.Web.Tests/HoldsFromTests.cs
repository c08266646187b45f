using System.Net;
using System.Text;
using System.Text.Json;
using Schools.Domain;

namespace Schools.Web.Tests;

/// <summary>Lists of a past day: what they say holds from that day, on every way into the register and back out of it.</summary>
public sealed class HoldsFromTests
{
    private const string List = "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Raum;Raumtyp;Status;Rechnungsnummer\n"
        + "N-1;N00001;Tablet;173800;9.01;Klassenraum;In Betrieb;R-1\nN-2;N00002;Tablet;173812;;;In Betrieb;R-1\n";

    private const string Spring = "?asOf=2026-04-01";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_a_list_of_a_past_day_says_holds_from_that_day_and_is_told_so()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List, "&holdsFrom=2024-05-06");
        Assert.Equal(
            ["device 2024-05-06", "device 2024-05-06", "room 2024-05-06"],
            await kreis.Texts($"select kind || ' ' || \"on\" from journal where import = {id} order by 1"));
        Assert.Contains("Stand der Liste</dt><dd>06.05.2024", await kreis.Web.Page($"/importe/{id}"), StringComparison.Ordinal);
        Assert.Contains("Stand der Liste</dt><dd>06.05.2024", await kreis.Web.Page($"/importe/{id}/protokoll"), StringComparison.Ordinal);
        Assert.Contains("\nStand der Liste: 06.05.2024\n", await kreis.Web.Page($"/api/v1/imports/{id}/text"), StringComparison.Ordinal);
        Assert.Contains("\"holdsFrom\":\"2024-05-06\"", await kreis.Web.Page($"/api/v1/imports/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_day_it_is_that_of_the_import_and_nothing_is_said_of_it()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List);
        Assert.Equal(
            ["true"],
            await kreis.Texts($"select distinct (\"on\" >= current_date - 1)::text from journal where import = {id}"));
        Assert.DoesNotContain("Stand der Liste</dt>", await kreis.Web.Page($"/importe/{id}/protokoll"), StringComparison.Ordinal);
        Assert.DoesNotContain("holdsFrom", await kreis.Web.Page($"/api/v1/imports/{id}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2126-01-01", "list-of-future")]
    [InlineData("gestern", "wrong-choice")]
    [InlineData("1822-10-12", "wrong-choice")]
    public async Task A_day_that_cannot_be_is_refused(string day, string code)
    {
        await using var kreis = await UndoRegister.Start();
        using var answer = await kreis.Web.Client.PostAsync(
            new Uri($"/api/v1/imports?file=liste.csv&holdsFrom={day}", UriKind.Relative),
            new ByteArrayContent(Encoding.UTF8.GetBytes(List)), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(code, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Another_day_gives_the_same_plan_but_for_the_day_and_other_choices_keep_it()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Plan(List, "&holdsFrom=2024-05-06");
        var before = await Plan(kreis, id);
        var newer = await Replan(kreis, id, "holdsFrom=12.10.2022");
        Assert.Equal(before.Replace("2024-05-06", "2022-10-12", StringComparison.Ordinal), await Plan(kreis, newer));
        Assert.NotEqual(before, await Plan(kreis, newer));
        var kept = await Replan(kreis, newer, "school=173800");
        Assert.Contains("\"holdsFrom\":\"2022-10-12\"", await kreis.Web.Page($"/api/v1/imports/{kept}"), StringComparison.Ordinal);
        Assert.Matches("id=\"read-holdsFrom\"[^>]*value=\"2022-10-12\"", await kreis.Web.Page($"/importe/{kept}"));
        var without = await Replan(kreis, kept, "holdsFrom=");
        Assert.DoesNotContain("holdsFrom", await kreis.Web.Page($"/api/v1/imports/{without}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_never_true_is_taken_back_from_the_day_on_from_which_it_was_said_to_hold()
    {
        await using var kreis = await UndoRegister.Start();
        // The schools of the small Kreis are there from 2 March 2026.
        var known = await Usable(kreis, Spring);
        var id = await kreis.Import(List, "&holdsFrom=2026-03-10");
        Assert.Equal(known + 2, await Usable(kreis, Spring));
        Assert.Equal(known, await Usable(kreis, "?asOf=2026-03-09"));
        var undo = (await kreis.Undo(id)).GetProperty("id").GetInt64();
        Assert.Equal(known, await Usable(kreis, Spring));
        Assert.Contains("Gilt ab: 10.03.2026", await kreis.Web.Page($"/api/v1/imports/{undo}/text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_a_device_that_is_younger_than_the_list_never_puts_it_before_its_own_first_day()
    {
        await using var kreis = await UndoRegister.Start();
        await kreis.Import(List);
        var (spring, today) = (await Usable(kreis, Spring), await Usable(kreis));
        var id = await kreis.Import(List.Replace("9.01", "9.02", StringComparison.Ordinal), "&holdsFrom=2026-03-10");
        Assert.Equal((spring, today), (await Usable(kreis, Spring), await Usable(kreis)));
        await kreis.Undo(id);
        Assert.Equal((spring, today), (await Usable(kreis, Spring), await Usable(kreis)));
    }

    [Fact]
    public async Task What_an_old_list_only_confirms_stays_as_young_as_it_was_recorded_and_the_plan_says_so()
    {
        await using var kreis = await UndoRegister.Start();
        await kreis.Import(List);
        var spring = await Usable(kreis, Spring);
        var again = await kreis.Plan(List, "&holdsFrom=2026-03-10");
        Assert.Contains("known-since-later", await kreis.Web.Page($"/api/v1/imports/{again}"), StringComparison.Ordinal);
        await kreis.Apply(again);
        Assert.Equal(spring, await Usable(kreis, Spring));
    }

    private static async Task<long> Replan(UndoRegister kreis, long id, string query)
    {
        var address = new Uri($"/api/v1/imports/{id}/replan?{query}", UriKind.Relative);
        using var answer = await kreis.Web.Client.PostAsync(address, null, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonElement.Parse(text).GetProperty("id").GetInt64();
    }

    /// <summary>All rows of a plan as they are stored.</summary>
    private static async Task<string> Plan(UndoRegister kreis, long id) => string.Join('\n', await kreis.Texts(
        $"select (to_jsonb(r) - 'import')::text from import_row r where import = {id} order by n"));

    private static async Task<decimal> Usable(UndoRegister kreis, string query = "") =>
        JsonElement.Parse(await kreis.Web.Page($"/api/v1/figures{query}")).EnumerateArray()
            .Single(f => f.GetProperty("indicator").GetString() == Figures.Usable).GetProperty("actual").GetDecimal();
}
