using Schools.Domain;
using Schools.Import;
using Schools.Import.Tests;

namespace Schools.SampleData.Tests;

/// <summary>The demo lists through the import, in their order: what the district has must come out.</summary>
public sealed class DemoImportTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Fact]
    public void The_lists_import_in_order_with_exactly_the_expected_errors()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        foreach (var entry in demo.Manifest)
        {
            var plan = Plan(register, entry);
            var errors = plan.Rows.Where(row => row.Status is PlanStatus.Error or PlanStatus.Conflict)
                .Select(row => $"{row.Line} {string.Join(", ", row.Issues.Select(issue => issue.Message))}").ToList();
            Assert.True(entry.ExpectErrors == errors.Count, $"{entry.File}: {string.Join('\n', errors)}");
            Assert.Equal((entry.Profile, entry.Rows), (plan.Head.Profile, plan.Head.Counts.Rows - plan.Head.Counts.Skipped));
            Assert.Equal(0, plan.Head.Counts.Changed);
            register.Apply(plan);
        }

        var totals = demo.Totals;
        Assert.Equal((totals.Schools, totals.Devices), (register.Schools.Count(), register.Devices.Count()));
        Assert.Equal(totals.ByKind, Count(register.Devices, device => device.Details.Category!.Value.ToString()));
        Assert.Equal(totals.ByLifecycle, Count(register.Devices, device => device.Lifecycle.ToString()));
        Assert.True(register.Rooms.Count() <= totals.Rooms);
        Assert.All(demo.Manifest, entry => Assert.Equal(entry.Rows - entry.ExpectErrors, Plan(register, entry).Head.Counts.Unchanged));
    }

    private ImportPlan Plan(PlannedRegister register, ManifestEntry entry)
    {
        var options = new ReadOptions(entry.File, School: entry.School is null ? null : SchoolKey.Parse(entry.School));
        return register.Plan(File.ReadAllBytes(Path.Combine(demo.Path, entry.File)), options);
    }

    private static SortedDictionary<string, int> Count(IEnumerable<Device.State> devices, Func<Device.State, string> word) =>
        new(devices.CountBy(word).ToDictionary(count => count.Key, count => count.Value, StringComparer.Ordinal), StringComparer.Ordinal);
}
