using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daira.Web.Tests;

/// <summary>Simulations as readers and programs meet them, on the invented country.</summary>
public sealed partial class SimulationPages(PlacePages.OneSite shared) : IClassFixture<PlacePages.OneSite>
{
    private const string Contest = "contest=ma-house-2021-local";
    private const string Asked = $"simulate?{Contest}&elections=500&seed=7&rolls=lowest&own=PI&coalition=RNI&coalition=PAM";

    private readonly SmallSite site = shared.Site;

    [Theory]
    [InlineData("ar")]
    [InlineData("fr")]
    [InlineData("en")]
    [InlineData("zgh")]
    public async Task It_opens_with_a_form_and_answers_with_its_recipe(string language)
    {
        (await site.Read($"/{language}/simulate")).ShouldContain($"<form method=\"get\" action=\"/{language}/simulate\">");
        var page = await site.Read($"/{language}/{Asked}");
        page.ShouldContain("<svg class=\"chart ranges\"");
        page.ShouldContain("<svg class=\"chart histogram\"");
        page.ShouldContain($"href=\"/{language}/simulate?contest=ma-house-2021-local&amp;elections=500&amp;seed=7&amp;own=PI&amp;coalition=RNI&amp;coalition=PAM&amp;rolls=lowest\"");
        page.ShouldContain("/download/simulation/seats.csv?contest=ma-house-2021-local&amp;elections=500&amp;seed=7");
        page.ShouldContain("/download/scenario.csv?");
    }

    [Fact]
    public async Task The_same_address_brings_the_same_figures_and_another_seed_others()
    {
        var first = await Lists($"/api/v1/{Asked}");
        (await Lists($"/api/v1/{Asked}")).ShouldBe(first);
        (await Lists($"/api/v1/{Asked.Replace("seed=7", "seed=8", StringComparison.Ordinal)}")).ShouldNotBe(first);
        first.Sum(l => l.Mean).ShouldBe(4, 1e-9);
    }

    [Fact]
    public async Task Programs_get_chances_of_seats_the_majority_and_where_votes_count()
    {
        using var answer = JsonDocument.Parse(await site.Read($"/api/v1/{Asked}"));
        answer.RootElement.GetProperty("majority").GetDouble().ShouldBeInRange(0, 1);
        answer.RootElement.GetProperty("recipe").GetProperty("seed").GetInt64().ShouldBe(7);
        answer.RootElement.GetProperty("recipe").GetProperty("settings").GetProperty("rolls").GetString().ShouldBe("lowest");
        var places = answer.RootElement.GetProperty("constituencies").EnumerateArray().ToArray();
        places.Length.ShouldBe(2);
        places.ShouldAllBe(p => p.GetProperty("pivotal").GetDouble() >= 0);

        // The list stood in one of the two.
        places.Count(p => p.GetProperty("chances").ValueKind == JsonValueKind.Array).ShouldBe(2);
        places[0].GetProperty("seatsByMore").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Theory]
    [InlineData("lists")]
    [InlineData("distribution")]
    [InlineData("seats")]
    [InlineData("places")]
    public async Task Every_table_is_a_file(string table)
    {
        var file = await site.Read($"/download/simulation/{table}.csv?{Asked.Split('?')[1]}");
        file.Split('\n').Length.ShouldBeGreaterThan(2);
        (await site.Read($"/download/simulation/{table}.ods?{Asked.Split('?')[1]}", HttpStatusCode.NotFound)).ShouldContain("unknown-format");
    }

    [Fact]
    public async Task The_assumptions_are_a_file_that_the_command_line_reads()
    {
        (await site.Read($"/download/scenario.csv?{Contest}&poll.PI=20&flow=RNI%3EPI:5&shock.local=0.2")).ShouldBe("kind,code,value\nflow,RNI>PI,5%\npoll,PI,20%\nshock,local,0.2\n");
    }

    [Theory]
    [InlineData("simulate?contest=nothing&elections=10", HttpStatusCode.NotFound)]
    [InlineData("simulate?contest=ma-communal-2021&elections=10", HttpStatusCode.Conflict)]
    [InlineData("simulate?contest=ma-house-2016-local&elections=10", HttpStatusCode.Conflict)]
    [InlineData($"simulate?{Contest}&elections=0", HttpStatusCode.BadRequest)]
    [InlineData($"simulate?{Contest}&elections=1000001", HttpStatusCode.BadRequest)]
    [InlineData($"simulate?{Contest}&elections=10&poll.PI=101", HttpStatusCode.BadRequest)]
    [InlineData($"simulate?{Contest}&elections=10&own=%3Cb%3E", HttpStatusCode.NotFound)]
    [InlineData($"simulate?{Contest}&elections=10&list=RNI:5", HttpStatusCode.BadRequest)]
    public async Task What_does_not_fit_is_refused_on_the_page_and_to_programs(string words, HttpStatusCode status)
    {
        var page = await site.Read($"/en/{words}", status);
        page.ShouldContain("role=\"alert\"");
        page.ShouldNotContain("<b>");
        (await site.Read($"/api/v1/{words}", status)).ShouldContain("\"codes\":[");
    }

