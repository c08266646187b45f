using System.Data;
using System.IO.Compression;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>
/// The files of open plans, for planning them anew and for nothing else: no page and no endpoint hands them out. They are stored and read
/// piece by piece, so that a large one is never in memory twice.
/// </summary>
public sealed class ImportFiles(NpgsqlDataSource db)
{
    private const int PieceBytes = 1024 * 1024;

    // The fastest that still halves a text: storing a plan waits for it.
    private const int Quality = 1;
    private const int Window = 20;

    /// <summary>The file of an import as it was delivered; null when it is not kept, or no longer.</summary>
    /// <returns>A stream over its own bytes, which may be asked for with <see cref="MemoryStream.TryGetBuffer"/>.</returns>
    public async Task<MemoryStream?> Open(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select (sum(f.length) over ())::int, f.length, f.bytes from import_file f join import i on i.id = f.import
            where i.authority = $1 and i.id = $2 order by f.n
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        byte[]? file = null;
        var filled = 0;
        while (await reader.ReadAsync(cancel))
        {
            file ??= new byte[reader.GetInt32(0)];
            var length = reader.GetInt32(1);
            var piece = await reader.GetFieldValueAsync<byte[]>(2, cancel);
            if (!BrotliDecoder.TryDecompress(piece, file.AsSpan(filled, length), out var unpacked) || unpacked != length)
            {
                throw new InvalidDataException($"The file of import {id} cannot be unpacked.");
            }
            filled += length;
        }
        return file is null ? null : new MemoryStream(file, 0, file.Length, writable: false, publiclyVisible: true);
    }

    /// <summary>Stores the file of a plan in the transaction of the plan.</summary>
    internal static async Task Keep(NpgsqlConnection connection, long id, Stream file, CancellationToken cancel)
    {
        file.Position = 0;
        var piece = new byte[PieceBytes];
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(PieceBytes)];
        for (var n = 1; ; n++)
        {
            var read = await file.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancel);
            if (read == 0)
            {
                return;
            }
            if (!BrotliEncoder.TryCompress(piece.AsSpan(0, read), packed, out var length, Quality, Window))
            {
                throw new InvalidDataException("A piece of the file cannot be packed.");
            }
            await using var insert = new NpgsqlCommand(
                "insert into import_file (import, n, length, bytes) values ($1, $2, $3, $4)", connection)
            {
                Parameters =
                {
                    new() { Value = id }, new() { Value = n }, new() { Value = read },
                    new() { Value = packed.AsMemory(0, length) },
                },
            };
            await insert.ExecuteNonQueryAsync(cancel);
        }
    }
}
