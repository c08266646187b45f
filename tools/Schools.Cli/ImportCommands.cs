using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Schools.Cli;

/// <summary><c>schools import …</c>: plan a file and apply a plan.</summary>
internal static class ImportCommands
{
    private const int LongestNumber = 9;

    private static readonly Option<string?> Profile = new("--profile")
    {
        Description = "Profil, nach dem die Datei gelesen wird; sonst erkennt es der Server",
        HelpName = "NAME",
    };

    private static readonly Option<string?> School = new("--school")
    {
        Description = "Schule der Zeilen, die keine nennen, zum Beispiel DE-NW-172686",
        HelpName = "KEY",
    };

    private static readonly Option<bool> Own = new("--own")
    {
        Description = "aus einer amtlichen Schulliste nur die eigenen Schulen; sonst alle Zeilen",
    };

    private static readonly Option<bool> Full = new("--full")
    {
        Description = "die Liste ist vollständig: Geräte ihrer Schulen, die sie auslässt, werden aufgeführt",
    };

    private static readonly Option<string?> Missing = new("--missing")
    {
        Description = "mit --full: fehlende Geräte nur aufführen (leave), als vermisst führen (mark) oder nach Tagen (grace:30)",
        HelpName = "WAS",
    };

    private static readonly Option<string?> Encoding = new("--encoding")
    {
        Description = "Kodierung eines Textes: utf-8, windows-1252, utf-16le oder utf-16be; sonst erkannt",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Delimiter = new("--delimiter")
    {
        Description = "Trennzeichen eines Textes: ; , tab oder |; sonst erkannt",
        HelpName = "ZEICHEN",
    };

    private static readonly Option<string?> HeaderLine = new("--header-line")
    {
        Description = "Zeile mit den Spaltennamen; sonst erkannt",
        HelpName = "ZEILE",
    };

    private static readonly Option<string?> Sheet = new("--sheet")
    {
        Description = "Blatt einer Excel-Datei, Name oder Nummer; sonst das erste mit bekannten Spalten",
        HelpName = "BLATT",
    };

    private static readonly Option<string?> DateOrder = new("--date-order")
    {
        Description = "wie 04/12/2024 gemeint ist: day-first oder month-first; sonst erkannt",
        HelpName = "FOLGE",
    };

    private static readonly Option<string?> HoldsFrom = new("--holds-from")
    {
        Description = "Stand der Liste: der Tag, ab dem gilt, was sie ändert, zum Beispiel 2022-10-12; sonst ab heute",
        HelpName = "TAG",
    };

    internal static readonly Option[] Choices =
        [Profile, School, Own, Full, Missing, HoldsFrom, Encoding, Delimiter, HeaderLine, Sheet, DateOrder];

    public static Command All() => new("import", "Listen importieren: planen, übernehmen, nachsehen, zurücknehmen")
    {
        Plan(),
        Apply(),
        ImportRecords.List(),
        ImportRecords.Show(),
        ProposalCommands.Replan(),
        ProposalCommands.Propose(),
        ProposalCommands.Approve(),
        ProposalCommands.Return(),
        UndoCommand.Undo(),
        ImportRecords.Corrected(),
        ExportCommands.OfImports(),
    };

    private static Command Plan()
    {
        var file = new Argument<string>("FILE") { Description = "die Liste" };
        var command = new Command("plan", "zeigt, was eine Liste ändern würde, und ändert nichts") { file };
        Array.ForEach(Choices, command.Options.Add);
        command.Does(async (parsed, server, output, cancel) =>
        {
            var delivery = await PlanFile(parsed.GetRequiredValue(file), Choice(parsed), server, cancel);
            if (output.IsJson)
            {
                output.Json(delivery.PlanJson);
                return delivery.ExitCode;
            }
            foreach (var list in delivery.Lists)
            {
                await ShowPlan(list, server, output, cancel);
            }
            return delivery.ExitCode;
        });
        return command;
    }

    internal static async Task ShowPlan(DeliveredList list, SchoolsServer server, Output output, CancellationToken cancel)
    {
        if (list.Import is not { } import)
        {
            output.Text($"Datei: {list.Name}\nAbgelehnt: {list.Message}\n");
            return;
        }
        output.Text(await server.GetText($"imports/{import.Id}/text", cancel));
        output.Text(import.RowsToApply == 0
            ? "Es gibt nichts zu übernehmen."
            : $"Übernehmen mit: tools/schools import apply --id {import.Id}");
    }

    /// <summary>Applies what was planned, the lists of a ZIP one after the other; the worst of their ends is told.</summary>
    private static async Task<int> ApplyAll(Delivery delivery, Func<string, Task<int>> apply, Output output)
    {
        if (delivery.IsZip && output.IsJson)
        {
            throw Stop.Refused(
                "zip-json", "Mit --json bitte die Listen einer ZIP-Datei einzeln übernehmen: mit plan --json und apply --id.");
        }
        var worst = ExitCode.Done;
        foreach (var list in delivery.Lists)
        {
            if (list.Import is null)
            {
                output.Remark($"{list.Name}: {list.Message}");
            }
            var code = list.Import is { } import ? await apply(import.Id) : ExitCode.Incomplete;
            worst = Math.Max(worst, code);
            if (code is ExitCode.Interrupted or ExitCode.Unreachable)
            {
                break;
            }
        }
        return delivery.Lists.All(list => list.Import is null) ? ExitCode.Refused : worst;
    }

    private static Command Apply()
    {
        var file = new Argument<string?>("FILE") { Description = "die Liste", Arity = ArgumentArity.ZeroOrOne };
        var id = new Option<string?>("--id")
        {
            Description = "statt einer Liste: der Plan, der schon gemacht ist",
            HelpName = "ID",
            CustomParser = Number,
        };
        var wait = Wait();
        var moves = new Option<bool>("--take-moves")
        {
            Description = "Geräte, die im Bestand an einer anderen Schule stehen, ziehen um; sonst bleiben sie, wo sie sind",
        };
        var command = new Command("apply", "übernimmt eine Liste und zeigt den Fortschritt; Strg-C bricht zwischen zwei Schritten ab")
        {
            file, id, moves, wait,
        };
        Array.ForEach(Choices, command.Options.Add);
        command.Validators.Add(result =>
        {
            if (result.GetResult(file) is { Tokens.Count: > 0 } == result.GetResult(id) is { Implicit: false })
            {
                result.AddError("Bitte entweder eine Datei oder --id angeben.");
            }
            else if (result.GetResult(id) is not null
                && Choices.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } chosen)
            {
                result.AddError($"{chosen.Name} gehört zum Planen; der Plan von --id liegt schon fest.");
            }
        });
        command.Does(async (parsed, server, output, cancel) =>
        {
            if (parsed.GetValue(id) is { } planned)
            {
                return await Run(planned, goesOn: false);
            }
            var delivery = await PlanFile(parsed.GetRequiredValue(file)!, Choice(parsed), server, cancel);
            return await ApplyAll(delivery, plan => Run(plan, goesOn: true), output);

            async Task<int> Run(string plan, bool goesOn)
            {
                if (parsed.GetValue(moves))
                {
                    await server.TakeMoves(plan, cancel);
                }
                return await new ApplyRun(server, output, plan, TimeSpan.FromSeconds(parsed.GetValue(wait))) { GoesOn = goesOn }
                    .Run(cancel);
            }
        });
        return command;
    }

