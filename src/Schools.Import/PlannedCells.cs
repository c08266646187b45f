using Schools.Domain;

namespace Schools.Import;

/// <summary>What planned rows of every target share: the cells that are kept, refusals as issues, doubtful values.</summary>
internal sealed class PlannedCells(ImportReading reading)
{
    private readonly ColumnRole[] _roles = [.. reading.Columns.Select(column => column.Role)];

    /// <summary>Only the columns of the program itself besides those that are read: then no cell can be one that is not.</summary>
    private readonly bool _allRead = reading.Columns.All(column => column.Role is ColumnRole.Mapped or ColumnRole.Own);

    /// <summary>
    /// The cells of rows that may end in the corrected-rows file. What is not read is not kept either, as it may name people; and where
    /// the cells of a row may stand under wrong names, none is.
    /// </summary>
    public string[]? Keep(ReadRow row, PlanStatus status)
    {
        if (status is not (PlanStatus.New or PlanStatus.Changed or PlanStatus.Conflict or PlanStatus.Error))
            return null;
        if (row.IsMisshapen)
            return _allRead ? WithoutLineAndReason(row.Cells) : [.. _roles.Where(role => role != ColumnRole.Own).Select(_ => "")];
        return Array.TrueForAll(_roles, role => role == ColumnRole.Mapped)
            ? row.Cells
            : [.. row.Cells.Where((_, index) => _roles[index] != ColumnRole.Own).Zip(
                _roles.Where(role => role != ColumnRole.Own), (cell, role) => role == ColumnRole.Mapped ? cell : "")];
    }

    /// <summary>In a row of a corrected-rows file that is too short or too long, line and reason still stand at its end.</summary>
    private string[] WithoutLineAndReason(string[] cells) =>
        _roles is [.., ColumnRole.Own] && cells is [.., var line, _] && !line.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? cells[..^2]
            : cells;

    /// <summary>A "no" of the domain as an issue of its row.</summary>
    public RowIssue Refused(ReadRow row, Refusal refusal)
    {
        var field = refusal.Code switch
        {
            RefusalCode.InventoryNumberMissing or RefusalCode.InventoryNumberTaken => "inventoryNumber",
            RefusalCode.SerialNumberMissing or RefusalCode.SerialNumberTaken => "serial",
            RefusalCode.InvoiceMissing => "invoiceNumber",
            RefusalCode.CategoryMissing => "category",
            RefusalCode.AmountImplausible => "price",
            RefusalCode.NameMissing => "name",
            RefusalCode.PlacementMissing or RefusalCode.RoomClosed => RowField.Room,
            RefusalCode.LifecycleBackward or RefusalCode.LifecycleForbidden or RefusalCode.MdmNotApplicable => RowField.Lifecycle,
            _ => null,
        };
        return new RowIssue(new ImportCode(refusal.Wire, IssueSeverity.Error, refusal.German), row.Line,
            field is null ? null : reading.HeaderOf(field), refusal.Subject, refusal.German);
    }

    public RowIssue Missing(ReadRow row, string field) => RowIssue.Of(ImportIssues.MissingValue, row.Line, reading.HeaderOf(field), null);

    /// <summary>Takes values read with a doubt out of what is given where the register holds another value already.</summary>
    public static TDetails WithoutDoubts<TDetails>(
        ReadRow row, FieldTable<TDetails> fields, TDetails stored, TDetails given, List<RowIssue> issues)
        where TDetails : class
    {
        foreach (var (name, doubt) in row.Doubts)
        {
            if (!fields.Knows(name))
                continue;
            var field = fields[name];
            if (field.Get(stored) is not { } kept || kept.Equals(field.Get(given)))
                continue;
            given = fields.Without(given, field);
            issues.Remove(doubt);
            issues.Add(RowIssue.Of(ImportIssues.KeptStored, row.Line, doubt.Column, doubt.Value, ("reading", FieldText.Shown(kept))));
        }
        return given;
    }

    /// <summary>The fields an empty cell empties, when the user wants that; what a grain cannot be without stays.</summary>
    public static IReadOnlyList<string>? Cleared<TDetails>(ReadRow row, FieldTable<TDetails> fields, EmptyCell empty)
        where TDetails : class =>
        empty == EmptyCell.Keep || row.Emptied.Count == 0
            ? null
            : [.. row.Emptied.Where(field => fields.Knows(field) && field is not ("category" or "name" or "legacy"))];
}
