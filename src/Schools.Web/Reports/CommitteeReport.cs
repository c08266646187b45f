using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>
/// The report on progress (Sachstandsbericht) for a committee: what changed since its last meeting, every school, every programme, what
/// slipped and why. All numbers are those of the figures; sums that a paper states are held against their parts.
/// </summary>
public static class CommitteeReport
{
    /// <param name="day">The cut-off day.</param>
    /// <param name="before">The day of the last meeting.</param>
    /// <param name="plans">The plans it covers, as they were on both days.</param>
    /// <param name="bought">What was bought since the last meeting.</param>
    /// <param name="intro">What stands before the figures; null for the usual sentence.</param>
    /// <param name="chosen">What is in it besides proposal and facts; null for all.</param>
    public static ReportDocument Of(
        string authority, AgendaPaper paper, DistrictDay day, DistrictDay before, IReadOnlyList<PlanCourse> plans,
        IReadOnlyList<Purchase> bought, string? intro = null, IReadOnlyList<CommitteeSection>? chosen = null)
    {
        var asOf = Shown.Day(day.Facts.AsOf);
        var facts = $"Alle Zahlen sind aus dem Bestand berechnet. Stichtag ist der {asOf}.";
        List<ReportSection> sections =
        [
            new("Beschlussvorschlag", 1, new ReportBlock.Paragraph(paper.Proposal)),
            new("Sachverhalt", 1, new ReportBlock.Paragraph(intro is null ? facts : $"{intro}\n{facts}")),
            .. (chosen ?? Enum.GetValues<CommitteeSection>()).Where(section => section < CommitteeSection.Outlook).Order()
                .SelectMany(section => Sections(section, day, before, plans)),
        ];
        IReadOnlyList<string> mismatches = [.. Mismatches(paper), .. CommitteePlans.Mismatches(plans)];
        if (mismatches.Count > 0)
        {
            sections.Add(new ReportSection("Angegebene Summen, die nicht aufgehen", 2, new ReportBlock.Bullets(mismatches)));
        }
        if (chosen?.Contains(CommitteeSection.Outlook) != false)
        {
            sections.Add(new ReportSection(
                "Ausblick", 2,
                Listed([.. paper.Outlook ?? [], .. CommitteePlans.Next(plans)], "Es ist kein nächster Schritt genannt.")));
        }
        if (chosen?.Contains(CommitteeSection.Devices) != false)
        {
            sections.Add(new ReportSection("Anlage", 1, CommitteeTables.Devices(day)));
        }
        if (chosen?.Contains(CommitteeSection.Purchases) != false)
        {
            sections.Add(new ReportSection(
                "Anlage: Anschaffungen", 1, CommitteeTables.Bought(bought, before.Facts.AsOf, day)));
        }
        return new ReportDocument(
            paper.Subject, authority, [.. Fields(paper, asOf)], sections, $"{authority} · Vorlage {paper.Number}", $"Stichtag {asOf}");
    }

    /// <summary>None where there is nothing that it could be about.</summary>
    private static IEnumerable<ReportSection> Sections(
        CommitteeSection section, DistrictDay day, DistrictDay before, IReadOnlyList<PlanCourse> plans) =>
        section switch
        {
            CommitteeSection.Changes =>
            [
                new(
                    $"Seit der letzten Sitzung am {Shown.Day(before.Facts.AsOf)}", 2,
                    Listed(CommitteeChanges.Of(day, before), "Es hat sich nichts geändert.")),
            ],
            CommitteeSection.Figures => [new("Kennzahlen des Kreises", 2, [.. CommitteeTables.Figures(day)])],
            CommitteeSection.Schools => [new("Stand je Schule", 2, [.. CommitteeTables.Schools(day)])],
            CommitteeSection.Indicators => CommitteePlans.Indicators(plans, day),
            CommitteeSection.Grants => CommitteePlans.Grants(plans, day),
            CommitteeSection.Slipped => [new("Verzögert, mit Gründen", 2, Listed(Slipped(day, plans), "Nichts ist in Verzug."))],
            CommitteeSection.Moved => [new($"Verschoben seit dem {Shown.Day(before.Facts.AsOf)}", 2, Moved(day, before, plans))],
            _ => [],
        };

