using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Daira.Web.Tests;

/// <summary>What other programs are answered: JSON, OGC features, files; and how they are refused.</summary>
public sealed class ProgramsTests : IAsyncLifetime
{
    private SmallSite site = null!;

    public async ValueTask InitializeAsync() => site = await SmallSite.Start();

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Places_come_in_pages_by_level_and_parent()
    {
        var page = await Json("/api/v1/places?level=unit&within=3&offset=1&limit=2");
        page.GetProperty("total").GetInt32().ShouldBe(4);
        page.GetProperty("rows").GetArrayLength().ShouldBe(2);
        (await Json("/api/v1/places/3451")).GetProperty("names").GetProperty("ar").GetString().ShouldBe("صفرو");
    }

    [Fact]
    public async Task Unknown_votes_are_left_out_and_unknown_totals_are_null()
    {
        var results = await Json("/api/v1/contests/ma-house-2021-local/results");
        results.GetProperty("rows").GetArrayLength().ShouldBe(5);
        results.GetProperty("places")[0].GetProperty("registered").ValueKind.ShouldBe(JsonValueKind.Null);
        results.GetProperty("places")[0].GetProperty("turnout").GetDecimal().ShouldBe(0.642m);
    }

    [Fact]
    public async Task A_question_is_answered_as_on_the_map()
    {
        var answer = await Json("/api/v1/answer?topic=share&contest=ma-house-2021-local&list=RNI&lang=fr");
        answer.GetProperty("question").GetProperty("list").GetString().ShouldBe("RNI");
        answer.GetProperty("rows").GetArrayLength().ShouldBe(2);
        answer.GetProperty("recipe").GetProperty("dataVersion").GetString().ShouldBe("v1");
    }

    [Theory]
    [InlineData("/api/v1/places/99999", 404)]
    [InlineData("/api/v1/contests/nothing", 404)]
    [InlineData("/api/v1/contests/nothing/seats", 404)]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/api/v1/places?level=village", 400)]
    [InlineData("/api/v1/places?limit=0", 400)]
    [InlineData("/api/v1/places?limit=many", 400)]
    [InlineData("/api/v1/answer?topic=weather", 400)]
    [InlineData("/api/v1/answer?topic=share&contest=ma-house-2021-local&list=NONE", 404)]
    [InlineData("/ogc/collections/nothing", 404)]
    [InlineData("/ogc/collections/units/items?limit=0", 400)]
    [InlineData("/ogc/collections/units/items?bbox=1,2,3", 400)]
    [InlineData("/ogc/collections/units/items?bbox=NaN,2,3,4", 400)]
    [InlineData("/ogc/collections/units/items?datetime=yesterday", 400)]
    [InlineData("/ogc/collections/units/items?colour=red", 400)]
    [InlineData("/ogc/collections/units/items?f=xml", 400)]
    [InlineData("/ogc/collections/units/items/99999", 404)]
    [InlineData("/download/layers/units.exe", 404)]
    [InlineData("/download/layers/nothing.csv", 404)]
    public async Task What_is_wrong_is_refused_in_problem_details(string path, int status)
    {
        using var answer = await site.Client.GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("status").GetInt32().ShouldBe(status);
    }

    [Fact]
    public async Task A_program_that_holds_the_version_is_told_so_until_a_figure_changes()
    {
        using var first = await site.Client.GetAsync("/api/v1/contests");
        var etag = first.Headers.ETag!;
        (await Ask("/api/v1/contests", etag.ToString())).ShouldBe(HttpStatusCode.NotModified);
        (await Ask("/ogc/collections", etag.ToString())).ShouldBe(HttpStatusCode.NotModified);
        site.Replace(SmallCountry.Data("v2"));
        (await Ask("/api/v1/contests", etag.ToString())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Features_are_paged_with_links_and_filtered()
    {
        var page = await Json("/ogc/collections/units/items?limit=2");
        page.GetProperty("numberMatched").GetInt32().ShouldBe(5);
        page.GetProperty("numberReturned").GetInt32().ShouldBe(2);
        var next = page.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == "next").GetProperty("href").GetString()!;
        var second = await Json(new Uri(next).PathAndQuery);
        second.GetProperty("features").GetArrayLength().ShouldBe(2);
        second.GetProperty("features")[0].GetProperty("id").GetString().ShouldNotBe(page.GetProperty("features")[0].GetProperty("id").GetString());
        (await Json("/ogc/collections/units/items?parent=3451")).GetProperty("numberMatched").GetInt32().ShouldBe(2);
        (await Json("/ogc/collections/results-ma-house-2021-local/items?datetime=../2020-01-01")).GetProperty("numberMatched").GetInt32().ShouldBe(0);
        (await Json("/ogc/collections/units/items?limit=50000")).GetProperty("numberReturned").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        var document = await Json("/openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToArray();
        paths.ShouldContain("/api/v1/answer");
        paths.ShouldContain("/ogc/collections/{id}/items");
        (await Json("/ogc")).GetProperty("links").EnumerateArray().Select(l => l.GetProperty("rel").GetString()).ShouldBe(["self", "service-desc", "conformance", "data"]);
    }

    [Theory]
    [InlineData("/tiles")]
    [InlineData("/tiles/places.json")]
    public async Task Tiles_describe_themselves_with_addresses_of_this_version(string path)
    {
        var tiles = await Json(path);
        tiles.GetProperty("tilejson").GetString().ShouldBe("3.0.0");
        tiles.GetProperty("tiles")[0].GetString()!.ShouldContain("/tiles/places/v1/{z}/{x}/{y}.mvt");
    }

    [Fact]
    public async Task Files_have_the_rows_of_the_answer()
    {
        var csv = await site.Read("/download/answer.csv?topic=share&contest=ma-house-2021-local&list=RNI&lang=fr");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        csv.TrimStart('\uFEFF').ShouldStartWith("place,name_ar,name_fr,parent,");
        var gpkg = await site.Client.GetByteArrayAsync("/download/layers/units.gpkg");
        Encoding.ASCII.GetString(gpkg, 0, 15).ShouldBe("SQLite format 3");
        Encoding.ASCII.GetString(gpkg, 68, 4).ShouldBe("GPKG");
        await using var xlsx = new MemoryStream(await site.Client.GetByteArrayAsync("/download/layers/units.xlsx"));
        await using var parts = new ZipArchive(xlsx);
        parts.Entries.Select(e => e.FullName).ShouldContain("xl/workbook.xml");
    }

    private async Task<JsonElement> Json(string path) => JsonDocument.Parse(await site.Read(path)).RootElement;

    private async Task<HttpStatusCode> Ask(string path, string held)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", held);
        using var answer = await site.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