    [Fact]
    public async Task A_contest_that_cannot_be_simulated_says_why_beside_those_that_can()
    {
        var page = await site.Read("/en/simulate");
        page.ShouldContain("href=\"/en/simulate?contest=ma-house-2021-local\"");
        (await site.Read("/en/simulate?contest=ma-communal-2021", HttpStatusCode.Conflict)).ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task A_long_run_has_its_page_with_progress_and_can_be_stopped()
    {
        await using var hasty = await SmallSite.Start(settings: new SiteSettings { Patience = TimeSpan.Zero });
        using var client = new FormsClient(hasty.Address);
        for (var seed = 11; ; seed++)
        {
            using var sent = await client.Open($"/fr/simulate?{Contest}&elections=1000000&seed={seed}&rolls=lowest&own=PI");
            sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            var address = sent.Headers.Location!.ToString();
            address.ShouldStartWith("/fr/simulate/runs/");
            using var shown = await client.Open(address);
            shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
            var page = await shown.Content.ReadAsStringAsync();
            using var stopped = page.Contains("stop", StringComparison.Ordinal) ? await client.Send(address, "stop") : null;
            using var state = JsonDocument.Parse(await hasty.Read($"/api/v1/simulate/runs/{address.Split('/')[^1]}"));
            if (state.RootElement.GetProperty("state").GetString() == "ended")
            {
                // A fast machine may end a run before it is stopped: another one then.
                seed.ShouldBeLessThan(30, "every run ended before it could be stopped");
                continue;
            }

            state.RootElement.GetProperty("state").GetString().ShouldBe("stopped");
            page.ShouldContain("<progress max=\"2000000\"");
            page.ShouldContain("<noscript><meta http-equiv=\"refresh\"");
            using var after = await client.Open(address);
            (await after.Content.ReadAsStringAsync()).ShouldContain($"elections=10000&amp;seed={seed}");
            break;
        }

        (await site.Read("/en/simulate/runs/none", HttpStatusCode.NotFound)).ShouldContain("none");
        (await site.Read("/api/v1/simulate/runs/none", HttpStatusCode.NotFound)).ShouldContain("unknown-run");
    }

    [Fact]
    public async Task Programs_are_told_how_far_a_long_run_is_and_may_stop_it()
    {
        await using var hasty = await SmallSite.Start(settings: new SiteSettings { Patience = TimeSpan.Zero });
        using var answer = await hasty.Client.GetAsync($"/api/v1/simulate?{Contest}&elections=1000000&seed=12&rolls=lowest&own=PI");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var run = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        run.RootElement.GetProperty("work").GetInt64().ShouldBe(2_000_000);
        using var stopped = await hasty.Client.DeleteAsync(answer.Headers.Location);
        stopped.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_nothing_can_be_scored_the_back_test_says_what_is_needed()
    {
        (await site.Read("/en/simulate/back-test")).ShouldContain("No contest in these data can be tested");
        (await site.Read("/api/v1/simulate/back-tests/ma-house-2021-local", HttpStatusCode.Conflict)).ShouldContain("simulate-no-earlier");
        (await site.Read("/api/v1/simulate/back-tests/nothing", HttpStatusCode.NotFound)).ShouldContain("unknown-contest");
    }

    [Fact]
    public async Task Seats_before_and_after_are_files_and_both_houses_are_drawn()
    {
        var page = await site.Read("/fr/whatif?contest=ma-house-2021-local&swing.PI=10&split.RNI=1/2&turnout=5");
        Houses().Count(page).ShouldBe(2);
        page.ShouldContain("RNI.2");
        page.ShouldContain("href=\"/fr/scenarios?whatif=contest");
        (await site.Read("/download/whatif/lists.csv?contest=ma-house-2021-local&swing.PI=10")).ShouldStartWith("list,votes_before,votes_after,seats_before");
        (await site.Read("/download/whatif/places.csv?contest=ma-house-2021-local&merge=PI", HttpStatusCode.BadRequest)).ShouldContain("merge-of-one");
    }

    private async Task<List<(string List, double Mean)>> Lists(string path)
    {
        using var answer = JsonDocument.Parse(await site.Read(path));
        return [.. answer.RootElement.GetProperty("lists").EnumerateArray().Select(l => (l.GetProperty("list").GetString()!, l.GetProperty("mean").GetDouble()))];
    }

    [GeneratedRegex("<svg class=\"house\"")]
    private static partial Regex Houses();
}
