using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

public sealed class AuthorityQueries(NpgsqlDataSource db)
{
    /// <summary>The name of the authority, or null before it is founded.</summary>
    public async Task<string?> Name(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select name from authority where authority = $1 and key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    /// <summary>The Land whose holidays hold, <c>NW</c>; null where the authority does not say.</summary>
    public async Task<string?> Land(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select state -> 'details' ->> 'land' from authority where authority = $1 and key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    /// <summary>Who may apply an import at once; everybody before the authority says otherwise.</summary>
    public async Task<ImportApproval> ImportApproval(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select state -> 'details' ->> 'importApproval' from authority where authority = $1 and key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        return await command.ExecuteScalarAsync(cancel) is string word ? Enum.Parse<ImportApproval>(word) : Domain.ImportApproval.None;
    }
}
