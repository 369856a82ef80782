using System.Net;

namespace Daira.Web.Tests;

/// <summary>What every answer says to a browser, what is never answered, and how long a session lives (docs/security/asvs.md).</summary>
public class SafetyTests
{
    [Theory]
    [InlineData("/ar/places")]
    [InlineData("/fr/sign-in")]
    [InlineData("/api/anything")]
    [InlineData("/ogc/collections")]
    [InlineData("/fr/nothing-here")]
    [InlineData("/health/live")]
    public async Task Every_answer_tells_the_browser_what_it_may_not_do(string path)
    {
        await using var site = await SmallSite.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await site.Client.SendAsync(request);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        foreach (var part in (string[])["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
        {
            policy.ShouldContain(part);
        }

        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        answer.Headers.Select(h => h.Key).ShouldNotContain(h => h.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || h.Equals("Server", StringComparison.OrdinalIgnoreCase));
        if (answer.Content.Headers.ContentType is { MediaType: { } kind } type && kind.StartsWith("text/", StringComparison.Ordinal))
        {
            type.CharSet.ShouldBe("utf-8");
        }
    }

    [Theory]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/record.db")]
    [InlineData("/keys/persons.key")]
    [InlineData("/built/..%2f..%2fdaira.dll")]
    [InlineData("/fr/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/fr/%252e%252e/places")]
    public async Task No_folder_and_no_file_of_the_program_is_served(string path)
    {
        await using var site = await SmallSite.Start();
        await site.Read(path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task No_request_is_echoed()
    {
        await using var site = await SmallSite.Start();
        foreach (var method in (string[])["TRACE", "TRACK", "DEBUG"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/fr/places");
            request.Headers.Add("X-Secret", "do not echo");
            using var answer = await site.Client.SendAsync(request);
            ((int)answer.StatusCode).ShouldBeInRange(400, 599);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("do not echo");
        }
    }

    [Fact]
    public async Task The_language_is_remembered_by_a_cookie_that_says_nothing_else()
    {
        await using var site = await SmallSite.Start();
        using var answer = await site.Client.GetAsync("/en/places");
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("daira-language=en;");
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_idle_hours_and_after_fourteen_days_however_busy()
    {
        var clock = new LaterClock();
        await using var site = await SmallSite.Start(clock: clock);
        using var busy = await site.SignedIn();
        for (var hours = 0; hours < 14 * 24; hours += 8)
        {
            (await Status(busy)).ShouldBe(HttpStatusCode.OK, $"after {hours} hours");
            clock.Advance(TimeSpan.FromHours(8));
        }

        (await Status(busy)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_idle_session_is_nobodys_the_next_morning()
    {
        var clock = new LaterClock();
        await using var site = await SmallSite.Start(clock: clock);
        using var person = await site.SignedIn();
        clock.Advance(TimeSpan.FromHours(11));
        (await Status(person)).ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromHours(13));
        (await Status(person)).ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpStatusCode> Status(FormsClient client)
    {
        using var answer = await client.Open("/fr/workshop");
        return answer.StatusCode;
    }

    /// <summary>The time of now, and what was added to it.</summary>
    private sealed class LaterClock : TimeProvider
    {
        private TimeSpan later;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;

        public void Advance(TimeSpan by) => later += by;
    }
}
