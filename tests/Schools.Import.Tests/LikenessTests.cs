using System.Text;

namespace Schools.Import.Tests;

public sealed class LikenessTests
{
    [Theory]
    [InlineData("Aple           | Apple              | alike")]
    [InlineData("apple          | Apple              | alike")]
    [InlineData("Hewlet Packard | Hewlett-Packard    | alike")]
    [InlineData("Lenvoo         | Lenovo             | alike")]
    [InlineData("iPad 9. Gen.   | iPad (9. Gen.)     | alike")]
    [InlineData("iPad 9         | iPad 10            | other")]
    [InlineData("ThinkPad L14   | ThinkPad L15       | other")]
    [InlineData("HP             | HB                 | other")]
    [InlineData("Acer           | Asus               | other")]
    [InlineData("Fujitsu Cafe   | Fujitsu Café       | alike")]
    [InlineData("               | Apple              | other")]
    public void Words(string row) => Check(row, Likeness.OfWords);

    [Theory]
    [InlineData("R 101       | R101     | alike")]
    [InlineData("1.01        | 101      | alike")]
    [InlineData("Raum 101    | 1.01     | alike")]
    [InlineData("Zi. 12      | 12       | alike")]
    [InlineData("012         | 12       | alike")]
    [InlineData("101         | 102      | other")]
    [InlineData("101         | 1011     | other")]
    [InlineData("A101        | B101     | other")]
    [InlineData("Rektorat    | ektorat  | other")]
    [InlineData("Aula        | aula     | alike")]
    [InlineData("-           | -        | other")]
    public void Rooms(string row) => Check(row, Likeness.OfRooms);

    [Fact]
    public void Of_very_many_new_models_the_first_are_compared_and_the_others_counted()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray()));
        register.Apply(register.Plan(List("OLD", ["Gerät A 1", "Gerät 1199", "Gerät B 1000"])));

        var head = register.Plan(List("NEW", Enumerable.Range(1_000, 1_250).Select(n => $"Gerat {n}"))).Head;

        Assert.Equal(Enumerable.Range(1_000, 200).Select(n => $"Gerat {n}"), head.NewModels);
        Assert.Equal(
            ["Gerat 1000 → Gerät B 1000", "Gerat 1199 → Gerät 1199"], head.Alike!.Select(alike => $"{alike.New} → {alike.Known}"));
        Assert.Equal("Modelle neuer Geräte: 200 sind aufgeführt, 1.050 weitere nicht.", Assert.Single(
            head.Warnings, warning => warning.Code.Code == "more-new-words").Message);

        static byte[] List(string serial, IEnumerable<string> models) => Encoding.UTF8.GetBytes(string.Concat(
            models.Select((model, n) => $"{model};{serial}{n};Tablet;172686\n")
                .Prepend("Modell;Seriennummer;Gerätetyp;Schulnummer\n")));
    }

    private static void Check(string row, Func<string, string, bool> alike)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(cells[2] == "alike", alike(cells[0], cells[1]));
        Assert.Equal(cells[2] == "alike", alike(cells[1], cells[0]));
    }
}
