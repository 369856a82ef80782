using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Daira.Web.Tests.Imports;

/// <summary>Who may import by page and by program, and that both give what the command gives.</summary>
public class ImportPages
{
    [Theory, InlineData("import"), InlineData("contests/add")]
    public async Task The_public_is_told_how_to_become_the_operator(string page)
    {
        await using var site = await SmallSite.Start();
        using var answer = await site.Client.GetAsync($"/fr/{page}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("type=\"file\"");
    }

    [Fact]
    public async Task Nobody_but_the_operator_sends_a_file_or_reads_a_begun_import()
    {
        await using var site = await SmallSite.Start();
        using var content = new StringContent("place,list,votes\n530,A,1\n");
        using var sent = await site.Client.PostAsync("/api/v1/contests/ma-house-2021-local/imports?place=place&list=list&votes=votes", content);
        sent.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var page = await site.Client.GetAsync($"/fr/import/{Guid.NewGuid():D}/preview");
        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var report = await site.Client.GetAsync($"/fr/import/{Guid.NewGuid():D}/report");
        report.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_begun_import_that_is_not_there_is_not_found()
    {
        await using var site = await SmallSite.Start();
        using var operatorsBrowser = await site.SignedIn();
        foreach (var step in (string[])["map", "names", "preview", "commit"])
        {
            using var page = await operatorsBrowser.Open($"/fr/import/{Guid.NewGuid():D}/{step}");
            page.StatusCode.ShouldBe(HttpStatusCode.NotFound, step);
        }
    }

    [Fact]
    public async Task A_figure_is_traced_to_its_line_for_anyone()
    {
        await using var site = await WritableSite.StartAsync();
        using var client = new HttpClient { BaseAddress = site.Address };
        var origin = await client.GetFromJsonAsync<JsonElement>("/api/v1/contests/ma-house-2021-local/origin?place=530&list=RNI");
        origin.GetArrayLength().ShouldBe(1);
        origin[0].GetProperty("line").GetInt32().ShouldBeGreaterThan(1);
        origin[0].GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        origin[0].GetProperty("isInForce").GetBoolean().ShouldBeTrue();
    }
}
