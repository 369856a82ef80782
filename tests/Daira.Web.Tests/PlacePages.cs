using System.Net;
using System.Text.RegularExpressions;

namespace Daira.Web.Tests;

/// <summary>Places as readers meet them, on an invented country checked by head.</summary>
public sealed partial class PlacePages(PlacePages.OneSite shared) : IClassFixture<PlacePages.OneSite>
{
    private readonly SmallSite site = shared.Site;

    [Theory]
    [InlineData("MA")]
    [InlineData("3")]
    [InlineData("3451")]
    [InlineData("3231")]
    [InlineData("545")]
    [InlineData("34510109")]
    [InlineData("32310000")]
    [InlineData("32310101")]
    [InlineData("44210107")]
    public async Task Every_kind_of_place_has_its_page_and_all_its_tabs_in_every_language(string code)
    {
        foreach (var language in new[] { "ar", "fr", "en", "zgh" })
        {
            var page = await site.Read($"/{language}/places/{code}");
            foreach (Match tab in TabLink(language, code).Matches(page))
            {
                (await site.Read(tab.Groups[1].Value)).ShouldContain("<h1>");
            }
        }
    }

    [Fact]
    public async Task A_province_that_is_one_constituency_shows_its_lists_shares_and_turnout()
    {
        var page = await site.Read("/ar/places/3451");
        page.ShouldContain("إقليم صفرو");
        page.ShouldContain(Figure("21\u202F648"));
        page.ShouldContain(Figure("64,2%"));
        page.ShouldContain(Figure("42,7%"));
    }

    [Fact]
    public async Task What_was_not_published_is_said_and_is_no_zero()
    {
        var page = await site.Read("/ar/places/545");
        page.ShouldContain("غير منشور");
        page.ShouldContain("لا يُقدَّر ولا يُحسب صفرا");
    }

    [Fact]
    public async Task A_place_without_any_figure_says_so()
    {
        var page = await site.Read("/fr/places/44210107");
        page.ShouldContain("Touarga");
        page.ShouldNotContain(Figure("0,0\u202F%"));
    }

    [Fact]
    public async Task A_unit_shows_its_constituency_s_figures_as_inherited() =>
        (await site.Read("/fr/places/34510109")).ShouldContain("Chiffres de toute la circonscription locale Sefrou");

    [Theory]
    [InlineData("صفرو", "3")]
    [InlineData("Sefrou", "3")]
    [InlineData("séfrou", "3")]
    public async Task Places_of_one_name_are_announced_and_none_is_picked(string query, string number)
    {
        var page = await site.Read($"/en/places?q={Uri.EscapeDataString(query)}");
        page.ShouldContain($"{Figure(number)} places of the same name");
        page.ShouldContain("/en/places/3451\"");
        page.ShouldContain("/en/places/545\"");
        page.ShouldContain("/en/places/34510109\"");
    }

    [Fact]
    public async Task Tifinagh_finds_too_with_plain_or_emphatic_letters()
    {
        (await site.Read($"/zgh/places?q={Uri.EscapeDataString("ⵚⴼⵔⵓ")}")).ShouldContain("/zgh/places/3451\"");
        (await site.Read($"/zgh/places?q={Uri.EscapeDataString("ⵚⴼⵕⵓ")}")).ShouldContain("/zgh/places/3451\"");
    }