    internal static Option<int> Wait() => new Option<int>("--wait")
    {
        Description = "so lange auf den Server warten, wenn er mittendrin neu startet",
        HelpName = "SEKUNDEN",
        DefaultValueFactory = _ => (int)ApplyRun.DefaultPatience.TotalSeconds,
        CustomParser = result => int.TryParse(Number(result), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0,
    };

    internal static Argument<string> Id() => new("ID") { Description = "die Nummer des Imports", CustomParser = Number };

    internal static string Number(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Length > LongestNumber || !text.All(char.IsAsciiDigit))
        {
            result.AddError($"„{text}“ ist keine Nummer. Bitte eine ganze Zahl angeben.");
        }
        return text;
    }

    internal static ImportChoice Choice(ParseResult parsed) => new(
        parsed.GetValue(Profile), parsed.GetValue(School),
        parsed.GetResult(Own) is null or { Implicit: true } ? null : parsed.GetValue(Own),
        parsed.GetValue(Full), parsed.GetValue(Missing),
        parsed.GetValue(Encoding), parsed.GetValue(Delimiter), parsed.GetValue(HeaderLine), parsed.GetValue(Sheet),
        parsed.GetValue(DateOrder), parsed.GetValue(HoldsFrom));

    private static async Task<Delivery> PlanFile(string path, ImportChoice choice, SchoolsServer server, CancellationToken cancel)
    {
        await using var file = InventoryFile.Open(path);
        return await server.Plan(file, choice, cancel);
    }
}
