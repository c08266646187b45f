using System.Globalization;
using Schools.Domain;

namespace Schools.SampleData;

/// <summary>A row of a list: a device, and where the row is defective the one cell that is wrong.</summary>
public sealed record ListedRow(SampleDevice Device, ListColumn? WrongColumn = null, string WrongText = "");

/// <summary>Writes one school's list in its dialect.</summary>
public sealed class DeviceListWriter(TextWriter text, DeviceList list)
{
    private const string LineEnd = "\r\n";

    // Spelt out instead of the culture de-DE, which a machine without ICU does not know.
    internal static readonly NumberFormatInfo German = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private readonly char delimiter = list.Delimiter[0];
    private readonly IReadOnlyList<ListColumn> columns = list.Columns;

    public void Write(IReadOnlyList<ListedRow> rows, DateOnly reference)
    {
        WriteTitle(rows[0].Device.School, reference);
        WriteRow(list.HeaderCells);
        foreach (var row in rows)
        {
            WriteRow([.. columns.Select(column => column == row.WrongColumn ? row.WrongText : Cell(row.Device, column))]);
        }

        if (list.TotalRow)
        {
            var total = Amount(rows.Sum(row => row.Device.Purchase.Price));
            WriteRow([.. columns.Select((column, index) => index == 0 ? "Summe" : column == ListColumn.Price ? total : "")]);
        }
    }

    // Excel pads title rows with delimiters to the width of the table.
    private void WriteTitle(SchoolFacts school, DateOnly reference)
    {
        string[] titles = ["Inventarliste Schul-IT \u2013 " + school.ShortName, "Stand: " + Date(reference)];
        for (var row = 0; row < list.TitleRows; row++)
        {
            var title = row < list.TitleRows - 1 ? titles[row] : "";
            WriteRow([.. columns.Select((_, index) => index == 0 ? title : "")]);
        }
    }

    private void WriteRow(IReadOnlyList<string> cells)
    {
        for (var index = 0; index < cells.Count; index++)
        {
            if (index > 0)
            {
                text.Write(delimiter);
            }

            text.Write(Quoted(cells[index]));
        }

        if (list.TrailingDelimiter)
        {
            text.Write(delimiter);
        }

        text.Write(LineEnd);
    }

    private string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(['"', '\r', '\n', delimiter]) < 0
            ? cell
            : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private string Cell(SampleDevice device, ListColumn column) => column switch
    {
        ListColumn.InventoryNumber => device.InventoryNumber,
        ListColumn.Serial => device.Serial,
        ListColumn.Category => Word(device.Model.Kind),
        ListColumn.Manufacturer => device.Model.Manufacturer,
        ListColumn.Model => device.Model.Model,
        ListColumn.ModelNumber => device.Model.Number,
        ListColumn.Name => device.Name,
        ListColumn.OperatingSystem => device.Model.OperatingSystem,
        ListColumn.Platform => Platform(device.Model),
        ListColumn.SchoolNumber => device.School.Number,
        ListColumn.School => device.School.ShortName,
        ListColumn.Room => device.Room.Number,
        ListColumn.Building => device.Room.Building,
        ListColumn.RoomType => Word(device.Room.Type),
        ListColumn.Purchased => Date(device.Purchase.Date),
        ListColumn.WarrantyUntil => Date(device.Purchase.WarrantyUntil),
        ListColumn.Price => Amount(device.Purchase.Price),
        ListColumn.Invoice => device.Purchase.Invoice,
        ListColumn.Supplier => device.Purchase.Supplier,
        ListColumn.OrderNumber => device.Purchase.Order,
        ListColumn.WlanMac => device.WlanMac,
        ListColumn.LanMac => device.LanMac,
        ListColumn.Lifecycle => Word(device.Lifecycle),
        ListColumn.Condition => Word(device.Condition),
        ListColumn.Availability => Word(DeviceVocabulary.Availability(device.Lifecycle)),
        _ => Remark(device),
    };

    private string Word(Enum value) => DeviceVocabulary.Word(value, list.Words is "B");

    private static string Platform(DeviceModel model) => model.Platform switch
    {
        DevicePlatform.Windows => "Windows",
        DevicePlatform.Apple => model.Kind == DeviceCategory.Tablet ? "iPadOS" : "macOS",
        _ => "",
    };

    // Excel writes a line feed inside a cell and CR LF between rows.
    private string Remark(SampleDevice device) =>
        list.LineBreaks && device.Remark.Length > 0 ? "Gemeldet vom Sekretariat:\n" + device.Remark : device.Remark;

    private string Date(DateOnly date) => date.ToString(list.IsoDates ? "yyyy-MM-dd" : "dd.MM.yyyy", CultureInfo.InvariantCulture);

    private string Amount(decimal euros) =>
        list.IsoDates ? euros.ToString("0.00", CultureInfo.InvariantCulture) : euros.ToString("#,##0.00", German);
}