    [Fact]
    public async Task What_a_reader_typed_is_shown_as_text_never_as_markup()
    {
        var page = await site.Read($"/en/places?q={Uri.EscapeDataString("<b>\"x\"</b>")}");
        page.ShouldNotContain("<b>\"x\"");
        page.ShouldContain("&lt;b&gt;");
    }

    [Theory]
    [InlineData("/ar/places/999999", "<h1>")]
    [InlineData("/fr/places/Sefruo", "/fr/places/3451\"")]
    [InlineData("/fr/places/3451/nothing", "<h1>")]
    [InlineData("/fr/places/3451/summary", "<h1>")]
    [InlineData("/fr/contests/ma-house-2031-local", "/fr/contests/ma-house-2021-local\"")]
    [InlineData("/fr/lists/XYZ", "/fr/lists/RNI\"")]
    [InlineData("/fr/methods/alchemy", "<h1>")]
    public async Task A_wrong_id_is_404_and_what_is_near_is_offered(string path, string offered) =>
        (await site.Read(path, HttpStatusCode.NotFound)).ShouldContain(offered);

    [Theory]
    [InlineData("name", "Agdal", "Oulad Tayeb")]
    [InlineData("population", "Oulad Tayeb", "Agdal")]
    public async Task A_table_is_sorted_by_its_link(string sort, string before, string after)
    {
        var page = await site.Read($"/fr/places/546/parts?sort={sort}");
        page.ShouldContain("aria-sort");
        page.IndexOf($">{before}</a></th>", StringComparison.Ordinal).ShouldBeInRange(1, page.IndexOf($">{after}</a></th>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_a_reader_follows_is_marked_and_kept_by_the_sort_links()
    {
        (await site.Read("/fr/places/3451?list=PI")).ShouldContain("<tr class=\"own");
        (await site.Read("/fr/places/3451/parts?list=PI")).ShouldContain("?sort=share&amp;list=PI");
    }

    [Fact]
    public async Task Time_runs_in_reading_direction()
    {
        var right = YearsOf(await site.Read("/ar/places/545"));
        var left = YearsOf(await site.Read("/fr/places/545"));
        right[2016].ShouldBeGreaterThan(right[2021]);
        left[2016].ShouldBeLessThan(left[2021]);
    }

    [Fact]
    public async Task An_unverified_contest_says_so_wherever_its_figures_stand()
    {
        foreach (var path in new[] { "/fr/contests/ma-communal-2021", "/fr/places/34510109", "/fr/places/34510109/results" })
        {
            (await site.Read(path)).ShouldContain("non vérifié");
        }
    }

    [Theory]
    [InlineData("/ar/contests")]
    [InlineData("/ar/contests/ma-house-2021-local")]
    [InlineData("/ar/contests/ma-communal-2021")]
    [InlineData("/ar/lists")]
    [InlineData("/ar/lists/PI")]
    [InlineData("/ar/sources")]
    [InlineData("/ar/methods")]
    [InlineData("/ar/about")]
    [InlineData("/ar/places")]
    [InlineData("/ar/places/3451")]
    public async Task Every_link_of_a_page_leads_somewhere(string path)
    {
        var page = await site.Read(path);
        foreach (var link in OwnLink().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Where(l => !l.StartsWith("/download", StringComparison.Ordinal)).Distinct())
        {
            // Where a figure comes from is read from the stored database, which this site has none of; ImportPages reads it.
            if (link.Contains("/origin?", StringComparison.Ordinal))
            {
                continue;
            }

            await site.Read(link.Split('#')[0]);
        }
    }

    /// <summary>Nothing here changes the data, so one site serves all.</summary>
    public sealed class OneSite : IAsyncLifetime
    {
        public SmallSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Site = await SmallSite.Start();

        public async ValueTask DisposeAsync() => await Site.DisposeAsync();
    }

    private static string Figure(string text) => $"<bdi class=\"n\" dir=\"ltr\">{text}</bdi>";

    private static Dictionary<int, int> YearsOf(string page) =>
        YearText().Matches(page).ToDictionary(m => int.Parse(m.Groups[2].Value), m => int.Parse(m.Groups[1].Value));

    private static Regex TabLink(string language, string code) => new($"href=\"(/{language}/places/{code}/[a-z]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("<text class=\"year\" x=\"(\\d+)\"[^>]*>(\\d{4})<", RegexOptions.None, 1000)]
    private static partial Regex YearText();

    [GeneratedRegex("(?:href|src)=\"(/[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex OwnLink();
}
