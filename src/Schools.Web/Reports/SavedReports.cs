using System.Security.Claims;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Web.Reports;

/// <summary>Reports that are kept under a name and printed again as they were, and what reports begin with.</summary>
public sealed class SavedReports(ReportStore store, CommitteeReports reports, AuthorityNames names, TimeProvider clock)
{
    /// <summary>What is asked for in an address, on top of the template that it names. One that is not there says nothing.</summary>
    public async Task<ReportAddress> Read(ClaimsPrincipal user, IQueryCollection query, CancellationToken cancel) =>
        ReportAddress.Read(query, clock, await Template(user.Authority(), query[ReportAddress.TemplateName], cancel));

    public async Task<ReportForm?> Template(AuthorityKey authority, string? name, CancellationToken cancel) =>
        string.IsNullOrEmpty(name) ? null
        : (await store.Templates(authority, cancel)).FirstOrDefault(known => known.Name == name) is { Document: { } document }
            ? ReportForm.Of(document)
            : null;

    /// <summary>Keeps a report as it is known at this moment, or as at the earlier one that it was asked for.</summary>
    /// <param name="address">Without a refusal.</param>
    public async Task<(StoredReport? Report, Refusal? Refusal)> Save(
        ClaimsPrincipal user, string? name, ReportAddress address, CancellationToken cancel)
    {
        if (Fault(name) is { } fault)
        {
            return (null, fault);
        }
        var authority = user.Authority();
        var moment = address.Moment.Moment;
        // Which plans are in force may change; those that are known to be at the moment do not.
        var head = new ReportDocumentHead(await names.OfUser(user, cancel), address.Form);
        return await store.Save(
            authority, name!.Trim(), moment.AsOf, address.Since, moment.Known, head.Written(), user.Identity!.Name!, cancel);
    }

    /// <summary>The report as it was known when it was saved.</summary>
    public async Task<ReportDocument> Document(AuthorityKey authority, StoredReport saved, CancellationToken cancel)
    {
        var head = ReportDocumentHead.Of(saved.Document);
        return await reports.Of(
            authority, head.Authority, head.Form, saved.Since, new FigureMoment(saved.AsOf, saved.Known), cancel);
    }

    /// <summary>Why something cannot be kept under a name.</summary>
    public static Refusal? Fault(string? name) =>
        string.IsNullOrWhiteSpace(name) ? new Refusal(RefusalCode.NameMissing)
        : name.Trim().Length > ReportFields.LongestName
            ? new Refusal(RefusalCode.TextTooLong, "der Bezeichnung", $"{ReportFields.LongestName}")
            : null;
}
