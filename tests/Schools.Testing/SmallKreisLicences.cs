using System.Text.Json;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Testing;

/// <summary>Licences as the program writes them, for tests of what is read.</summary>
public static class SmallKreisLicences
{
    private static readonly DateOnly Known = new(2026, 3, 2);

    public static readonly LicenceTerms Mdm = new()
    {
        Product = "Jamf School", Vendor = "Jamf", Metric = LicenceMetric.Device, ContractNumber = "V-17", From = new(2024, 8, 1),
        Until = new(2099, 7, 31), NoticeDays = 90, RenewsAutomatically = true, CostPerYear = new Euro(5_500m), CostCentre = "40.1",
    };

    public static readonly LicenceTerms Expired = new()
    {
        Product = "Office-Paket", Vendor = "Händler <Nord>", Metric = LicenceMetric.NamedUser, ContractNumber = "V-3",
        From = new(2021, 8, 1), Until = new(2024, 7, 31), NoticeDays = 30, CostPerYear = new Euro(1_000m),
    };

    public static readonly LicenceTerms ForAll = new()
    {
        Product = "Bildungscloud", Metric = LicenceMetric.Authority, CostPerYear = new Euro(12_000m),
    };

    public static readonly LicenceTerms TooFew = new()
    {
        Product = "Vokabeltrainer", Metric = LicenceMetric.School, CostPerYear = new Euro(100m),
    };

    /// <summary>50 of the MDM of which 45 are assigned; one contract that ran out; one for all; one school more than licences.</summary>
    public static async Task Fill(GrainStore store, CancellationToken cancel)
    {
        await Send(
            store, Key(Mdm), Known,
            [
                new Licence.Register(Key(Mdm), Mdm, 50), new Licence.Reach(LicenceStep.DataProtectionChecked, "AVV 4"),
                new Licence.Assign(SmallKreis.Hammfeld, 30), new Licence.Assign(SmallKreis.Nordpark, 15),
            ],
            cancel);
        await Send(
            store, Key(Expired), Known,
            [new Licence.Register(Key(Expired), Expired, 100), new Licence.Assign(SmallKreis.Hammfeld, 60)], cancel);
        await Send(store, Key(ForAll), Known, [new Licence.Register(Key(ForAll), ForAll, null)], cancel);
        await Send(
            store, Key(TooFew), Known,
            [
                new Licence.Register(Key(TooFew), TooFew, 1), new Licence.Assign(SmallKreis.Hammfeld, 1),
                new Licence.Assign(SmallKreis.Nordpark, 1),
            ],
            cancel);
    }

    public static LicenceKey Key(LicenceTerms terms) => LicenceKey.For(SmallKreis.Authority, terms);

    /// <summary>One turn of a licence, decided on the state as it is stored.</summary>
    public static async Task<Licence.State> Send(
        GrainStore store, LicenceKey key, DateOnly on, IReadOnlyList<Licence.Command> commands, CancellationToken cancel)
    {
        var id = GrainId.Of(SmallKreis.Authority, key);
        var stored = (await store.Load([id], cancel))[0];
        var state = stored.State is null ? null : JsonSerializer.Deserialize(stored.State, DomainJson.Default.LicenceState);
        List<byte[]> events = [];
        foreach (var command in commands)
        {
            var decision = Licence.Decide(state, command with { On = on }, new DecisionContext(id.Authority, on, Origin.Person));
            foreach (var happened in decision.Events)
            {
                state = Licence.Evolve(state, happened);
                events.Add(JsonSerializer.SerializeToUtf8Bytes(happened, DomainJson.Default.LicenceEvent));
            }
            if (decision.Refusal is { } refusal)
            {
                throw new InvalidOperationException(refusal.German);
            }
        }
        var document = JsonSerializer.SerializeToUtf8Bytes(state!, DomainJson.Default.LicenceState);
        var result = await store.Write([new GrainWrite(id, stored.Version, document, events, on, new Why("Petra Beispiel"))], cancel);
        return result[0].Version > 0
            ? state!
            : throw new InvalidOperationException(result[0].Refusal?.German ?? "Another writer was first.");
    }
}
