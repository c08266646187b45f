using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>The part of the overview that an open page asks for again.</summary>
public sealed class LiveTests
{
    /// <summary>Other tests write to other databases of the same cluster, which ends a snapshot too.</summary>
    private const int Tries = 500;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_part_changes_after_a_write_and_is_not_sent_again_while_nothing_was_written()
    {
        await using var web = await WebRegister.Start();
        var (first, tag) = await Board(web);
        Assert.StartsWith($"\"{SmallKreis.Authority}-", tag, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", first, StringComparison.Ordinal);
        Assert.Contains("0 von 2", first, StringComparison.Ordinal);
        Assert.Contains(first.Trim(), await web.Page("/"), StringComparison.Ordinal);

        var outcome = await web.Services.GetRequiredService<IGrains>().Send(
            new GrainId(GrainKind.Rollout, SmallKreis.Authority, SmallKreis.Hammfeld.Value),
            new Rollout.Reach(SmallKreis.Hammfeld, null, RolloutStep.InService, Reason: "Altanlage"), new Why("Petra Beispiel"), Cancel);
        Assert.Null(outcome.Refusal);

        using var changed = await Ask(web, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var second = await changed.Content.ReadAsStringAsync(Cancel);
        Assert.NotEqual(first, second);
        Assert.Contains("1 von 2", second, StringComparison.Ordinal);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());

        await Unchanged(web);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/?asOf=2026-03-10", false)]
    public async Task Only_the_overview_of_today_is_live_and_says_so_without_script(string address, bool isLive)
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page(address);
        Assert.Equal(isLive, page.Contains("data-live=\"/?handler=board\"", StringComparison.Ordinal));
        Assert.Equal(isLive, page.Contains(">neu laden</a>", StringComparison.Ordinal));
    }

    private static async Task Unchanged(WebRegister web)
    {
        for (var n = 0; n < Tries; n++)
        {
            var (_, tag) = await Board(web);
            using var again = await Ask(web, tag);
            if (again.StatusCode == HttpStatusCode.NotModified)
            {
                Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancel));
                Assert.Equal(tag, again.Headers.ETag!.ToString());
                return;
            }
        }
        Assert.Fail("Every answer was sent whole.");
    }

    private static async Task<(string Html, string Tag)> Board(WebRegister web)
    {
        using var answer = await Ask(web, null);
        return (await answer.Content.ReadAsStringAsync(Cancel), answer.Headers.ETag!.ToString());
    }

    private static async Task<HttpResponseMessage> Ask(WebRegister web, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/?handler=board");
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }
        return await web.Client.SendAsync(request, Cancel);
    }
}
