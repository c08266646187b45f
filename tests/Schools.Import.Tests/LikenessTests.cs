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

    private static void Check(string row, Func<string, string, bool> alike)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(cells[2] == "alike", alike(cells[0], cells[1]));
        Assert.Equal(cells[2] == "alike", alike(cells[1], cells[0]));
    }
}
