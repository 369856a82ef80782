using System.Net;
using System.Text.Json;

namespace Daira.Web.Tests;

/// <summary>What-if as readers and programs meet it, on the invented country.</summary>
public sealed class WhatIfPages(PlacePages.OneSite shared) : IClassFixture<PlacePages.OneSite>
{
    private const string Here = "whatif?contest=ma-house-2021-local&place=545";

    private readonly SmallSite site = shared.Site;

    [Theory]
    [InlineData("ar")]
    [InlineData("fr")]
    [InlineData("en")]
    [InlineData("zgh")]
    public async Task It_opens_with_a_form_that_asks_by_address(string language)
    {
        foreach (var path in new[] { "whatif", "whatif?contest=ma-house-2016-local", Here, $"{Here}&votes.PI=30000", "whatif?swing.PI=10&merge=RNI&merge=PAM" })
        {
            var page = await site.Read($"/{language}/{path}");
            page.ShouldContain("<h1>");
            page.ShouldContain($"<form method=\"get\" action=\"/{language}/whatif\">");
        }
    }

    [Fact]
    public async Task Edited_votes_move_a_seat_and_the_page_says_which()
    {
        var page = await site.Read($"/fr/{Here}&votes.PI=30000&votes.RNI=&law=&threshold=");
        page.ShouldContain("PI +1 · PAM −1");
        page.ShouldContain("value=\"30000\"");
        page.ShouldContain("href=\"/fr/whatif?contest=ma-house-2021-local&amp;place=545&amp;votes.PI=30000\"");
    }

    [Fact]
    public async Task What_is_assumed_everywhere_is_kept_when_one_constituency_is_opened()
    {
        (await site.Read("/fr/whatif?unit=percent&swing.PI=300&withdraw=PAM")).ShouldContain("href=\"/fr/whatif?contest=ma-house-2021-local&amp;place=545&amp;unit=percent&amp;swing.PI=300&amp;withdraw=PAM\"");
        (await site.Read($"/fr/{Here}&unit=percent&swing.PI=300")).ShouldContain("<input type=\"hidden\" name=\"swing.PI\" value=\"300\"");
    }

    [Fact]
    public async Task Every_method_on_offer_has_its_answer_here_and_everywhere()
    {
        foreach (var method in Daira.Core.Seats.AllocationMethod.Names)
        {
            (await site.Read($"/fr/whatif?law={method}")).ShouldContain($"<option value=\"{method}\" selected");
            (await site.Read($"/fr/{Here}&law={method}")).ShouldContain("steps-list");
        }
    }

    [Fact]
    public async Task Place_and_contest_pages_lead_there()
    {
        (await site.Read("/fr/places/545/seats")).ShouldContain("href=\"/fr/whatif?contest=ma-house-2021-local&amp;place=545\"");
        (await site.Read("/fr/contests/ma-house-2021-local")).ShouldContain("href=\"/fr/whatif?contest=ma-house-2021-local\"");
        (await site.Read("/fr/contests/ma-communal-2021")).ShouldNotContain("/fr/whatif");
    }

    [Theory]
    [InlineData("whatif?contest=nothing", HttpStatusCode.NotFound)]
    [InlineData("whatif?contest=ma-communal-2021", HttpStatusCode.Conflict)]
    [InlineData("whatif?place=1", HttpStatusCode.NotFound)]
    [InlineData("whatif?law=alchemy", HttpStatusCode.NotFound)]
    [InlineData("whatif?merge=PI", HttpStatusCode.BadRequest)]
    [InlineData("whatif?seats=2", HttpStatusCode.BadRequest)]
    [InlineData(Here + "&votes.PI=-1", HttpStatusCode.BadRequest)]
    [InlineData(Here + "&votes.PI=%3Cb%3E", HttpStatusCode.BadRequest)]
    [InlineData(Here + "&swing.NONE=1", HttpStatusCode.NotFound)]
    public async Task What_does_not_fit_is_refused_on_the_page_and_to_programs(string words, HttpStatusCode status)
    {
        var page = await site.Read($"/en/{words}", status);
        page.ShouldContain("role=\"alert\"");
        page.ShouldNotContain("<b>");
        (await site.Read($"/api/v1/{words}", status)).ShouldContain("\"codes\":[");
    }

