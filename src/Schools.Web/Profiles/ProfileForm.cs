using System.Globalization;
using Schools.Import;

namespace Schools.Web.Profiles;

/// <summary>A column of the form: what it is called, what stands in it, and the field chosen for it.</summary>
/// <param name="Field">Empty for a column that is not taken.</param>
public sealed record FormColumn(string Header, string Field, IReadOnlyList<string> Samples)
{
    /// <summary>No field takes people, so there is nothing to choose.</summary>
    public bool NamesPeople => PersonalColumns.Names(Header);
}

/// <summary>A word of a column and the value chosen for it; empty for one that stays unknown.</summary>
public sealed record FormWord(int Column, string Word, string Value);

/// <summary>The form by which a profile is edited, filled from a profile and an import, or from what was sent.</summary>
public sealed record ProfileForm
{
    public string Name { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>The key of the school whose profile it is; empty for the whole authority.</summary>
    public string Of { get; init; } = "";

    public string Extends { get; init; } = "device-list";

    /// <summary>The version that is changed; 0 for a new profile.</summary>
    public int BasedOn { get; init; }

    /// <summary>The import from whose preview the form was opened.</summary>
    public long? Import { get; init; }

    public IReadOnlyList<FormColumn> Columns { get; init; } = [];

    public IReadOnlyList<FormWord> Words { get; init; } = [];

    public bool Clear { get; init; }

    public string DateOrder { get; init; } = "";

    public bool CreateRooms { get; init; } = true;

    public bool ByMac { get; init; } = true;

    public string School { get; init; } = "";

    public bool Apply { get; init; }

    public ImportProfile Built => ImportProfile.Find(Extends) ?? ImportProfile.Find("device-list")!;

    public static ProfileForm Read(IFormCollection form)
    {
        string[] fields = [.. form["field"].Select(value => value ?? "")], words = [.. form["word"].Select(value => value ?? "")],
            values = [.. form["value"].Select(value => value ?? "")];
        var columns = form["header"].Select((header, n) => new FormColumn(header ?? "", fields.ElementAtOrDefault(n) ?? "", [])).ToList();
        var at = form["wordColumn"].Select(n => int.TryParse(n, CultureInfo.InvariantCulture, out var column) ? column : -1).ToList();
        return new ProfileForm
        {
            Name = Text("name"),
            Title = Text("title"),
            Of = Text("of"),
            Extends = Text("extends"),
            BasedOn = int.TryParse(form["basedOn"], CultureInfo.InvariantCulture, out var version) ? version : 0,
            Import = long.TryParse(form["import"], CultureInfo.InvariantCulture, out var import) ? import : null,
            Columns = columns,
            Words =
            [
                .. words.Select((word, n) => new FormWord(at.ElementAtOrDefault(n), word, values.ElementAtOrDefault(n) ?? ""))
                    .Where(word => word.Column >= 0 && word.Column < columns.Count),
            ],
            Clear = Text("emptyCells") == "clear",
            DateOrder = Text("dateOrder"),
            CreateRooms = Text("createRooms") == "true",
            ByMac = Text("byMac") == "true",
            School = Text("school"),
            Apply = Text("onIntake") == "apply",
        };

        string Text(string name) => form[name].ToString().Trim();
    }

    /// <summary>The form for a profile that is saved, or for a new one.</summary>
    /// <param name="saved">Null for a new one.</param>
    /// <param name="profile">By which the columns are read now: the saved one, or one of the program.</param>
    /// <param name="headers">Columns of the file.</param>
    public static ProfileForm From(ProfileDocument? saved, ImportProfile profile, IEnumerable<string> headers)
    {
        HashSet<string> taken = new(StringComparer.Ordinal), named = new(StringComparer.Ordinal);
        return new ProfileForm
        {
            Name = saved?.Name ?? "",
            Title = saved?.Title ?? "",
            Extends = saved is null ? profile.Name : saved.Extends ?? "",
            // Two columns of one name are one; of two for the same field the first is read.
            Columns =
            [
                .. headers.Where(header => HeaderName.Normalise(header) is { Length: > 0 } name && named.Add(name)).Select(header =>
                    new FormColumn(header, ProfileFields.FieldOf(profile, header) is { } field && taken.Add(field) ? field : "", [])),
            ],
            Clear = saved?.EmptyCells == "clear",
            DateOrder = saved?.DateOrder ?? "",
            CreateRooms = saved?.CreateRooms ?? true,
            ByMac = saved?.MatchBy is null || saved.MatchBy.Contains("wlanMac"),
            School = saved?.School ?? "",
            Apply = saved?.OnIntake == "apply",
        };
    }

    /// <summary>What is chosen twice, which the document cannot say.</summary>
    public IEnumerable<ProfileFault> Slips =>
        from column in Columns
        where column.Field.Length > 0
        group column.Header by column.Field into same
        where same.Count() > 1
        select new ProfileFault(
            "Spalten", $"„{string.Join("“ und „", same)}“ sind demselben Feld zugeordnet. Bitte nur eine davon wählen.");

    /// <summary>The document that the form says, with what a saved one holds besides.</summary>
    public ProfileDocument Document(ProfileDocument? saved)
    {
        var names = Columns.Select(column => HeaderName.Normalise(column.Header)).ToHashSet(StringComparer.Ordinal);
        var columns = Columns.Where(column => column.Field.Length > 0).GroupBy(column => column.Field, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.Select(column => column.Header).ToArray(), StringComparer.Ordinal);
        foreach (var (field, aliases) in saved?.Columns ?? new Dictionary<string, string[]>())
        {
            // Names that other files have for the field; those of this one are chosen here.
            var others = aliases.Where(alias => !names.Contains(HeaderName.Normalise(alias))).ToArray();
            if (others.Length > 0)
            {
                columns[field] = [.. columns.GetValueOrDefault(field, []), .. others];
            }
        }
        return (saved ?? new ProfileDocument()) with
        {
            Name = Name,
            Title = Title,
            Extends = Extends.Length == 0 ? null : Extends,
            Columns = columns,
            Ignored =
            [
                .. Columns.Where(column => column.Field.Length == 0).Select(column => column.Header),
                .. (saved?.Ignored ?? []).Where(name => !names.Contains(HeaderName.Normalise(name))),
            ],
            Words = AllWords(saved),
            Headers = [.. Columns.Select(column => column.Header)],
            EmptyCells = Clear ? "clear" : null,
            DateOrder = DateOrder.Length == 0 ? null : DateOrder,
            CreateRooms = CreateRooms ? null : false,
            MatchBy = ByMac ? saved?.MatchBy is { } keys && keys.Contains("wlanMac") ? keys : null : ["serial", "mdmId", "inventoryNumber"],
            School = School.Length == 0 ? null : School,
            OnIntake = Apply ? "apply" : null,
        };
    }

    private Dictionary<string, Dictionary<string, string[]>> AllWords(ProfileDocument? saved)
    {
        var all = new Dictionary<string, Dictionary<string, List<string>>>(StringComparer.Ordinal);
        foreach (var word in Words.Where(word => Columns[word.Column].Field.Length > 0))
        {
            var field = Columns[word.Column].Field;
            // What the program knows anyway need not be said.
            if (word.Value.Length > 0 && ProfileFields.Words(field).Count > 0
                && ProfileFields.Meaning(Built, field, word.Word) != word.Value)
            {
                Put(field, word.Value, word.Word);
            }
        }
        var here = Words.Select(word => (Columns[word.Column].Field, word.Word.ToUpperInvariant())).ToHashSet();
        foreach (var (field, values) in saved?.Words ?? new Dictionary<string, Dictionary<string, string[]>>())
        {
            foreach (var (value, aliases) in values)
            {
                foreach (var alias in aliases.Where(alias => !here.Contains((field, alias.ToUpperInvariant()))))
                {
                    Put(field, value, alias);
                }
            }
        }
        return all.ToDictionary(
            field => field.Key,
            field => field.Value.ToDictionary(value => value.Key, value => value.Value.ToArray(), StringComparer.Ordinal),
            StringComparer.Ordinal);

        void Put(string field, string value, string word)
        {
            var values = all.TryGetValue(field, out var known) ? known : all[field] = new(StringComparer.Ordinal);
            (values.TryGetValue(value, out var words) ? words : values[value] = []).Add(word);
        }
    }
}