    private static ReportBlock Moved(DistrictDay day, DistrictDay before, IReadOnlyList<PlanCourse> plans)
    {
        var moves = DistrictMoves.Of(day, before.Facts.AsOf, before.Facts.Rollouts, plans);
        return moves.Count == 0
            ? new ReportBlock.Paragraph("Kein Termin wurde auf einen späteren Tag verschoben.")
            : new ReportBlock.Table(new ReportTable(
                "verschoben",
                $"Termine, die sich vom {Shown.Day(before.Facts.AsOf)} bis zum {Shown.Day(day.Facts.AsOf)} verschoben haben",
                [
                    new("Wo"), new("Was"), new("Bisher", ReportColumnKind.Day), new("Jetzt", ReportColumnKind.Day),
                    new("Tage", ReportColumnKind.Count), new("Grund"),
                ],
                [
                    .. moves.Select(IReadOnlyList<object?> (moved) =>
                        [moved.Where, moved.What, moved.Before, moved.After, moved.Days, moved.Reason ?? "nicht genannt"]),
                ]));
    }

    private static IEnumerable<ReportField> Fields(AgendaPaper paper, string asOf)
    {
        yield return new("Vorlage-Nr.", paper.Number);
        yield return new("Betreff", paper.Subject);
        yield return new("Art", Labels.German(paper.Kind));
        yield return new("Federführend", paper.Unit);
        if (paper.Clerk is { } clerk)
        {
            yield return new("Bearbeiter/-in", clerk);
        }
        yield return new("Öffentlichkeit", paper.IsPublic ? "öffentlich" : "nichtöffentlich");
        foreach (var session in paper.Sessions)
        {
            yield return new("Gremium, Sitzung", string.Join(", ", new[]
            {
                session.Body, session.Day is { } day ? Shown.Day(day) : null, session.Treatment,
            }.OfType<string>()));
        }
        if (paper.LegalBasis is { } basis)
        {
            yield return new("Rechtsgrundlage", basis);
        }
        yield return new("Stichtag", asOf);
    }

    private static IEnumerable<string> Slipped(DistrictDay day, IReadOnlyList<PlanCourse> plans)
    {
        foreach (var late in Slipping.Of(day.Facts, day.Standings))
        {
            yield return $"{late.School.Details.Name}: {Labels.German(late.Step)} war für den {Shown.Day(late.Planned)} vorgesehen. "
                + $"Grund: {late.Blockade?.Reason ?? "nicht genannt"}";
        }
        foreach (var standing in day.Standings.Where(s => s.Wlan.Blockade is not null))
        {
            yield return $"{standing.School.Details.Name}: blockiert seit {Shown.Day(standing.Wlan.Blockade!.Since)}. Grund: "
                + standing.Wlan.Blockade.Reason;
        }
        foreach (var late in Slipping.Waves(day.Facts))
        {
            yield return $"Welle {late.Name}: {Labels.German(late.What)} war für den {Shown.Day(late.Planned)} vorgesehen.";
        }
        foreach (var late in CommitteePlans.Slipped(plans, day))
        {
            yield return late;
        }
    }

    private static IEnumerable<string> Mismatches(AgendaPaper paper)
    {
        foreach (var sum in (paper.Sums ?? []).Where(sum => sum.Mismatch != 0))
        {
            var parts = string.Join(" + ", sum.Parts.Select(part => $"{Shown.Number(part.Number)} {part.Name}"));
            yield return $"{sum.Subject}: {parts} = {Shown.Number(sum.OfParts)}, angegeben sind {Shown.Number(sum.Stated)} "
                + $"(Abweichung {Shown.Number(sum.Mismatch)}).";
        }
    }

    private static ReportBlock Listed(IEnumerable<string> items, string none) => items.ToList() is { Count: > 0 } all
        ? new ReportBlock.Bullets(all)
        : new ReportBlock.Paragraph(none);
}
