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
    /// <param name="course">The plan as it was on both days; null where the authority has none.</param>
    /// <param name="bought">What was bought since the last meeting.</param>
    /// <param name="intro">What stands before the figures; null for the usual sentence.</param>
    /// <param name="chosen">What is in it besides proposal and facts; null for all.</param>
    public static ReportDocument Of(
        string authority, AgendaPaper paper, DistrictDay day, DistrictDay before, PlanCourse? course,
        IReadOnlyList<Purchase> bought, string? intro = null, IReadOnlyList<CommitteeSection>? chosen = null)
    {
        var asOf = Shown.Day(day.Facts.AsOf);
        var facts = $"Alle Zahlen sind aus dem Bestand berechnet. Stichtag ist der {asOf}.";
        List<ReportSection> sections =
        [
            new("Beschlussvorschlag", 1, new ReportBlock.Paragraph(paper.Proposal)),
            new("Sachverhalt", 1, new ReportBlock.Paragraph(intro is null ? facts : $"{intro}\n{facts}")),
            .. (chosen ?? Enum.GetValues<CommitteeSection>()).Where(section => section < CommitteeSection.Outlook).Order()
                .Select(section => Section(section, day, before, course)).OfType<ReportSection>(),
        ];
        IReadOnlyList<string> mismatches = [.. Mismatches(paper, course?.State)];
        if (mismatches.Count > 0)
        {
            sections.Add(new ReportSection("Angegebene Summen, die nicht aufgehen", 2, new ReportBlock.Bullets(mismatches)));
        }
        if (chosen?.Contains(CommitteeSection.Outlook) != false)
        {
            sections.Add(new ReportSection(
                "Ausblick", 2,
                Listed(
                    [.. paper.Outlook ?? [], .. course is null ? [] : Next(course.State)], "Es ist kein nächster Schritt genannt.")));
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

    /// <summary>The next steps of the measures that are open.</summary>
    private static IEnumerable<string> Next(MasterPlan.State plan) =>
        from measure in plan.Measures
        where plan.IsOpen(measure.Key)
        let next = plan.AssessmentOf(measure.Key)?.Next
        where next is not null
        select $"{measure.Name}: {next}";

    /// <summary>Null where there is nothing that it could be about.</summary>
    private static ReportSection? Section(CommitteeSection section, DistrictDay day, DistrictDay before, PlanCourse? course) =>
        (section, course?.State) switch
        {
            (CommitteeSection.Changes, _) => new(
                $"Seit der letzten Sitzung am {Shown.Day(before.Facts.AsOf)}", 2,
                Listed(CommitteeChanges.Of(day, before), "Es hat sich nichts geändert.")),
            (CommitteeSection.Figures, _) => new("Kennzahlen des Kreises", 2, [.. CommitteeTables.Figures(day)]),
            (CommitteeSection.Schools, _) => new("Stand je Schule", 2, [.. CommitteeTables.Schools(day)]),
            (CommitteeSection.Indicators, { Indicators.Count: > 0 } plan) =>
                new($"Kennzahlen: {plan.Head.Name}", 2, new ReportBlock.Table(Indicators(plan, day))),
            (CommitteeSection.Grants, { Grants.Count: > 0 }) => Grants(GrantsOf(course, day), day),
            (CommitteeSection.Slipped, _) =>
                new("Verzögert, mit Gründen", 2, Listed(Slipped(day, course), "Nichts ist in Verzug.")),
            (CommitteeSection.Moved, _) => new($"Verschoben seit dem {Shown.Day(before.Facts.AsOf)}", 2, Moved(day, before, course)),
            _ => null,
        };

    private static ReportBlock Moved(DistrictDay day, DistrictDay before, PlanCourse? course)
    {
        var moves = DistrictMoves.Of(day, before.Facts.AsOf, before.Facts.Rollouts, course is null ? [] : [course]);
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

    private static ReportTable Indicators(MasterPlan.State plan, DistrictDay day)
    {
        var indicators = new PlanIndicators(day.Figures);
        return new ReportTable(
            "kennzahlen",
            $"Kennzahlen des Plans am {Shown.Day(day.Facts.AsOf)}",
            [new("Kennzahl"), new("Soll"), new("Ist"), new("Bis", ReportColumnKind.Day)],
            [
                .. plan.Indicators.Select(indicators.Of).Select(IReadOnlyList<object?> (shown) =>
                    [shown.Indicator.Name, shown.Target, shown.ActualText, shown.Indicator.By]),
            ]);
    }

    private static IReadOnlyList<GrantStanding> GrantsOf(PlanCourse? course, DistrictDay day) =>
        course is null ? [] : GrantStanding.Of(GrantFact.Of(course.Key, course.State), day.Facts.AsOf);

    private static ReportSection Grants(IReadOnlyList<GrantStanding> grants, DistrictDay day) => new(
        "Förderprogramme", 2,
        [
            .. new[] { GrantTables.Programmes(grants, day.Facts.AsOf), GrantTables.OwnShares(grants, day.Facts.AsOf) }
                .OfType<ReportTable>().Select(table => new ReportBlock.Table(table)),
        ]);

    private static IEnumerable<string> Slipped(DistrictDay day, PlanCourse? course)
    {
        var plan = course?.State;
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
            yield return $"Welle {late.Name}: {late.What} war für den {Shown.Day(late.Planned)} vorgesehen.";
        }
        foreach (var measure in (plan?.Measures ?? []).Where(measure => plan!.IsOpen(measure.Key)))
        {
            if (plan!.AssessmentOf(measure.Key) is { Light: not TrafficLight.Green } assessment)
            {
                yield return $"{measure.Name}: Ampel {Labels.German(assessment.Light)}. Grund: {assessment.Reason}";
            }
        }
        foreach (var indicator in (plan?.Indicators ?? []).Select(new PlanIndicators(day.Figures).Of))
        {
            if (indicator.IsOverdue(day.Facts.AsOf))
            {
                yield return $"{indicator.Indicator.Name}: {indicator.Target} waren bis zum {Shown.Day(indicator.Indicator.By)} "
                    + $"vorgesehen, erreicht sind {indicator.ActualText}.";
            }
        }
        foreach (var grant in GrantsOf(course, day))
        {
            if (grant.Status == DrawdownStatus.DeadlinePassed)
            {
                yield return $"{grant.Grant.Name}: Die Abruffrist ist am {Shown.Day(grant.Grant.DrawUntil)} verstrichen. Offen sind "
                    + $"{grant.Open} von {grant.Grant.Granted}.";
            }
        }
        foreach (var milestone in (plan?.Milestones ?? []).Where(milestone => plan!.IsOpen(milestone.Measure)))
        {
            if (Slipping.IsOverdue(plan!, milestone, day.Facts.AsOf))
            {
                yield return $"{milestone.Name}: war für den {Shown.Day(plan!.DueOf(milestone))} vorgesehen und ist nicht erreicht.";
            }
            if (plan!.ArrivalOf(milestone.Key) is { Reached: null, Postponements: { Count: > 0 } postponements })
            {
                yield return $"{milestone.Name}: verschoben vom {Shown.Day(milestone.Due)} auf den "
                    + $"{Shown.Day(postponements[^1].To)}. Grund: {postponements[^1].Reason}";
            }
        }
    }

    private static IEnumerable<string> Mismatches(AgendaPaper paper, MasterPlan.State? plan)
    {
        foreach (var sum in (paper.Sums ?? []).Where(sum => sum.Mismatch != 0))
        {
            var parts = string.Join(" + ", sum.Parts.Select(part => $"{Shown.Number(part.Number)} {part.Name}"));
            yield return $"{sum.Subject}: {parts} = {Shown.Number(sum.OfParts)}, angegeben sind {Shown.Number(sum.Stated)} "
                + $"(Abweichung {Shown.Number(sum.Mismatch)}).";
        }
        foreach (var grant in plan?.Grants ?? [])
        {
            if (grant.Mismatch is { } mismatch)
            {
                yield return $"{grant.Name}: bewilligt {grant.Granted} und Eigenanteil {grant.Own ?? new Euro(0)}, "
                    + $"angegeben sind {grant.Total} (Abweichung {mismatch}).";
            }
        }
    }

    private static ReportBlock Listed(IEnumerable<string> items, string none) => items.ToList() is { Count: > 0 } all
        ? new ReportBlock.Bullets(all)
        : new ReportBlock.Paragraph(none);
}
