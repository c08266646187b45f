using System.Globalization;
using Schools.Storage;
using Schools.Web.Api;

namespace Schools.Web.Evidence;

/// <summary>The files that prove steps, to be saved. They are never shown inside a page of this address.</summary>
internal static class EvidenceApi
{
    public static void AddEvidence(this WebApplicationBuilder builder) => builder.Services.AddSingleton<EvidenceFiles>();

    public static void MapEvidenceApi(this WebApplication app) =>
        app.MapGet("/api/v1/evidence/{id:long}", Download).RequireAuthorization(Access.ViewRollout);

    public static string Address(EvidenceFile file) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/evidence/{file.Id}");

    /// <summary>An attachment, so that nothing in it can act as a page of this server.</summary>
    private static async Task<IResult> Download(HttpContext context, EvidenceFiles files, long id, CancellationToken cancel) =>
        await files.Find(context.User.Authority(), id, cancel) switch
        {
            ({ } found, _) => Results.Bytes(found.Bytes, found.File.ContentType, found.File.Name),
            (_, var refusal) => Refusals.Answer(refusal!),
        };
}
