using System.Net;
using System.Net.Http.Headers;
using Daira.Web.Safety;

namespace Daira.Web.Tests;

public sealed class SiteTests : IAsyncLifetime
{
    private SmallSite site = null!;

    public async ValueTask InitializeAsync() => site = await SmallSite.Start();

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task The_first_address_leads_to_the_language_the_browser_asks_for()
    {
        (await Location("/", "fr-FR,fr;q=0.9,en;q=0.8")).ShouldStartWith("/fr/");
        (await Location("/", "de")).ShouldStartWith("/ar/");
        (await Location("/zgh", "fr")).ShouldStartWith("/zgh/");
    }

    [Fact]
    public async Task A_language_read_once_is_remembered_over_what_the_browser_asks()
    {
        using var page = await site.Client.GetAsync("/fr/places");
        var cookie = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.Add("Cookie", cookie);
        again.Headers.Add("Accept-Language", "en");
        using var answer = await site.Client.SendAsync(again);
        answer.Headers.Location!.ToString().ShouldStartWith("/fr/");
    }

    [Theory]
    [InlineData("ar", "rtl", "الأماكن")]
    [InlineData("fr", "ltr", "Lieux")]
    [InlineData("en", "ltr", "Places")]
    [InlineData("zgh", "ltr", "ⵉⴷⵖⴰⵔⵏ")]
    public async Task Every_language_has_its_pages_direction_and_letters(string language, string direction, string word)
    {
        var page = await site.Read($"/{language}/places");
        page.ShouldContain($"<html lang=\"{language}\" dir=\"{direction}\">");
        page.ShouldContain(word);
    }

    [Fact]
    public async Task The_language_switch_keeps_page_and_question() =>
        (await site.Read("/fr/places?q=agdal")).ShouldContain("href=\"/ar/places?q=agdal\"");

    [Theory]
    [InlineData("/de/places")]
    [InlineData("/ar/nothing")]
    [InlineData("/nothing")]
    public async Task What_does_not_exist_is_404_with_a_page(string path) =>
        (await site.Read(path, HttpStatusCode.NotFound)).ShouldContain("<h1>");

    [Fact]
    public async Task Programs_are_told_in_problem_details()
    {
        using var answer = await site.Client.GetAsync("/api/nothing");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_foreign_host_is_refused_and_a_named_one_is_not()
    {
        await using var named = await SmallSite.Start(settings: new SiteSettings { Hosts = ["daira.example.org"] });
        (await StatusFor(named, "evil.example")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusFor(named, "daira.example.org")).ShouldBe(HttpStatusCode.OK);
        (await StatusFor(site, "daira.example.org")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_read()
    {
        await using var strict = await SmallSite.Start(settings: new SiteSettings { LargestBody = 2048 });
        using var body = new ByteArrayContent(new byte[4096]);
        using var answer = await strict.Client.PostAsync("/api/anything", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Every_answer_carries_the_strict_policy_and_no_page_needs_more()
    {
        using var answer = await site.Client.GetAsync("/ar/places");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe(SafetyRules.ContentPolicy);
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldNotContain(" style=");
        page.ShouldNotContain("<style");
        page.ShouldNotContain(" onclick");
        page.ShouldNotContain("<script>");
    }

    [Fact]
    public async Task A_page_is_not_sent_twice_until_the_data_change()
    {
        var etag = await TagOf("/ar/places", null);
        etag.ShouldNotBeNull();
        (await StatusHolding("/ar/places", etag)).ShouldBe(HttpStatusCode.NotModified);
        site.Replace(SmallCountry.Data("v2"));
        (await StatusHolding("/ar/places", etag)).ShouldBe(HttpStatusCode.OK);
        (await TagOf("/ar/places", null)).ShouldNotBe(etag);
        (await site.Read("/ar/places")).ShouldContain("v2");
    }

    [Fact]
    public async Task Pages_travel_compressed_to_whoever_reads_that_and_plain_to_others()
    {
        using var packed = new HttpRequestMessage(HttpMethod.Get, "/ar/places");
        packed.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await site.Client.SendAsync(packed);
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        (await site.Read("/ar/places")).ShouldContain("<!doctype html>");
    }

    private async Task<string> Location(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", accept);
        using var answer = await site.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<HttpStatusCode> StatusFor(SmallSite site, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ar/places");
        request.Headers.Host = host;
        using var answer = await site.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<string?> TagOf(string path, string? held)
    {
        using var answer = await site.Client.GetAsync(path);
        return answer.Headers.ETag?.ToString();
    }

    private async Task<HttpStatusCode> StatusHolding(string path, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        using var answer = await site.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
