using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Schools.Domain;

namespace Schools.Web.Pages;

/// <summary>A page on the register of the user's authority.</summary>
public abstract class RegisterPage : PageModel
{
    protected AuthorityKey Authority => User.Authority();

    protected CancellationToken Cancel => HttpContext.RequestAborted;

    /// <summary>For keys in addresses: what cannot be a key is simply not there.</summary>
    protected static NotFoundResult Missing => new();
}

/// <summary>The steps from the start page down to this one; the last has no address.</summary>
public sealed record Crumb(string Text, string? Address = null);

/// <summary>A list as files, for the partial view that links them.</summary>
/// <param name="Of">What is listed: "Diese 60 Geräte".</param>
/// <param name="Address">By the extension of the file.</param>
public sealed record ExportLinks(string Of, Func<string, string> Address);

/// <summary>Pages of a list, for the partial view that links them.</summary>
/// <param name="Of">What is counted, in the plural: "Geräte".</param>
public sealed record PageLinks(int Number, int LastNumber, bool HasNext, Func<int, string> Address, string Of);
