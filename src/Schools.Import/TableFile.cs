using System.Globalization;
using Schools.Domain;

namespace Schools.Import;

public enum TableFormat { Csv, Xlsx }

/// <summary>
/// A list on its way into a file. Rows are written without waiting; what has gathered is sent on with <see cref="Send"/>, so that a list
/// of any length needs the memory of a few rows.
/// </summary>
public abstract class TableFile : IDisposable
{
    /// <summary>Bytes gathered before they are worth sending.</summary>
    private const int WorthSending = 64 * 1024;

    private protected PendingBytes Pending { get; } = new();

    public bool IsWorthSending => Pending.Length >= WorthSending;

    /// <param name="writtenOn">The day the list was taken.</param>
    public static TableFile Begin(TableFormat format, string title, IReadOnlyList<string> headers, DateOnly writtenOn) => format switch
    {
        TableFormat.Csv => new CsvTableFile(headers),
        TableFormat.Xlsx => new XlsxTableFile(title, headers, writtenOn),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <param name="cells">Texts, days, amounts and counts; null is an empty cell.</param>
    public abstract void Row(IReadOnlyList<object?> cells);

    /// <summary>Writes what stands behind the last row; without it the file is recognisably incomplete.</summary>
    public abstract void End();

    public Task Send(Stream to, CancellationToken cancel) => Pending.Send(to, cancel);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Pending.Dispose();

    /// <summary>A value as it stands in a German text file.</summary>
    internal static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateOnly day => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("0.00##", Euro.German),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>
/// For people in Germany who open a list by double click: semicolons, UTF-8 with its mark. Excel still takes <c>0012</c> for a number
/// there; <see cref="SpreadsheetDamage"/> sees it when the list comes back.
/// </summary>
internal sealed class CsvTableFile : TableFile
{
    private const char Delimiter = ';';
    private const string LineEnd = "\r\n";

    private readonly System.Text.StringBuilder _line = new();

    public CsvTableFile(IReadOnlyList<string> headers)
    {
        Pending.Write(System.Text.Encoding.UTF8.Preamble);
        Row(headers);
    }

    public override void Row(IReadOnlyList<object?> cells)
    {
        CsvLine.Append(_line, [.. cells.Select(Text)], Delimiter, LineEnd);
        Pending.Write(System.Text.Encoding.UTF8.GetBytes(_line.ToString()));
        _line.Clear();
    }

    public override void End()
    {
        // A text ends with its last row.
    }
}

/// <summary>Bytes between a writer that cannot wait and a stream that must be waited for.</summary>
internal sealed class PendingBytes : Stream
{
    private readonly MemoryStream _bytes = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _bytes.Length;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async Task Send(Stream to, CancellationToken cancel)
    {
        await to.WriteAsync(_bytes.GetBuffer().AsMemory(0, (int)_bytes.Length), cancel);
        _bytes.SetLength(0);
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _bytes.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => _bytes.Write(buffer, offset, count);

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
