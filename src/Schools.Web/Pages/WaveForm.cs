using Microsoft.AspNetCore.Mvc.ModelBinding;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

/// <summary>One line of the form; a line without school and number is none.</summary>
public sealed class WavePlaceForm
{
    public string? School { get; set; }

    /// <summary>As people write it: <c>A 1.01</c>, or the number alone where it is the only one.</summary>
    public string? Room { get; set; }

    public string? Class { get; set; }

    /// <summary>As it was typed.</summary>
    public string? Target { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(School) && string.IsNullOrWhiteSpace(Target) && string.IsNullOrWhiteSpace(Room);
}

/// <summary>A wave as people write it.</summary>
public sealed class WaveForm
{
    /// <summary>Of the wave that is planned anew, as the address of the page says; null for a new one.</summary>
    [BindNever]
    public string? Key { get; set; }

    public string? Name { get; set; }

    public List<DeviceCategory> Categories { get; set; } = [];

    public string? OrderNumber { get; set; }

    /// <summary>Another wave may have the same order.</summary>
    public bool SharesOrder { get; set; }

    /// <summary>As it was typed.</summary>
    public string? Ordered { get; set; }

    public DateOnly? Delivery { get; set; }

    public DateOnly? Start { get; set; }

    public DateOnly? End { get; set; }

    /// <summary>As it was typed.</summary>
    public string? WeeklyCapacity { get; set; }

    public List<WavePlaceForm> Places { get; set; } = [];

    public List<WaveNeed> Needs { get; set; } = [];

    /// <summary>Keys of waves that must be finished before.</summary>
    public List<string> After { get; set; } = [];

    /// <summary>Keys of licences that the schools must have.</summary>
    public List<string> Licences { get; set; } = [];

    /// <summary>Why the days are others than before.</summary>
    public string? Reason { get; set; }

    public string? KeyOfName => Key ?? WaveRules.KeyOf(Name);

    public static WaveForm Of(string key, Wave.Details details, IReadOnlyDictionary<SchoolKey, WaveSchool> schools) => new()
    {
        Key = key,
        Name = details.Name,
        Categories = [.. details.Categories],
        OrderNumber = details.OrderNumber,
        Ordered = $"{details.Ordered}",
        Delivery = details.Delivery,
        Start = details.Start,
        End = details.End,
        WeeklyCapacity = $"{details.WeeklyCapacity}",
        Places =
        [
            .. details.Places.Select(place => new WavePlaceForm
            {
                School = place.School.Value,
                Room = place.Room is not { } room ? null
                    : schools.GetValueOrDefault(place.School)?.Rooms.FirstOrDefault(r => r.Key == room.Value)?.Name ?? room.Value,
                Class = place.Class,
                Target = $"{place.Target}",
            }),
        ],
        Needs = [.. details.Requires.Where(r => r.Of is null).Select(r => r.Need)],
        After = [.. details.Requires.Where(r => r.Need == WaveNeed.Wave).Select(r => r.Of!)],
        Licences = [.. details.Requires.Where(r => r.Need == WaveNeed.Licence).Select(r => r.Of!)],
    };

    /// <summary>The plan; null where the form says at which fields it is none yet. What is wrong with the plan the wave says.</summary>
    public Wave.Details? Read(SentForm sent, string land, IReadOnlyDictionary<SchoolKey, WaveSchool> schools)
    {
        var ordered = sent.CountOwed("menge", Ordered, "Bestellte Geräte", WaveRules.Counts);
        var capacity = sent.CountOwed("kapazitaet", WeeklyCapacity, "Kapazität je Woche", WaveRules.Counts);
        List<Wave.Place> places = [];
        for (var i = 0; i < Places.Count; i++)
        {
            if (!Places[i].IsBlank && Read(sent, i, schools) is { } place)
            {
                places.Add(place);
            }
        }
        if (Start is null || End is null)
        {
            sent.Refuse(new Refusal(RefusalCode.WaveDaysMissing), Start is null ? "beginn" : "ende");
        }
        return sent.Faults.Count > 0 ? null : new Wave.Details(
            Name ?? "", land, Categories, OrderNumber ?? "", ordered, Delivery, Start!.Value, End!.Value, capacity, places,
            [
                .. Needs.Select(need => new Wave.Requirement(need)),
                .. After.Select(key => new Wave.Requirement(WaveNeed.Wave, key)),
                .. Licences.Select(key => new Wave.Requirement(WaveNeed.Licence, key)),
            ]);
    }

    private Wave.Place? Read(SentForm sent, int line, IReadOnlyDictionary<SchoolKey, WaveSchool> schools)
    {
        var place = Places[line];
        if (!SchoolKey.TryParse(place.School, out var key))
        {
            sent.Fault($"schule-{line}", $"Platz {line + 1}: Bitte eine Schule wählen.");
            return null;
        }
        var name = schools.GetValueOrDefault(key)?.Name ?? key.Value;
        var target = sent.CountOwed($"anzahl-{line}", place.Target, $"Anzahl Geräte für {name}", WaveRules.Counts);
        if (string.IsNullOrWhiteSpace(place.Room))
        {
            return new Wave.Place(key, target, null, place.Class);
        }
        if (RoomOf(place.Room, schools.GetValueOrDefault(key)?.Rooms ?? []) is { } room)
        {
            return new Wave.Place(key, target, room, place.Class);
        }
        sent.Refuse(new Refusal(RefusalCode.RoomUnknown, $"„{place.Room}“ der Schule {name}"), $"raum-{line}");
        return null;
    }

    /// <summary>The room of this name; a number alone names a room where no other building has it too.</summary>
    private static RoomKey? RoomOf(string written, IReadOnlyList<Choice> rooms)
    {
        var asked = Signs(written);
        var named = rooms.Where(room => Signs(room.Name) == asked).ToList();
        if (named.Count == 0)
        {
            named = [.. rooms.Where(room => Signs(room.Name[(room.Name.LastIndexOf('·') + 1)..]) == asked)];
        }
        return named.Count == 1 && RoomKey.TryParse(named[0].Key, out var key) ? key : null;
    }

    private static string Signs(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
