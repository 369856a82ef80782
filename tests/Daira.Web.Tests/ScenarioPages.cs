using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Daira.Web.Tests;

/// <summary>Questions kept under a name: files for anyone, the site's own for whoever sits at the machine.</summary>
public sealed partial class ScenarioPages : IAsyncLifetime
{
    private const string Words = "contest=ma-house-2021-local&swing.PI=10&unit=percent";

    private static readonly string Keep = $"/fr/scenarios?whatif={Uri.EscapeDataString(Words)}";

    private SmallSite site = null!;

    public async ValueTask InitializeAsync() => site = await SmallSite.Start();

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task The_operator_saves_opens_and_deletes()
    {
        using var client = await site.SignedIn();
        using var saved = await client.Send(Keep, "save", ("Name", "Dix pour cent de plus"), ("Where", "here"));
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync());
        var page = await Text(client, "/fr/scenarios");
        page.ShouldContain("Dix pour cent de plus");
        page.ShouldContain("/fr/whatif?contest=ma-house-2021-local&amp;unit=percent&amp;swing.PI=10");
        var form = Delete().Match(page).Groups[1].Value;
        using var deleted = await client.Send("/fr/scenarios", form);
        deleted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Text(client, "/fr/scenarios")).ShouldNotContain("Dix pour cent de plus");
    }

    [Fact]
    public async Task Anyone_else_is_refused_and_sees_none()
    {
        using var anyone = new FormsClient(site.Address);
        using var refused = await anyone.Send(Keep, "save", ("Name", "x"), ("Where", "here"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Text(anyone, "/fr/scenarios")).ShouldNotContain("<table");
    }

    [Fact]
    public async Task Anyone_takes_a_file_away_and_opens_it_again()
    {
        using var anyone = new FormsClient(site.Address);
        using var sent = await anyone.Send(Keep, "save", ("Name", "حملة"), ("Where", "file"));
        var file = await site.Read(sent.Headers.Location!.ToString());
        file.ShouldContain("\"name\": \"حملة\"");
        file.ShouldContain("\"dataVersion\": \"v1\"");
        using var opened = await Upload("scenario.json", file);
        opened.Headers.Location!.ToString().ShouldBe("/fr/whatif?contest=ma-house-2021-local&unit=percent&swing.PI=10");
    }

    [Fact]
    public async Task A_poll_or_panel_as_a_table_becomes_a_simulation()
    {
        using var opened = await Upload("poll.csv", "kind,code,value\npoll,PI,20%\nflow,RNI>PI,5%\n");
        opened.Headers.Location!.ToString().ShouldBe("/fr/simulate?contest=ma-house-2021-local&elections=10000&seed=2021&flow=RNI%3EPI%3A5&poll.PI=20");
    }

    [Theory]
    [InlineData("kind,code,value\npoll,PI,120%\n", HttpStatusCode.BadRequest)]
    [InlineData("{ \"format\": \"other\" }", HttpStatusCode.BadRequest)]
    [InlineData("{ \"format\": ", HttpStatusCode.BadRequest)]
    [InlineData("{ \"format\": \"daira-scenario-1\", \"kind\": \"whatif\", \"question\": \"contest=nothing\" }", HttpStatusCode.NotFound)]
    [InlineData("{ \"format\": \"daira-scenario-1\", \"kind\": \"simulation\", \"question\": \"contest=ma-house-2021-local&elections=many\" }", HttpStatusCode.BadRequest)]
    public async Task A_file_that_does_not_fit_is_refused_with_the_reason(string text, HttpStatusCode status)
    {
        using var refused = await Upload("file", text);
        refused.StatusCode.ShouldBe(status);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task A_question_without_sense_is_not_offered_for_keeping()
    {
        (await site.Read("/fr/scenarios?whatif=contest%3Dnothing", HttpStatusCode.NotFound)).ShouldContain("role=\"alert\"");
        (await site.Read("/download/scenario.json?kind=Dream&name=x&question=contest%3Dma-house-2021-local", HttpStatusCode.BadRequest)).ShouldContain("unknown-kind");
        (await site.Read("/download/scenario.json?kind=WhatIf&name=%20&question=contest%3Dma-house-2021-local", HttpStatusCode.BadRequest)).ShouldContain("scenario-name");
    }

    private async Task<HttpResponseMessage> Upload(string name, string text)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        var page = await client.GetStringAsync("/fr/scenarios");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("open"), "_handler" },
            { new StringContent(WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value)), "__RequestVerificationToken" },
            { new StringContent("ma-house-2021-local"), "Contest" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Upload", name },
        };
        return await client.PostAsync("/fr/scenarios", form);
    }

    private static async Task<string> Text(FormsClient client, string path)
    {
        using var answer = await client.Open(path);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("value=\"(delete-[0-9a-f-]+)\"")]
    private static partial Regex Delete();
}
