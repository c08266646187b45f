using System.Diagnostics;
using Npgsql;
using Orleans.Storage;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Orleans;

/// <summary>
/// Orleans' ADO.NET storage with its expected refusals as data: a version conflict, a value that another grain holds and an outage end in
/// the record, not in an exception. An exception while the state is read would keep the activation, and all who wait for it, for 5 seconds.
/// </summary>
internal sealed class RegisterStorage(IGrainStorage adoNet) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, global::Orleans.Runtime.GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await adoNet.ReadStateAsync(stateName, grainId, grainState);
        }
        catch (NpgsqlException outage) when (Constraints.IsOutage(outage))
        {
            grainState.State = (T)(object)new GrainRecord { Outage = new Refusal(RefusalCode.DatabaseUnavailable) };
            grainState.ETag = null;
            grainState.RecordExists = false;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, global::Orleans.Runtime.GrainId grainId, IGrainState<T> grainState)
    {
        var record = (GrainRecord)(object)grainState.State!;
        var started = Stopwatch.GetTimestamp();
        try
        {
            await adoNet.WriteStateAsync(stateName, grainId, grainState);
            record.Result = WriteResult.Written(GrainRecord.VersionOf(grainState.ETag));
        }
        catch (InconsistentStateException)
        {
            record.Result = WriteResult.Conflict;
        }
        catch (PostgresException race) when (Constraints.IsRace(race))
        {
            record.Result = WriteResult.Conflict;
        }
        catch (PostgresException refused) when (Constraints.IsFaultOfRow(refused))
        {
            record.Result = WriteResult.Refused(Constraints.Refusal(refused));
        }
        catch (NpgsqlException outage) when (Constraints.IsOutage(outage))
        {
            // Whether it was committed is not known; what is not known is not confirmed.
            record.Result = WriteResult.Refused(new Refusal(RefusalCode.DatabaseUnavailable));
        }
        StorageMetrics.Wrote(1, record.Result.IsConflict ? 1 : 0, Stopwatch.GetElapsedTime(started));
    }

    public Task ClearStateAsync<T>(string stateName, global::Orleans.Runtime.GrainId grainId, IGrainState<T> grainState) =>
        adoNet.ClearStateAsync(stateName, grainId, grainState);
}
