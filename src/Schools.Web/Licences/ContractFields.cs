using Schools.Domain;

namespace Schools.Web.Licences;

/// <summary>The fields of a contract, for the pages that enter and change one.</summary>
/// <param name="Form">The handler it posts to.</param>
/// <param name="Terms">The contract as it is; null for a new one.</param>
public sealed record ContractFields(SentForm Sent, string Form, LicenceTerms? Terms)
{
    public string Shown(string field) => Sent.Shown(
        Form, field, Terms is null ? null : LicenceTerms.Fields[field].Get(Terms) switch
        {
            null => null,
            DateOnly day => WireDay.Write(day),
            Euro cost => cost.Amount.ToString("N2", Euro.German),
            var value => value.ToString(),
        });

    public bool IsChosen(string field, object value) => Sent.IsChosen(
        Form, field, value, Terms is not null && Equals(LicenceTerms.Fields[field].Get(Terms), value));

    public static LicenceTerms Read(SentForm sent) => new()
    {
        Product = sent.Text("product"),
        Vendor = sent.Text("vendor"),
        Metric = sent.Word<LicenceMetric>("metric", "Zählweise"),
        ContractNumber = sent.Text("contractNumber"),
        From = sent.Day("from", "Laufzeit von"),
        Until = sent.Day("until", "Laufzeit bis"),
        NoticeDays = sent.Count("noticeDays", "Kündigungsfrist in Tagen", Licence.NoticeDays),
        RenewsAutomatically = sent.Text("renewsAutomatically") is { } said ? said == bool.TrueString : null,
        CostPerYear = sent.Amount("costPerYear", "Kosten pro Jahr"),
        CostCentre = sent.Text("costCentre"),
        Remark = sent.Text("remark"),
    };
}
