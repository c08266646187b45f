namespace Schools.Domain.Tests;

/// <summary>Which plans are in force, where editions run beside each other.</summary>
public sealed class PlansInForceTests
{
    [Theory]
    [InlineData("a InProgress, b Introduced", "a b")]
    [InlineData("a InProgress, b Draft", "a")]
    [InlineData("a Superseded, b Expired", "")]
    // Until the next edition is adopted, the one before holds.
    [InlineData("a InProgress, b Draft continues a", "a")]
    [InlineData("a InProgress, b UnderDeliberation continues a", "a")]
    [InlineData("a InProgress, b Adopted continues a", "b")]
    [InlineData("a Superseded, b InProgress continues a", "b")]
    [InlineData("a Superseded, b Introduced continues a", "b")]
    [InlineData("a Adopted, b InProgress continues a, c Introduced continues b, d Adopted", "b d")]
    // A predecessor may be named that is no plan of the register.
    [InlineData("a Introduced continues Konzept", "a")]
    public void Of_two_editions_one_is_in_force(string plans, string inForce)
    {
        var known = plans.Split(", ").Select(plan => plan.Split(' ')).ToDictionary(
            words => words[0],
            words => MasterPlan.State.Nameless with
            {
                Head = new("Plan", MasterPlanKind.Masterplan, Predecessor: words is [_, _, "continues", var before] ? before : null),
                Standings = [new(Enum.Parse<MasterPlanStatus>(words[1]), new(2026, 1, 1), null)],
            });
        Assert.Equal(inForce, string.Join(' ', MasterPlanEdition.InForce(known).Order(StringComparer.Ordinal)));
    }
}
