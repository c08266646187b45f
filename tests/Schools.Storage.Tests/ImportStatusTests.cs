using System.Text;
using Schools.Domain;

namespace Schools.Storage.Tests;

/// <summary>Every action upon every status, as a table that somebody who knows the work can read.</summary>
public sealed class ImportStatusTests
{
    private const string WithoutApproval = """
                   Choose           Replan           Propose          Return             Approve            Apply            Cancel
        Planned    =                Cancelled        Proposed         ImportNotProposed  ImportNotProposed  Applying         Cancelled
        Proposed   ImportProposed   ImportProposed   =                Returned           Applying           ImportProposed   Cancelled
        Returned   =                Cancelled        Proposed         =                  ImportNotProposed  ImportReturned   Cancelled
        Applying   ImportDecided    ImportDecided    ImportDecided    ImportDecided      =                  =                Cancelled
        Applied    ImportDecided    ImportDecided    ImportDecided    ImportDecided      =                  =                =
        Cancelled  ImportDecided    ImportDecided    ImportDecided    ImportDecided      ImportDecided      =                =

        """;

    [Fact]
    public void Every_action_upon_every_status_where_nobody_approves() =>
        Assert.Equal(WithoutApproval, Table(ImportApproval.None));

    [Fact]
    public void Where_the_authority_wants_approval_only_applying_at_once_is_refused()
    {
        var (without, with) = (Outcomes(ImportApproval.None), Outcomes(ImportApproval.Required));
        Assert.Equal(
            [((ImportStatus.Planned, ImportAction.Apply), nameof(RefusalCode.ImportNeedsApproval))],
            with.Where(outcome => without[outcome.Key] != outcome.Value).Select(outcome => (outcome.Key, outcome.Value)));
    }

    private static Dictionary<(ImportStatus, ImportAction), string> Outcomes(ImportApproval approval) => (
        from status in Enum.GetValues<ImportStatus>()
        from action in Enum.GetValues<ImportAction>()
        let after = ImportStatusRules.After(status, action, approval)
        select ((status, action), after.Refused?.ToString() ?? (after.Status == status ? "=" : after.Status.ToString()))).ToDictionary();

    private static string Table(ImportApproval approval)
    {
        var outcomes = Outcomes(approval);
        var actions = Enum.GetValues<ImportAction>();
        var widths = actions.ToDictionary(action => action, action => action is ImportAction.Return or ImportAction.Approve ? 19 : 17);
        var table = new StringBuilder();
        Line("", [.. actions.Select(action => (action, action.ToString()))]);
        foreach (var status in Enum.GetValues<ImportStatus>())
        {
            Line(status.ToString(), [.. actions.Select(action => (action, outcomes[(status, action)]))]);
        }
        return table.ToString();

        void Line(string head, (ImportAction Action, string Word)[] cells) => table
            .Append($"{head,-11}{string.Concat(cells.Select(cell => cell.Word.PadRight(widths[cell.Action])))}".TrimEnd()).Append('\n');
    }
}
