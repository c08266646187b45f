using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Schools.Testing;

namespace Schools.Web.Tests;

public sealed class AccessTests
{
    private static readonly string[] Open = ["/health/live", "/health/ready"];

    [Fact]
    public async Task Every_endpoint_names_a_policy_or_is_listed_as_open()
    {
        await using var web = await WebRegister.Start(empty: true);
        var endpoints = web.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.NotEmpty(endpoints);
        var bare =
            from endpoint in endpoints
            let route = "/" + endpoint.RoutePattern.RawText?.TrimStart('/')
            where !Open.Contains(route)
            where !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is not null)
            select route;
        Assert.Empty(bare.Distinct());
    }

    [Fact]
    public async Task Every_policy_that_an_endpoint_names_exists()
    {
        await using var web = await WebRegister.Start(empty: true);
        var policies = web.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        foreach (var name in web.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>())
            .Select(a => a.Policy).OfType<string>().Distinct())
        {
            Assert.NotNull(await policies.GetPolicyAsync(name));
        }
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_foreign_page_may_not_write(string header, string value)
    {
        await using var web = await WebRegister.Start(empty: true);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/status") { Headers = { { header, value } } };
        var answer = await web.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_foreign_name_for_this_machine_is_refused()
    {
        await using var web = await WebRegister.Start(empty: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "rebound.example" } };
        var answer = await web.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_register_of_another_authority_is_not_to_be_seen()
    {
        await using var web = await WebRegister.Start();
        await using var command = web.Database.Owner.CreateCommand("update device set authority = 'other' where key = $1");
        command.Parameters.AddWithValue(SmallKreis.Travelled.Value);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var answer = await web.Client.GetAsync(
            new Uri($"/geraete/{SmallKreis.Travelled}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("59 Geräte", await web.Page("/geraete"), StringComparison.Ordinal);
    }
}
