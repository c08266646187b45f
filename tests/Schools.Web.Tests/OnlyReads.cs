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

/// <summary>Somebody who may look at everything and change nothing.</summary>
internal sealed class OnlyReads(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = nameof(OnlyReads);

    /// <summary>The program for such a person. Who sees no form has no token, and would be turned away for that alone.</summary>
    public static Task<WebRegister> Start() => WebRegister.Start(services: all =>
    {
        all.AddAuthentication(Scheme).AddScheme<AuthenticationSchemeOptions, OnlyReads>(Scheme, null);
        all.Configure<RazorPagesOptions>(o => o.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()));
    });

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(
        new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.Name, "Liest nur"), new Claim(Access.AuthorityClaim, SmallKreis.Authority.Value),
                    new Claim(ClaimTypes.Role, "reader"),
                ],
                Scheme)),
            Scheme)));
}
