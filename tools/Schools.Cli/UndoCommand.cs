using System.CommandLine;

namespace Schools.Cli;

/// <summary><c>schools import undo ID</c>: plans what leads back and carries it out, or only shows it.</summary>
internal static class UndoCommand
{
    public static Command Undo()
    {
        var id = ImportCommands.Id();
        var plan = new Option<bool>("--plan") { Description = "zeigt nur, was zurückginge, und ändert nichts" };
        var conflicts = new Option<bool>("--with-conflicts")
        {
            Description = "nimmt auch zurück, was seit dem Import geändert wurde; sonst bleibt es",
        };
        var wait = ImportCommands.Wait();
        var command = new Command("undo", "nimmt einen Import zurück: alles wird, wie es vorher war; was seither geändert wurde, bleibt")
        {
            id, plan, conflicts, wait,
        };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var undo = await server.PlanUndo(parsed.GetRequiredValue(id), parsed.GetValue(conflicts), cancel);
            if (!parsed.GetValue(plan))
            {
                return await new ApplyRun(server, output, undo.Id, TimeSpan.FromSeconds(parsed.GetValue(wait))).Run(cancel);
            }
            var text = output.IsJson ? "" : await server.GetText($"imports/{undo.Id}/text", cancel);
            output.Show(undo.Json, () => $"{text.TrimEnd()}\n\nZurücknehmen mit: tools/schools import apply --id {undo.Id}");
            return undo.HasBadRows ? ExitCode.Incomplete : ExitCode.Done;
        });
        return command;
    }
}
