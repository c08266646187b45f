using System.CommandLine;
using System.Text.Json.Nodes;
using Schools.Domain;
using Command = System.CommandLine.Command;

namespace Schools.Cli;

/// <summary><c>schools status</c> and <c>schools authority</c>: what stands in the register, and whose it is.</summary>
internal static class RegisterCommands
{
    public static Command Status()
    {
        var command = new Command("status", "zählt Schulen, Räume und Geräte nach Art und Stand");
        command.Does(async (_, server, output, cancel) =>
        {
            var status = await server.Get("status", cancel);
            return output.Show(status, () => StatusText(status));
        });
        return command;
    }

    public static Command Authority()
    {
        var name = new Option<string?>("--name") { Description = "Name des Schulträgers", HelpName = "NAME" };
        var land = new Option<string?>("--land") { Description = "Land, zum Beispiel NW", HelpName = "LAND" };
        var provider = new Option<string?>("--provider")
        {
            Description = "Trägernummer der amtlichen Schulliste, zum Beispiel 10418",
            HelpName = "NUMMER",
        };
        var ags = new Option<string?>("--ags") { Description = "Anfang des Gemeindeschlüssels, zum Beispiel 05162", HelpName = "ZIFFERN" };
        var approval = new Option<string?>("--import-approval")
        {
            Description = "ob das Dezernat Importe freigibt, bevor sie übernommen werden: required, sonst none",
            HelpName = "WANN",
        };
        Option[] facts = [name, land, provider, ags, approval];
        var describe = new Command("describe", "legt den Schulträger an oder ändert seine Angaben") { name, land, provider, ags, approval };
        describe.Validators.Add(result =>
        {
            if (Array.TrueForAll(facts, fact => result.GetResult(fact) is null))
            {
                result.AddError("Bitte mindestens eine Angabe machen: --name, --land, --provider, --ags oder --import-approval.");
            }
            if (result.GetResult(approval) is { Implicit: false } && result.GetValue(approval) is not ("required" or "none"))
            {
                result.AddError($"--import-approval „{result.GetValue(approval)}“ gibt es nicht. Bitte required oder none angeben.");
            }
        });
        describe.Does(async (parsed, server, output, cancel) =>
        {
            var known = await server.Post(
                "authority",
                new JsonObject
                {
                    ["name"] = parsed.GetValue(name),
                    ["land"] = parsed.GetValue(land),
                    ["providerNumber"] = parsed.GetValue(provider),
                    ["agsPrefix"] = parsed.GetValue(ags),
                    ["importApproval"] = parsed.GetValue(approval),
                },
                cancel);
            return output.Show(known, () => $"Schulträger {known["authority"]}: {known["name"]}"
                + (parsed.GetValue(approval) is null ? "" : $"\nImporte: {German.Label<ImportApproval>($"{known["importApproval"]}")}"));
        });
        return new Command("authority", "der Schulträger") { describe };
    }

    private static string StatusText(JsonNode status) => string.Join('\n',
        [
            German.Table(
                [
                    ["Schulträger", (string?)status["name"] ?? "–"],
                    ["Schulen", Count(status["schools"])],
                    ["Räume", Count(status["rooms"])],
                    ["Geräte", Count(status["devices"])],
                ]),
            .. Counts("Geräte nach Art", status["byKind"], German.Label<DeviceCategory>),
            .. Counts("Geräte nach Stand", status["byLifecycle"], German.Label<DeviceLifecycle>),
        ]);

    private static IEnumerable<string> Counts(string title, JsonNode? counts, Func<string, string> label)
    {
        if (counts is JsonObject { Count: > 0 } found)
        {
            yield return title + '\n' + German.Table([.. found.Select(pair => new[] { $"  {label(pair.Key)}", Count(pair.Value) })], 1);
        }
    }

    private static string Count(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out long number) ? German.Count(number) : "–";
}
