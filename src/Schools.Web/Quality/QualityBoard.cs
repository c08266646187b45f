using Schools.Domain;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Pages;

namespace Schools.Web.Quality;

/// <summary>All schools on a day, held against the rules.</summary>
public sealed class QualityDay(RolloutFacts facts, RegisterQuality register)
{
    public DateOnly Day => facts.AsOf;

    public RegisterQuality Register => register;

    /// <summary>The school with most to do first.</summary>
    public IReadOnlyList<SchoolQuality> Schools { get; } = register.Schools();

    public SchoolQuality Whole => RegisterQuality.Whole(Schools);

    public SchoolQuality? Of(string school) => Schools.FirstOrDefault(known => known.School!.Key.IsNamed(school));
}

/// <summary>One row behind a number: what breaks which rule, and where to mend it.</summary>
/// <param name="Address">The page of the device, room, step or school.</param>
/// <param name="Finding">What is seen of it.</param>
public sealed record QualityRow(QualityRule Rule, string Name, string Address, string? Room, string Finding);

/// <summary>The one way to data quality, for pages, files and figures alike. It is about today: nobody mends yesterday.</summary>
public sealed class QualityBoard(FactQueries facts, QualityQueries quality, EvidenceFiles evidence, RoomQueries rooms)
{
    public async Task<QualityDay> Of(AuthorityKey authority, DateOnly today, CancellationToken cancel) =>
        await Of(authority, await facts.Now(authority, today, cancel), cancel);

    /// <param name="now">The facts of today, where they are read already.</param>
    public async Task<QualityDay> Of(AuthorityKey authority, RolloutFacts now, CancellationToken cancel)
    {
        var devices = await quality.Profiles(authority, now.AsOf, cancel);
        return new QualityDay(now, new RegisterQuality(now, devices, await evidence.Steps(authority, cancel)));
    }

    /// <summary>What breaks a rule in a school; all rules without one, in their order.</summary>
    public async Task<IReadOnlyList<QualityRow>> Rows(
        AuthorityKey authority, QualityDay day, SchoolFact school, QualityRule? only, CancellationToken cancel)
    {
        var names = (await rooms.OfSchool(authority, school.Key, cancel)).ToDictionary(
            room => room.Key.Value, room => Shown.Room(room.Building, room.Number), StringComparer.Ordinal);
        List<QualityRow> rows = [];
        var ofDevices = QualityRules.OfDevices.Where(rule => only is null || rule == only).ToList();
        if (ofDevices.Count > 0)
        {
            var devices = await quality.Devices(authority, school.Key, day.Day, cancel);
            rows.AddRange(ofDevices.SelectMany(
                rule => devices.Where(device => rule.Finds(device.Profile)), (rule, device) => Row(rule, device, names)));
        }
        rows.AddRange(Finds(QualityRules.OfRooms, day.Register.RoomsOf(school.Key), only).Select(found => new QualityRow(
            found.Rule, $"Raum {names.GetValueOrDefault(found.Of.Room.Key, found.Of.Room.Key)}",
            $"/raeume?key={Uri.EscapeDataString(found.Of.Room.Key)}", null, Labels.German(found.Of.Room.Type))));
        rows.AddRange(Finds(QualityRules.OfSchools, [day.Register.ProfileOf(school)], only).Select(found => new QualityRow(
            found.Rule, school.Details.Name!, $"/schulen/{school.Key.Value}", null,
            $"{Shown.Count(found.Of.Tablets)} Tablets, {Shown.Count(school.Persons)} Personen")));
        rows.AddRange(Finds(QualityRules.OfSteps, day.Register.StepsOf(school.Key), only).Select(found => new QualityRow(
            found.Rule, Labels.German(found.Of.Step), WlanPlaceModel.At(found.Of.Place), names.GetValueOrDefault(found.Of.Place),
            found.Of.Day is { } reached ? $"erreicht am {Shown.Day(reached)}" : "nur aus dem Bestand bekannt")));
        return rows;
    }

    private static IEnumerable<(QualityRule<T> Rule, T Of)> Finds<T>(
        IEnumerable<QualityRule<T>> rules, IEnumerable<T> among, QualityRule? only)
        where T : struct =>
        from rule in rules
        where only is null || rule == only
        from one in among
        where rule.Finds(one)
        select (rule, one);

    private static QualityRow Row(QualityRule rule, QualityDevice device, Dictionary<string, string> rooms)
    {
        var profile = device.Profile;
        var (step, condition) = (Labels.German(profile.Lifecycle), Labels.German(profile.Condition));
        return new QualityRow(
            rule,
            device.InventoryNumber ?? device.Serial ?? device.Key.Value,
            $"/geraete/{device.Key.Value}",
            device.Room is { } room ? rooms.GetValueOrDefault(room, room) : null,
            $"{Name(device)}: {step}, Zustand {condition}, {Labels.German(profile.Availability)}"
                + (device.Other is { } other && profile.IsNumberShared ? $"; dieselbe Nummer hat {other.Value}" : ""));
    }

    private static string Name(QualityDevice device) =>
        Shown.Model(device.Manufacturer, device.Model) is { Length: > 0 } model ? model : Labels.German(device.Profile.Category);
}
