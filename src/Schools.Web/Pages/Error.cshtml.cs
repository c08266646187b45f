using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Schools.Import;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>What went wrong and what to do about it. Of the inside it says only the id by which the log knows the request.</summary>
[Authorize(Policy = Access.Anyone)]
[ResponseCache(NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel(TimeProvider clock) : PageModel
{
    public int Status { get; private set; }

    public string Title { get; private set; } = "";

    public string Advice { get; private set; } = "";

    /// <summary>The same page today, where it was asked for on another day.</summary>
    public string? Today { get; private set; }

    public string RequestId => HttpContext.TraceIdentifier;

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Error;
        Status = failure is null ? status : ErrorPages.Status(failure);
        (Title, Advice) = Status switch
        {
            StatusCodes.Status400BadRequest => (
                "Die Anfrage ist nicht lesbar", "Bitte gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal."),
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => (
                "Kein Zugriff", "Ihre Rolle erlaubt diesen Schritt nicht. Wenden Sie sich an die Verwaltung des Schulträgers."),
            StatusCodes.Status404NotFound => (
                "Diese Seite gibt es nicht",
                "Die Adresse ist falsch geschrieben, oder die Schule, der Raum oder das Gerät ist nicht erfasst."),
            StatusCodes.Status413PayloadTooLarge => (
                "Die Datei ist zu groß", SourceText.TooLarge.Message),
            StatusCodes.Status503ServiceUnavailable => (
                "Die Datenbank antwortet nicht", "Ihre Eingabe wurde nicht bestätigt. Bitte versuchen Sie es in einer Minute noch einmal."),
            _ => ("Ein Fehler ist aufgetreten", "Das Programm konnte die Anfrage nicht beantworten. Der Fehler wurde aufgezeichnet."),
        };
        if (Status == StatusCodes.Status404NotFound && HttpMethods.IsGet(Request.Method))
        {
            MissingThen();
        }
        Response.StatusCode = Status is >= 400 and < 600 ? Status : StatusCodes.Status404NotFound;
    }

    /// <summary>What is not there on a day of the past may well be there today.</summary>
    private void MissingThen()
    {
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not { } asked)
        {
            return;
        }
        var moment = FigureAddress.Read(new QueryCollection(QueryHelpers.ParseQuery(asked.OriginalQueryString)), clock);
        if (moment.IsNow)
        {
            return;
        }
        var (day, known) = (Shown.Day(moment.Moment.AsOf), Shown.Day(moment.KnownOn));
        var isPast = moment.Moment.AsOf < moment.Today;
        (Title, Advice) = (
            "Das gab es zu diesem Stand nicht",
            (isPast, moment.Moment.Known is not null) switch
            {
                (true, true) => $"Am {day} gab es das noch nicht, so wie es bis zum {known} bekannt war.",
                (true, false) => $"Am {day} gab es das noch nicht.",
                _ => $"Bis zum {known} war das nicht bekannt.",
            } + " Sonst ist die Adresse falsch geschrieben.");
        // One slash: two would lead to another server.
        var path = new PathString('/' + asked.OriginalPath.TrimStart('/'));
        Today = new PathString(asked.OriginalPathBase).ToUriComponent() + path.ToUriComponent() + moment.SamePageNow.TrimEnd('?');
    }
}
