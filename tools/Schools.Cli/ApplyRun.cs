using System.Diagnostics;

namespace Schools.Cli;

/// <summary>Applies one plan and follows it to its end, also over a restart of the server; Ctrl-C cancels it there.</summary>
/// <param name="patience">How long a server that has gone is waited for.</param>
internal sealed class ApplyRun(SchoolsServer server, Output output, string id, TimeSpan patience)
{
    /// <summary>Who applies approves what was handed in.</summary>
    public bool Approves { get; init; }

    /// <summary>Planned and applied at once: when all that has changed between is done already, it goes on.</summary>
    public bool GoesOn { get; init; }

    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    /// <summary>Ctrl-C is answered within this time, with or without the server.</summary>
    public static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private const double WaitGrowth = 1.25;

    public async Task<int> Run(CancellationToken cancel)
    {
        try
        {
            if (!output.IsJson)
            {
                output.Text(await server.GetText($"imports/{id}/text", cancel));
            }
            var import = await Follow(await Begin(cancel), cancel);
            Report(import);
            if (import.Status == Import.Cancelled)
            {
                output.Remark($"Der Import {id} wurde von anderer Stelle abgebrochen.");
                return ExitCode.Incomplete;
            }
            return import.HasBadRows ? ExitCode.Incomplete : ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await CancelThere();
            return ExitCode.Interrupted;
        }
        catch (Stop outdated) when (outdated.Successor is { } successor)
        {
            var differences = await server.Get($"imports/{successor}/differences", cancel);
            if (GoesOn && PlanDifferences.AreDone(differences))
            {
                return await new ApplyRun(server, output, successor, patience).Run(cancel);
            }
            PlanDifferences.Show(output, outdated, differences, Verb);
            return outdated.ExitCode;
        }
        catch (Stop lost) when (lost.ExitCode == ExitCode.Unreachable)
        {
            throw new Stop(lost.ExitCode, lost.Code, $"{lost.Message}\n{HowToGoOn}");
        }
    }

    private string HowToGoOn => $"Sobald der Server läuft, geht der Import {id} weiter mit: tools/schools import {Verb} {id}";

    private string Verb => Approves ? "approve" : "apply --id";

    private Task<Import> Begin(CancellationToken cancel) => Approves ? server.Approve(id, cancel) : server.Apply(id, cancel);

    private async Task<Import> Follow(Import import, CancellationToken cancel)
    {
        var running = Stopwatch.StartNew();
        var wait = FirstWait;
        Stopwatch? gone = null;
        while (import.Status is Import.Planned or Import.Proposed or Import.Applying)
        {
            output.Progress(ProgressLine(import, running.Elapsed));
            await Task.Delay(wait, cancel);
            wait = wait * WaitGrowth < LongestWait ? wait * WaitGrowth : LongestWait;
            try
            {
                import = await server.Import(id, cancel);
                // The server ended before it had noted the start; starting again changes nothing that was done.
                if (gone is not null && import.Status is Import.Planned or Import.Proposed)
                {
                    import = await Begin(cancel);
                }
                gone = null;
            }
            catch (Stop stop) when (stop.MayPass)
            {
                gone ??= Stopwatch.StartNew();
                output.Progress("Der Server antwortet nicht; warte, bis er wieder da ist …");
                if (gone.Elapsed >= patience)
                {
                    throw new Stop(ExitCode.Unreachable, stop.Code, stop.Message);
                }
            }
        }
        return import;
    }

    internal static string ProgressLine(Import import, TimeSpan elapsed)
    {
        var done = Math.Min(import.Written + import.Refused, import.RowsToApply);
        var share = import.RowsToApply == 0 ? 100 : 100L * done / import.RowsToApply;
        var line = $"{German.Count(done)} von {German.Count(import.RowsToApply)} Zeilen ({share} %)";
        return done > 0 && elapsed > TimeSpan.Zero ? $"{line}, {German.Count((long)(done / elapsed.TotalSeconds))} je Sekunde" : line;
    }

    private void Report(Import import)
    {
        if (output.IsJson)
        {
            output.Json(import.AppliedJson);
            return;
        }
        output.Text($"Import {import.Id}: {German.Written(import)}.");
        if (import.IsUndo && import.HasBadRows)
        {
            output.Text($"Nicht alles ging zurück; was bleibt und warum: tools/schools import show {import.Id}");
        }
        else if (import.HasCorrectable)
        {
            output.Text($"Die anderen Zeilen zum Berichtigen: tools/schools import corrected {import.Id} --out DATEI");
        }
        else if (import.HasBadRows)
        {
            output.Text($"Nicht alles wurde übernommen; was nicht und warum: tools/schools import show {import.Id}");
        }
    }

    private async Task CancelThere()
    {
        using var limit = new CancellationTokenSource(CancelTimeout);
        try
        {
            await server.CancelImport(id, limit.Token);
            var import = await Follow(await Settled(limit.Token), limit.Token);
            Report(import);
            output.Remark(import.Status == Import.Applied
                ? $"Abgebrochen, aber der Import {id} war schon vollständig übernommen."
                : "Abgebrochen. Was übernommen ist, bleibt; der Rest der Datei kann jederzeit noch einmal importiert werden.");
        }
        catch (Exception unanswered) when (unanswered is Stop or OperationCanceledException)
        {
            output.Remark(
                $"Der Abbruch hat den Server nicht erreicht; der Import {id} läuft dort vielleicht weiter. "
                + $"Stand: tools/schools import show {id}");
        }
    }

    /// <summary>The batch under way when the cancel came may still be noted; the figures are true once they stand still.</summary>
    private async Task<Import> Settled(CancellationToken cancel)
    {
        var import = await server.Import(id, cancel);
        while (true)
        {
            await Task.Delay(FirstWait, cancel);
            var next = await server.Import(id, cancel);
            if (next.Status != Import.Applying && next.Written == import.Written && next.Refused == import.Refused)
            {
                return next;
            }
            import = next;
        }
    }
}
