using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Schools.Bench;

/// <summary>
/// Requests over kept-alive HTTP/1.1 connections, one after the other on each. On the bare socket: a client that parses would share the two
/// cores with the server and be measured with it.
/// </summary>
internal static class HttpLoad
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <returns>Answers per second over <paramref name="time"/>.</returns>
    public static async Task<double> Rate(Uri address, int connections, TimeSpan time, CancellationToken cancel)
    {
        var answers = new long[connections];
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var work = Enumerable.Range(0, connections)
            .Select(n => Task.Run(() => Ask(address, () => answers[n]++, ended.Token), cancel))
            .ToArray();
        await Task.WhenAny([Task.Delay(WarmUp, cancel), .. work]);
        var (before, started) = (answers.Sum(), Stopwatch.GetTimestamp());
        await Task.WhenAny([Task.Delay(time, cancel), .. work]);
        var rate = (answers.Sum() - before) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await ended.CancelAsync();
        await Task.WhenAll(work);
        cancel.ThrowIfCancellationRequested();
        return rate;
    }

    private static async Task Ask(Uri address, Action answered, CancellationToken ended)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var request = Encoding.ASCII.GetBytes(
            $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/html\r\n\r\n");
        var buffer = new byte[1 << 20];
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, ended);
            while (true)
            {
                await socket.SendAsync(request, ended);
                await Receive(socket, buffer, ended);
                answered();
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private static async Task Receive(Socket socket, byte[] buffer, CancellationToken ended)
    {
        for (var (used, length) = (0, (int?)null); ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(used), ended);
            if (read == 0)
            {
                throw new InvalidOperationException("The server closed the connection.");
            }
            used += read;
            length ??= LengthOf(buffer.AsSpan(0, used));
            if (length is { } known && (known >= 0 ? used >= known : buffer.AsSpan(0, used).EndsWith("0\r\n\r\n"u8)))
            {
                return;
            }
        }
    }

    /// <summary>Head and body together, -1 for a chunked body, null while the head is not complete.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }
        if (!received.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"The server answered {Encoding.ASCII.GetString(received[..received.IndexOf("\r\n"u8)])}");
        }
        var field = received[..head].IndexOf("\r\nContent-Length: "u8);
        return field < 0 ? -1
            : Utf8Parser.TryParse(received[(field + "\r\nContent-Length: ".Length)..], out int body, out _) ? head + 4 + body
            : throw new InvalidOperationException("The server sent no length.");
    }
}
