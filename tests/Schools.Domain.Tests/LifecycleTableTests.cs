using System.Runtime.CompilerServices;
using System.Text;

namespace Schools.Domain.Tests;

/// <summary>
/// Every step from every state, as a table that somebody who knows the work can read: Golden/*.txt. The variable SCHOOLS_REWRITE_GOLDEN=1
/// writes it anew, and the difference is what there is to review.
/// </summary>
public sealed class LifecycleTableTests
{
    [Theory]
    [InlineData(DeviceCategory.Tablet)]
    [InlineData(DeviceCategory.Switch)]
    public void Every_step_from_every_state(DeviceCategory category)
    {
        var table = new StringBuilder();
        foreach (var from in Enum.GetValues<DeviceLifecycle>())
        {
            table.Append(Labels.German(from)).Append('\n');
            foreach (var to in Enum.GetValues<DeviceLifecycle>())
            {
                var outcomes = new[]
                {
                    Outcome(category, from, new Device.Advance(to), Origin.Person),
                    Outcome(category, from, new Device.Advance(to, "Grund"), Origin.Person),
                    Outcome(category, from, new Device.Advance(to), Origin.Import),
                };
                table.Append(Euro.German, $"  → {Labels.German(to),-32} {outcomes[0],-26} {outcomes[1],-26} {outcomes[2]}").Append('\n');
            }
        }
        Golden.Equal($"lifecycle-{category}.txt", $"{"",-36}{"Person",-27}{"mit Grund",-27}Import\n{table}");
    }

    private static string Outcome(DeviceCategory category, DeviceLifecycle from, Device.Command command, Origin origin)
    {
        var decision = Device.Decide(Sample.Device(category, from), command, Sample.Context(origin));
        return decision.Refusal?.Wire ?? (decision.Events.Count == 0 ? "nothing" : string.Join('+', decision.Events.Select(e => e switch
        {
            Device.Advanced => "ok",
            Device.AvailabilitySet { Availability: var availability } => Labels.German(availability),
            _ => e.GetType().Name,
        })));
    }
}

internal static class Golden
{
    public static void Equal(string file, string actual, [CallerFilePath] string? caller = null)
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", file);
        if (Environment.GetEnvironmentVariable("SCHOOLS_REWRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