    [Fact]
    public async Task Programs_get_the_same_answer()
    {
        using var answer = JsonDocument.Parse(await site.Read($"/api/v1/{Here}&votes.PI=30000&votes.PAM=19740"));
        answer.RootElement.GetProperty("asked").GetString().ShouldBe("contest=ma-house-2021-local&place=545&votes.PI=30000");
        var lists = answer.RootElement.GetProperty("constituencies")[0].GetProperty("lists").EnumerateArray().ToDictionary(l => l.GetProperty("list").GetString()!);
        (lists["PI"].GetProperty("seatsBefore").GetInt32(), lists["PI"].GetProperty("seatsAfter").GetInt32()).ShouldBe((0, 1));
        (lists["PAM"].GetProperty("seatsBefore").GetInt32(), lists["PAM"].GetProperty("seatsAfter").GetInt32()).ShouldBe((1, 0));
        lists["PAM"].GetProperty("votesToNextSeat").GetInt64().ShouldBe(21_648 - 19_740 + 1);
    }

    [Fact]
    public async Task Indices_stand_on_the_contest_where_members_are_known_and_are_refused_where_not()
    {
        (await site.Read("/fr/contests/ma-house-2021-local")).ShouldContain("/fr/methods/disproportionality");
        (await site.Read("/fr/contests/ma-house-2016-local")).ShouldNotContain("/fr/methods/disproportionality");
        using var indices = JsonDocument.Parse(await site.Read("/api/v1/contests/ma-house-2021-local/indices"));
        indices.RootElement.GetProperty("seats").GetInt32().ShouldBe(4);
        (await site.Read("/api/v1/contests/ma-house-2016-local/indices", HttpStatusCode.Conflict)).ShouldContain("no-proclaimed-seats");
        (await site.Read("/api/v1/contests/nothing/indices", HttpStatusCode.NotFound)).ShouldContain("unknown-contest");
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("fr")]
    [InlineData("en")]
    [InlineData("zgh")]
    public async Task Laws_have_their_articles_and_say_what_changed(string language)
    {
        (await site.Read($"/{language}/laws")).ShouldContain($"/{language}/laws/ma-house-2021\"");
        (await site.Read($"/{language}/laws/ma-house-2021")).ShouldContain("27-11, art. 84");
        (await site.Read($"/{language}/laws/ma-house-2021?against=ma-house-2007")).ShouldContain("<table");
        (await site.Read($"/{language}/contests/ma-house-2021-local")).ShouldContain($"/{language}/laws/ma-house-2021\"");
    }

    [Theory]
    [InlineData("laws/nothing")]
    [InlineData("laws/ma-house-2021?against=nothing")]
    public async Task A_law_that_is_not_modelled_is_refused_and_the_known_ones_are_named(string path)
    {
        (await site.Read($"/en/{path}", HttpStatusCode.NotFound)).ShouldContain("ma-house-2016");
        (await site.Read($"/api/v1/{path}", HttpStatusCode.NotFound)).ShouldContain("unknown-law");
    }

    [Fact]
    public async Task Programs_read_laws_too()
    {
        using var law = JsonDocument.Parse(await site.Read("/api/v1/laws/ma-house-2021?lang=en"));
        law.RootElement.GetProperty("against").GetString().ShouldBe("ma-house-2016");
        law.RootElement.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("point").GetString()).ShouldContain("threshold");
        using var all = JsonDocument.Parse(await site.Read("/api/v1/laws"));
        all.RootElement.GetArrayLength().ShouldBe(Daira.Elections.Laws.LawRegistry.All.Count);
    }
}
