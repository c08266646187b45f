using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Schools.Domain;
using Schools.Storage;
using Schools.Testing;
using Schools.Web.Evidence;

namespace Schools.Web.Tests;

/// <summary>Files that prove a step: what is taken, by its content, and how it comes out again.</summary>
public sealed partial class EvidenceTests
{
    private const string Hammfeld = "/wlan/DE-NW-173800";

    private static readonly byte[] Pdf = "%PDF-1.7\nProtokoll"u8.ToArray();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, byte[], string, string> Taken => new()
    {
        { "Protokoll.pdf", "text/html", Pdf, "Protokoll.pdf", "application/pdf" },
        { "IMG_1.JPEG", "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 1], "IMG_1.JPEG", "image/jpeg" },
        { "Plan", "", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1], "Plan.png", "image/png" },
        { "Messung.docx", "", Zip("[Content_Types].xml", "word/document.xml"), "Messung.docx", EvidenceKind.Docx.ContentType },
        { "Werte.zip", "", Zip("[Content_Types].xml", "xl/workbook.xml"), "Werte.zip.xlsx", EvidenceKind.Xlsx.ContentType },
        { @"C:\Ablage\..\Prüf<b>bericht.exe", "", Pdf, "Prüfbbericht.exe.pdf", "application/pdf" },
        { "///", "", Pdf, "Nachweis.pdf", "application/pdf" },
    };

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "leer.pdf", [], "Es wurde keine Datei ausgewählt, oder sie ist leer." },
        { "Seite.pdf", "<html><script>alert(1)</script>"u8.ToArray(), "Die Datei Seite.pdf ist dem Inhalt nach weder PDF" },
        { "Bild.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "weder PDF, JPEG, PNG, DOCX noch XLSX" },
        { "Programm.pdf", "MZ\u0090\0"u8.ToArray(), "ist dem Inhalt nach weder" },
        { "Archiv.docx", Zip("a.txt"), "ist dem Inhalt nach weder" },
        { "Archiv.xlsx", "PK\u0003\u0004kaputt"u8.ToArray(), "ist dem Inhalt nach weder" },
        { "Makro.docx", Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "Die Datei Makro.docx enthält Makros." },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task A_file_is_told_by_its_content_and_comes_out_as_it_came(
        string name, string said, byte[] bytes, string kept, string type)
    {
        await using var web = await WebRegister.Start();
        using var sent = await Send(web, Hammfeld, "FibreBuilt", name, bytes, said);
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var link = Link().Match(await web.Page(Hammfeld));
        Assert.Equal(kept, WebUtility.HtmlDecode(link.Groups["name"].Value));
        using var answer = await web.Client.GetAsync(new Uri(link.Groups["address"].Value, UriKind.Relative), Cancel);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", kept), (disposition.DispositionType, disposition.FileNameStar ?? disposition.FileName));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_not_taken_is_said_at_its_field(string name, byte[] bytes, string why)
    {
        await using var web = await WebRegister.Start();
        using var answer = await Send(web, Hammfeld, "FibreBuilt", name, bytes);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        await SaidAtField(web, answer, why);
    }

    [Theory]
    [InlineData(EvidenceFiles.MostBytes, HttpStatusCode.Found)]
    [InlineData(EvidenceFiles.MostBytes + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_file_of_just_the_limit_is_taken_and_a_larger_one_is_not(int bytes, HttpStatusCode status)
    {
        await using var web = await WebRegister.Start();
        using var answer = await Send(web, Hammfeld, "FibreBuilt", "groß.pdf", [.. Pdf, .. new byte[bytes - Pdf.Length]]);
        Assert.Equal(status, answer.StatusCode);
        if (status != HttpStatusCode.Found)
        {
            await SaidAtField(web, answer, "Die Datei groß.pdf ist größer als 10 MB.");
        }
    }

    [Fact]
    public async Task A_file_is_kept_with_its_step_once_and_proves_it()
    {
        await using var web = await WebRegister.Start();
        const string Unproved = "/datenqualitaet/DE-NW-173800?rule=schritt-ohne-nachweis";
        Assert.Contains("Glasfaser", await web.Page(Unproved), StringComparison.Ordinal);
        (await Send(web, Hammfeld, "FibreBuilt", "a.pdf", Pdf)).Dispose();
        (await Send(web, Hammfeld, "FibreBuilt", "noch einmal.pdf", Pdf)).Dispose();
        var file = Assert.Single(await Files(web, SmallKreis.Hammfeld.Value));
        Assert.Equal(
            (RolloutStep.FibreBuilt, "a.pdf", Pdf.Length, Convert.ToHexStringLower(SHA256.HashData(Pdf)), "Lokale Anmeldung"),
            (file.Step, file.Name, file.Length, file.Hash, file.AddedBy));
        Assert.Contains(">0 zu klären<", await web.Page(Unproved), StringComparison.Ordinal);
        Assert.Contains("Vertrag 17", await web.Page(Hammfeld), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_has_files_of_its_own_and_none_of_the_school_alone()
    {
        await using var web = await WebRegister.Start();
        var room = $"{Hammfeld}?room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}";
        using var taken = await Send(web, room, "Cabled", "Messung.pdf", Pdf);
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        Assert.Single(await Files(web, SmallKreis.Classroom.Value));
        Assert.Empty(await Files(web, SmallKreis.Hammfeld.Value));
        using var refused = await Send(web, room, "FibreBuilt", "Messung.pdf", Pdf);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("gilt für die ganze Schule", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_takes_only_so_many_files_however_they_come()
    {
        await using var web = await WebRegister.Start();
        for (var n = 0; n <= EvidenceFiles.MostOfStep; n++)
        {
            using var sent = await Send(web, Hammfeld, "Surveyed", $"{n}.pdf", [.. Pdf, (byte)n]);
            Assert.Equal(n < EvidenceFiles.MostOfStep ? HttpStatusCode.Found : HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        }
        using var known = await Send(web, Hammfeld, "Surveyed", "0.pdf", [.. Pdf, 0]);
        Assert.Equal(HttpStatusCode.Found, known.StatusCode);
        Assert.Equal(EvidenceFiles.MostOfStep, (await Files(web, SmallKreis.Hammfeld.Value)).Count);
    }

    [Fact]
    public async Task Another_authority_finds_nothing_and_the_program_can_neither_change_nor_delete()
    {
        await using var web = await WebRegister.Start();
        (await Send(web, Hammfeld, "FibreBuilt", "a.pdf", Pdf)).Dispose();
        var files = web.Services.GetRequiredService<EvidenceFiles>();
        var file = Assert.Single(await Files(web, SmallKreis.Hammfeld.Value));
        var other = AuthorityKey.Parse("anderer");
        Assert.NotNull((await files.Find(SmallKreis.Authority, file.Id, Cancel)).Evidence);
        Assert.Equal(RefusalCode.EvidenceUnknown, (await files.Find(other, file.Id, Cancel)).Refusal?.Code);
        Assert.Empty((await files.Of(other, SmallKreis.Hammfeld.Value, Cancel)).Files);
        Assert.Empty(await files.Steps(other, Cancel));
        foreach (var sql in new[] { "delete from evidence_file", "update evidence_file set name = 'x'" })
        {
            await using var command = web.Database.Program.CreateCommand(sql);
            var denied = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        }
        using var missing = await web.Client.GetAsync(new Uri("/api/v1/evidence/999999", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("evidence-unknown", await missing.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_sees_files_but_adds_none()
    {
        await using var web = await OnlyReads.Start();
        var files = web.Services.GetRequiredService<EvidenceFiles>();
        await files.Add(
            SmallKreis.Authority, SmallKreis.Hammfeld.Value, RolloutStep.FibreBuilt, new EvidenceContent("a.pdf", "application/pdf", Pdf),
            "Petra Beispiel", Cancel);
        var page = await web.Page(Hammfeld);
        Assert.DoesNotContain("type=\"file\"", page, StringComparison.Ordinal);
        Assert.NotEmpty(await web.Page(Link().Match(page).Groups["address"].Value));
        using var denied = await Send(web, Hammfeld, "FibreBuilt", "b.pdf", [.. Pdf, 1]);
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Single(await Files(web, SmallKreis.Hammfeld.Value));
    }

    private static async Task SaidAtField(WebRegister web, HttpResponseMessage answer, string why)
    {
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        var field = page[page.IndexOf("id=\"datei-FibreBuilt-fehler\"", StringComparison.Ordinal)..];
        Assert.Contains(why, field, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"datei-FibreBuilt-hinweis datei-FibreBuilt-fehler\"", field, StringComparison.Ordinal);
        Assert.Empty(await Files(web, SmallKreis.Hammfeld.Value));
    }

    private static async Task<IReadOnlyList<EvidenceFile>> Files(WebRegister web, string place) =>
        (await web.Services.GetRequiredService<EvidenceFiles>().Of(SmallKreis.Authority, place, Cancel)).Files;

    private static async Task<HttpResponseMessage> Send(
        WebRegister web, string page, string step, string name, byte[] bytes, string type = "")
    {
        // Any page with a form hands out the token that goes with the cookie.
        var token = Token().Match(await web.Page(page)).Groups["token"].Value;
        var file = new ByteArrayContent(bytes);
        if (type.Length > 0)
        {
            file.Headers.ContentType = new MediaTypeHeaderValue(type);
        }
        using var form = new MultipartFormDataContent
        {
            { new StringContent(step), "Step" }, { new StringContent(token), "__RequestVerificationToken" }, { file, "file", name },
        };
        var address = $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler=Evidence";
        return await web.Client.PostAsync(new Uri(address, UriKind.Relative), form, Cancel);
    }

    private static byte[] Zip(params string[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                using var entry = zip.CreateEntry(part).Open();
                entry.Write("<x/>"u8);
            }
        }
        return bytes.ToArray();
    }

    [GeneratedRegex("""<a href="(?<address>/api/v1/evidence/\d+)" download>(?<name>[^<]+)</a>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
