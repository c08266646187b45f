using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Storage;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>The files of open plans in the database.</summary>
public sealed class ImportFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_file_comes_back_from_the_database_as_it_was_sent()
    {
        await using var kreis = await UndoRegister.Start();
        var list = "Inventarnummer;Seriennummer;Gerätetyp;Modell;Schulnummer;Bemerkung\n" + string.Concat(
            Enumerable.Range(0, 30_000).Select(n => $"G-{n};G-{n};Tablet;iPad {n * 7919L % 100_003};173800;\n"));
        var id = await kreis.Plan(list);

        await using var kept = await kreis.Web.Services.GetRequiredService<ImportFiles>().Open(SmallKreis.Authority, id, Cancel);

        Assert.Equal(list, Encoding.UTF8.GetString(kept!.ToArray()));
        Assert.Equal(2, (await kreis.Texts($"select n::text from import_file where import = {id}")).Count);
        Assert.Null(await kreis.Web.Services.GetRequiredService<ImportFiles>().Open(AuthorityKey.Parse("other"), id, Cancel));
    }
}
