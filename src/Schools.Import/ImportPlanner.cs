using Schools.Domain;

namespace Schools.Import;

/// <summary>Compares a file with the register. Pure: equal inputs give equal plans.</summary>
public static class ImportPlanner
{
    public static ImportPlan Plan(ImportReading reading, RegisterSnapshot snapshot, PlanOptions options) => throw new NotSupportedException();
}
