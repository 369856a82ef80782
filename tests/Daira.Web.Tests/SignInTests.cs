using System.Net;

namespace Daira.Web.Tests;

public sealed class SignInTests : IAsyncLifetime
{
    private SmallSite site = null!;

    public async ValueTask InitializeAsync() => site = await SmallSite.Start();

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task The_code_makes_a_browser_the_operators_and_opens_once()
    {
        using var first = await site.SignedIn();
        using var workshop = await first.Open("/ar/workshop");
        workshop.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var second = new FormsClient(site.Address);
        using var refused = await second.Send("/ar/sign-in", "sign-in", ("Written", site.Code.Text));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var closed = await second.Open("/ar/workshop");
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_wrong_code_opens_nothing()
    {
        using var client = new FormsClient(site.Address);
        using var refused = await client.Send("/fr/sign-in", "sign-in", ("Written", "0000-0000-0000-0001"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("redémarrez", Case.Insensitive);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = new FormsClient(site.Address);
        using var refused = await client.Post("/fr/sign-in", ("_handler", "sign-in"), ("Written", site.Code.Text));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/fr/lists", "/fr/lists")]
    [InlineData("//elsewhere.example/", "/fr/workshop")]
    [InlineData("/\\elsewhere.example/", "/fr/workshop")]
    [InlineData("https://elsewhere.example/", "/fr/workshop")]
    public async Task Signing_in_leads_nowhere_but_into_the_site(string wanted, string reached)
    {
        using var client = new FormsClient(site.Address);
        using var answer = await client.Send($"/fr/sign-in?to={Uri.EscapeDataString(wanted)}", "sign-in", ("Written", site.Code.Text));
        answer.Headers.Location!.ToString().ShouldBe(reached);
    }

    [Fact]
    public async Task Who_signs_out_is_anyone_again()
    {
        using var client = await site.SignedIn();
        using var left = await client.Send("/fr/sign-in", "sign-out");
        left.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        left.Headers.GetValues("Clear-Site-Data").ShouldBe(["\"cache\", \"storage\""]);
        using var closed = await client.Open("/fr/workshop");
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_written_for_one_person_is_kept_by_nobody_else()
    {
        using var client = await site.SignedIn();
        using var personal = await client.Open("/fr/lists");
        personal.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var form = await site.Client.GetAsync("/fr/sign-in");
        form.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var open = await site.Client.GetAsync("/fr/lists");
        open.Headers.CacheControl!.NoStore.ShouldBeFalse();
        open.Headers.ETag.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_session_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        using var client = new FormsClient(site.Address);
        using var answer = await client.Send("/fr/sign-in", "sign-in", ("Written", site.Code.Text));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("daira-session", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
    }
}
