using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Schools.Import;

namespace Schools.Web.Imports;

/// <summary>
/// Files on their way in. Of one that is too large the rest is taken as well and thrown away: who still sends when the answer comes
/// sees a broken connection in its place.
/// </summary>
internal static class Uploads
{
    /// <summary>Bytes taken of one request at most; then the connection is cut, whether the answer was heard or not.</summary>
    public const long MostTaken = 1024L * 1024 * 1024;

    private const int InMemory = 64 * 1024;

    /// <summary>A file that is the whole body. It waits for its turn on disk, as the files of forms do.</summary>
    /// <returns>Null when it is larger than any import may be.</returns>
    public static async Task<Stream?> Receive(HttpRequest request, CancellationToken cancel)
    {
        var sent = request.Body;
        if (request.ContentLength > ImportLimits.FileBytes)
        {
            await TakeRest(sent, cancel);
            return null;
        }
        request.EnableBuffering(InMemory);
        var buffer = new byte[InMemory];
        long received = 0;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            received += read;
            if (received > ImportLimits.FileBytes)
            {
                await TakeRest(sent, cancel);
                return null;
            }
        }
        request.Body.Position = 0;
        return request.Body;
    }

    public static async Task TakeRest(Stream sent, CancellationToken cancel)
    {
        try
        {
            await sent.CopyToAsync(Stream.Null, cancel);
        }
        catch (BadHttpRequestException)
        {
            // It is more than MostTaken, or the sender has gone.
        }
    }
}

/// <summary>
/// Answers a form that is too large with 413, unread. Without it the check against forged forms would be the first to read the form, and
/// take one that it cannot read for a forgery.
/// </summary>
/// <param name="most">Bytes of the whole form.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LargestFormAttribute(long most) : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    public long Most => most;

    /// <summary>After the size limits of ASP.NET Core (900), before its check against forgery (1000).</summary>
    public int Order => 950;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (http.Request.ContentLength > Most)
        {
            await Uploads.TakeRest(http.Request.Body, http.RequestAborted);
            // The page that tells of the error is a request on the same body, whose form is gone.
            http.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        }
    }
}
