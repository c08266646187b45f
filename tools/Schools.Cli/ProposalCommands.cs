using System.CommandLine;

namespace Schools.Cli;

/// <summary>From a plan to its decision: read otherwise, handed in, approved, returned.</summary>
internal static class ProposalCommands
{
    public static Command Replan()
    {
        var id = ImportCommands.Id();
        var command = new Command("replan", "prüft die Datei eines offenen Plans mit anderer Auswahl; der neue Plan ersetzt den alten")
        {
            id,
        };
        Array.ForEach(ImportCommands.Choices, command.Options.Add);
        command.Validators.Add(result =>
        {
            if (Array.TrueForAll(ImportCommands.Choices, option => result.GetResult(option) is null or { Implicit: true }))
            {
                result.AddError("Bitte sagen, was anders gelesen werden soll, zum Beispiel --encoding windows-1252.");
            }
        });
        command.Does(async (parsed, server, output, cancel) =>
        {
            var import = await server.Replan(parsed.GetRequiredValue(id), ImportCommands.Choice(parsed), cancel);
            if (output.IsJson)
            {
                output.Json(import.PlanJson);
            }
            else
            {
                await ImportCommands.ShowPlan(new DeliveredList("", import, null, null), server, output, cancel);
            }
            return import.HasBadRows ? ExitCode.Incomplete : ExitCode.Done;
        });
        return command;
    }

    public static Command Propose()
    {
        var id = ImportCommands.Id();
        var comment = Comment("was das Dezernat dazu wissen soll");
        var command = new Command("propose", "legt einen Plan zur Freigabe vor") { id, comment };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var import = await server.Propose(parsed.GetRequiredValue(id), parsed.GetValue(comment), cancel);
            return output.Show(import.Json, () => $"Import {import.Id} {German.ImportStatus(import.Status)}. "
                + $"Freigeben mit: tools/schools import approve {import.Id}");
        });
        return command;
    }

    public static Command Approve()
    {
        var id = ImportCommands.Id();
        var wait = ImportCommands.Wait();
        var command = new Command("approve", "gibt einen vorgelegten Plan frei und übernimmt ihn") { id, wait };
        command.Does((parsed, server, output, cancel) =>
            new ApplyRun(server, output, parsed.GetRequiredValue(id), TimeSpan.FromSeconds(parsed.GetValue(wait))) { Approves = true }
                .Run(cancel));
        return command;
    }

    public static Command Return()
    {
        var id = ImportCommands.Id();
        var comment = Comment("was vor der Freigabe zu ändern ist (nötig)");
        var command = new Command("return", "gibt einen vorgelegten Plan mit einem Kommentar zurück") { id, comment };
        command.Validators.Add(result =>
        {
            if (result.GetResult(comment) is null)
            {
                result.AddError("Bitte mit --comment sagen, was vor der Freigabe zu ändern ist.");
            }
        });
        command.Does(async (parsed, server, output, cancel) =>
        {
            var import = await server.Return(parsed.GetRequiredValue(id), parsed.GetRequiredValue(comment)!, cancel);
            return output.Show(import.Json, () => $"Import {import.Id} {German.ImportStatus(import.Status)}.");
        });
        return command;
    }

    private static Option<string?> Comment(string description) =>
        new("--comment") { Description = description, HelpName = "TEXT" };
}
