using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Schools.Domain;

namespace Schools.Web;

/// <summary>Who may do what: one policy per verb, each named here and nowhere else. What names no policy is denied.</summary>
public static class Access
{
    public const string Anyone = nameof(Anyone);
    public const string ViewRegister = nameof(ViewRegister);
    public const string ViewDevice = nameof(ViewDevice);
    public const string ChangeDevice = nameof(ChangeDevice);
    public const string ChangeSchool = nameof(ChangeSchool);
    public const string ViewImport = nameof(ViewImport);
    public const string PlanImport = nameof(PlanImport);
    public const string ApplyImport = nameof(ApplyImport);
    public const string ProposeImport = nameof(ProposeImport);
    public const string ApproveImport = nameof(ApproveImport);
    public const string UndoImport = nameof(UndoImport);
    public const string ManageProfiles = nameof(ManageProfiles);
    public const string ManageAuthority = nameof(ManageAuthority);
    public const string ViewRollout = nameof(ViewRollout);
    public const string ChangeRollout = nameof(ChangeRollout);
    public const string ManageStandards = nameof(ManageStandards);
    public const string ManageLicences = nameof(ManageLicences);
    public const string ManageWaves = nameof(ManageWaves);
    public const string ManagePlans = nameof(ManagePlans);
    public const string Operate = nameof(Operate);

    /// <summary>The claim that says in whose register somebody works.</summary>
    public const string AuthorityClaim = "authority";

    /// <summary>The setting of the authority that the built-in local identity belongs to.</summary>
    public const string AuthoritySetting = "Schools:Authority";
    public const string DefaultAuthority = "rkn";

    private const string Reader = "reader";
    private const string Keeper = "inventory-keeper";
    private const string Administrator = "administrator";
    private const string Operator = "operator";

    /// <summary>The roles that each policy accepts.</summary>
    private static readonly Dictionary<string, string[]> Policies = new()
    {
        [ViewRegister] = [Reader, Keeper, Administrator],
        [ViewDevice] = [Reader, Keeper, Administrator],
        [ChangeDevice] = [Keeper, Administrator],
        [ChangeSchool] = [Keeper, Administrator],
        [ViewImport] = [Keeper, Administrator],
        [PlanImport] = [Keeper, Administrator],
        [ApplyImport] = [Keeper, Administrator],
        [ProposeImport] = [Keeper, Administrator],
        [ApproveImport] = [Administrator],
        [UndoImport] = [Keeper, Administrator],
        [ManageProfiles] = [Keeper, Administrator],
        [ManageAuthority] = [Administrator],
        [ViewRollout] = [Reader, Keeper, Administrator],
        [ChangeRollout] = [Keeper, Administrator],
        [ManageStandards] = [Administrator],
        [ManageLicences] = [Keeper, Administrator],
        [ManageWaves] = [Keeper, Administrator],
        [ManagePlans] = [Administrator],
        [Operate] = [Operator],
    };

    public static readonly IReadOnlyList<string> AllRoles = [Reader, Keeper, Administrator, Operator];

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(LocalIdentity.Scheme)
            .AddScheme<AuthenticationSchemeOptions, LocalIdentity>(LocalIdentity.Scheme, null);
        var authorization = builder.Services.AddAuthorizationBuilder()
            // An address that leads nowhere is not forbidden, it is not there.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder()
                .RequireAssertion(asked => asked.Resource is HttpContext context && context.GetEndpoint() is null)
                .Build())
            .AddPolicy(Anyone, policy => policy.RequireAssertion(_ => true));
        foreach (var (name, roles) in Policies)
        {
            authorization.AddPolicy(name, policy => policy.RequireRole(roles));
        }
        builder.Services.AddAntiforgery(o => o.Cookie.SameSite = SameSiteMode.Strict);
    }

    public static void UseAccess(this WebApplication app)
    {
        // After the error pages, so that an error finds the way to its own page.
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    /// <summary>In whose register the user works; every query takes it first.</summary>
    public static AuthorityKey Authority(this ClaimsPrincipal user) =>
        AuthorityKey.Parse(user.FindFirstValue(AuthorityClaim) ?? throw new InvalidOperationException("The identity names no authority."));
}

/// <summary>Until people sign in: whoever sits at this machine holds all roles, and nobody else gets in.</summary>
internal sealed class LocalIdentity(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, IConfiguration settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = "Local";
    public const string Name = "Lokale Anmeldung";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Without an address the request came from inside the process, not over a network.
        if (Context.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
        {
            return Task.FromResult(AuthenticateResult.Fail("Only this machine is signed in."));
        }
        var authority = settings[Access.AuthoritySetting] ?? Access.DefaultAuthority;
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, Name),
                new Claim(Access.AuthorityClaim, authority),
                .. Access.AllRoles.Select(role => new Claim(ClaimTypes.Role, role)),
            ],
            Scheme);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme)));
    }
}
