using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>Who may choose, apply and cancel. Taking back an import is a right of its own, by whatever address it is done.</summary>
public sealed class ImportRights(ImportStore store, IAuthorizationService access)
{
    public async Task<bool> MayDecide(ClaimsPrincipal user, long id, CancellationToken cancel)
    {
        var isUndo = await store.Find(user.Authority(), id, cancel) is { IsUndo: true };
        return (await access.AuthorizeAsync(user, isUndo ? Access.UndoImport : Access.ApplyImport)).Succeeded;
    }

    /// <summary>The same for endpoints with the id in their address.</summary>
    public static async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var rights = http.RequestServices.GetRequiredService<ImportRights>();
        var id = long.Parse((string)http.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture);
        return await rights.MayDecide(http.User, id, http.RequestAborted) ? await next(context) : Results.Forbid();
    }
}
