using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>Two contests side by side, as a person meets them.</summary>
public class ComparePages(InstalledSite site, Chromium chromium)
{
    private const string Pair = "contest=ma-house-2021-local&against=ma-house-2016-local";

    [Fact]
    public async Task What_is_hovered_on_one_map_is_marked_on_all_with_its_figures()
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk);
        await reader.OpenAsync($"/fr/compare?{Pair}&list={Pages.List}");
        var maps = reader.Page.Locator("[data-picture]");
        (await maps.CountAsync()).ShouldBe(3);
        await maps.First.Locator("[data-place='580'] use").HoverAsync();
        (await reader.Page.Locator("[data-picture] .hover[data-place='580']").CountAsync()).ShouldBe(3);
        var said = await reader.Page.Locator("[data-figure]").AllInnerTextsAsync();
        said.ShouldAllBe(text => text.StartsWith("Oued Eddahab", StringComparison.Ordinal));
        said.Distinct().Count().ShouldBe(3, "each map says its own figure");
        (await reader.Page.Locator("circle").CountAsync()).ShouldBeGreaterThan(80);
        reader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_picked_moved_or_enlarged_on_one_map_is_so_on_all()
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk);
        await reader.OpenAsync($"/fr/compare?{Pair}");
        await reader.Page.Locator("[data-picture]").Nth(1).Locator("a[data-place='512']").FocusAsync();
        await reader.Page.Keyboard.PressAsync("Enter");
        await reader.Page.Locator("[data-part='pick'] h3").WaitForAsync();
        (await reader.Page.Locator("[data-picture] .picked").CountAsync()).ShouldBe(3);
        reader.Page.Url.ShouldContain("selected=512");
        await reader.Page.Locator("[data-do='in']").ClickAsync();
        var views = await reader.Page.Locator("[data-picture] svg.map").EvaluateAllAsync<string[]>("all => all.map(m => m.getAttribute('viewBox'))");
        views.Distinct().ShouldHaveSingleItem().ShouldNotStartWith("0 0 1900");
        var box = (await reader.Page.Locator("[data-picture] svg.map").First.BoundingBoxAsync())!;
        await reader.Page.Mouse.MoveAsync(box.X + 200, box.Y + 200);
        await reader.Page.Mouse.DownAsync();
        await reader.Page.Mouse.MoveAsync(box.X + 120, box.Y + 150, new() { Steps = 4 });
        await reader.Page.Mouse.UpAsync();
        var after = await reader.Page.Locator("[data-picture] svg.map").EvaluateAllAsync<string[]>("all => all.map(m => m.getAttribute('viewBox'))");
        after.Distinct().ShouldHaveSingleItem().ShouldNotBe(views[0]);
        await reader.ScreenshotAsync("compare-picked-fr-1440", full: true);
        reader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_slider_moves_over_the_contests_and_the_links_do_without_script()
    {
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk, "ar");
        await reader.OpenAsync($"/ar/compare?{Pair}");
        await reader.Page.Locator("[data-slider]").FillAsync("2");
        await reader.Page.WaitForURLAsync(url => url.Contains("contest=ma-house-2016-local", StringComparison.Ordinal));
        (await reader.Page.Locator(".pairs a[aria-current]").InnerTextAsync()).ShouldContain("2016");

        await using var plain = await chromium.ReaderAsync(site, Screen.Desk, "ar", script: false);
        await plain.OpenAsync($"/ar/compare?{Pair}");
        (await plain.Page.Locator("[data-slider]").IsVisibleAsync()).ShouldBeFalse();
        await plain.Page.Locator(".pairs li a").First.ClickAsync();
        (await plain.Page.Locator("h1").InnerTextAsync()).ShouldContain("2007");
        (await plain.Page.Locator("main table tbody tr").CountAsync()).ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("ar", 390)]
    [InlineData("fr", 1440)]
    public async Task Mergers_coalitions_and_blocs_are_declared_in_the_form_and_stand_in_the_address(string language, int width)
    {
        await using var reader = await chromium.ReaderAsync(site, new Screen(width, 900), language);
        await reader.OpenAsync($"/{language}/compare?{Pair}");
        var form = reader.Page.Locator("#ask");
        await form.Locator("summary").ClickAsync();
        await form.Locator("select[name='continues']").First.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await form.Locator("input[name='together'][value='UC']").CheckAsync();
        await form.Locator("input[name='together'][value='PPS']").CheckAsync();
        await form.Locator("select[name='bloc']").First.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await form.Locator("button[type='submit']").ClickAsync();
        await reader.Page.Locator("[aria-labelledby='lists'] th", new() { HasText = "UC+PPS" }).WaitForAsync();
        reader.Page.Url.ShouldContain("together=UC,PPS");
        reader.Page.Url.ShouldContain("continues=");
        await reader.ScreenshotAsync($"compare-relations-{language}-{width}", full: true);
        reader.Complaints.ShouldBeEmpty();
    }
}
