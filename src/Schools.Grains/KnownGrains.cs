using System.Collections.Concurrent;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Grains;

/// <summary>Which referenced grains exist. As no grain is ever deleted, what was seen once need not be asked again.</summary>
internal sealed class KnownGrains(GrainStore store)
{
    private const int Most = 200_000;
    private readonly ConcurrentDictionary<GrainId, byte> known = new();

    /// <summary>The refusal for the first reference that leads nowhere, or null.</summary>
    public async ValueTask<Refusal?> Missing(AuthorityKey authority, IReadOnlyList<Command> commands, CancellationToken cancel)
    {
        List<GrainId>? unsure = null;
        foreach (var command in commands)
        {
            foreach (var reference in command.References)
            {
                var id = new GrainId(reference.Kind, authority, reference.Key);
                if (!known.ContainsKey(id))
                {
                    (unsure ??= []).Add(id);
                }
            }
        }
        return unsure is null ? null : (await Learn(unsure, cancel)).FirstOrDefault(r => r is not null);
    }

    /// <summary>Asks once for all references of a bulk; what leads nowhere, or could not be asked, comes back with its refusal.</summary>
    public async Task<IReadOnlyDictionary<GrainId, Refusal>> Missing(IReadOnlyList<Turn> turns, CancellationToken cancel)
    {
        var unsure = turns
            .SelectMany(t => t.Commands.SelectMany(c => c.References, (_, r) => new GrainId(r.Kind, t.Id.Authority, r.Key)))
            .Where(id => !known.ContainsKey(id))
            .Distinct()
            .ToList();
        var refusals = unsure.Count == 0 ? [] : await Learn(unsure, cancel);
        return unsure.Zip(refusals).Where(x => x.Second is not null).ToDictionary(x => x.First, x => x.Second!);
    }

    private async Task<Refusal?[]> Learn(List<GrainId> unsure, CancellationToken cancel)
    {
        if (known.Count > Most)
        {
            known.Clear();
        }
        var rows = await store.Load(unsure, cancel);
        return [.. rows.Select((row, i) => row switch
        {
            { Refusal: { } refusal } => refusal,
            { Version: 0 } => new Refusal(Unknown(unsure[i].Kind), unsure[i].Key),
            _ => Note(unsure[i]),
        })];
    }

    private Refusal? Note(GrainId id)
    {
        known.TryAdd(id, 0);
        return null;
    }

    private static RefusalCode Unknown(GrainKind kind) => kind switch
    {
        GrainKind.Authority => RefusalCode.AuthorityUnknown,
        GrainKind.School => RefusalCode.SchoolUnknown,
        GrainKind.Room => RefusalCode.RoomUnknown,
        GrainKind.Standard => RefusalCode.StandardUnknown,
        GrainKind.Licence => RefusalCode.LicenceUnknown,
        GrainKind.Wave => RefusalCode.WaveUnknown,
        GrainKind.Plan => RefusalCode.PlanUnknown,
        _ => RefusalCode.DeviceUnknown,
    };
}
