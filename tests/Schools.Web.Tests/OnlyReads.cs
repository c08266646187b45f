using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>Every request comes from a person who may look and change nothing.</summary>
internal sealed class OnlyReads(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Name = nameof(OnlyReads);

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(Name).AddScheme<AuthenticationSchemeOptions, OnlyReads>(Name, null);
        // Who sees no form has no token, and would be turned away for that alone.
        services.Configure<RazorPagesOptions>(o => o.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(
        new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.Name, "Liest nur"), new Claim(Access.AuthorityClaim, SmallKreis.Authority.Value),
                    new Claim(ClaimTypes.Role, "reader"),
                ],
                Name)),
            Name)));
}
