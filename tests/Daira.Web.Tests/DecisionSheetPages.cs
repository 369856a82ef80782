using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>From a comparison to a printed decision, as the operator walks it in a browser; and what anyone else meets.</summary>
public class DecisionSheetPages(InstalledSite site, Chromium chromium)
{
    private const string View = "compare?contest=ma-house-2021-local&against=ma-house-2016-local";

    public static TheoryData<string, int, bool> Readers => new() { { "ar", 390, true }, { "fr", 1440, true }, { "fr", 1440, false } };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_view_is_saved_and_frozen_into_a_sheet_which_is_decided_and_printed(string language, int width, bool script)
    {
        await using var room = await Workroom.OpenAsync(site);
        await using var reader = await room.OperatorAsync(chromium, new Screen(width, 900), language, script);
        var page = reader.Page;

        await reader.OpenAsync($"/{language}/{View}");
        await page.Locator("a[href*='/views?of=']").ClickAsync();
        await page.Locator("#name").FillAsync("2016 → 2021");
        await page.Locator("form:has(#name) button").ClickAsync();
        var saved = page.Locator(".line-list a", new() { HasText = "2016 → 2021" });
        await saved.WaitForAsync();
        await reader.ScreenshotAsync($"views-{language}-{width}", full: true);

        await reader.OpenAsync($"/{language}/sheets");
        await page.Locator("#question").FillAsync(language == "ar" ? "أين نفتح فروعا جديدة؟" : "Où ouvrir de nouvelles sections ?");
        await page.Locator("form:has(#question) button").ClickAsync();
        await page.Locator("#background-text").WaitForAsync();
        await page.Locator("#background-text").FillAsync(language == "ar" ? "خمسة مقرات في السنة." : "Cinq locaux par an.");
        var options = page.Locator("input[name='Options']");
        await options.Nth(0).FillAsync(language == "ar" ? "حيث ربحنا أكثر" : "Là où nous gagnons le plus");
        await options.Nth(1).FillAsync(language == "ar" ? "لا شيء هذه السنة" : "Rien cette année");
        await page.Locator("form:has(#background-text) button").ClickAsync();
        await page.Locator("input[name='Choice']").First.WaitForAsync();
        await page.Locator("#note").FillAsync(language == "ar" ? "التأرجح بين الاقتراعين" : "L'évolution entre les deux scrutins");
        await page.Locator("form:has(#view) button").ClickAsync();
        await page.Locator(".exhibit svg.map").First.WaitForAsync();
        (await page.Locator(".exhibit svg.map").CountAsync()).ShouldBe(3);
        await reader.ScreenshotAsync($"sheet-draft-{language}-{width}", full: true);

        await page.Locator("input[name='Choice']").First.CheckAsync();
        await page.Locator("#decided-by").FillAsync(language == "ar" ? "المكتب السياسي" : "Le bureau politique");
        await page.Locator("#reason").FillAsync(language == "ar" ? "أكبر ربح بلا مقر." : "Le plus fort gain sans local.");
        await page.Locator("form:has(#decided-by) button").ClickAsync();
        await page.Locator(".decision .hash").WaitForAsync();
        (await page.Locator("form:has(#background-text)").CountAsync()).ShouldBe(0, "a decided sheet has no form that changes it");
        (await page.Locator(".options .chosen").CountAsync()).ShouldBe(1);
        (await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth > innerWidth")).ShouldBeFalse();
        if (script)
        {
            await page.EvaluateAsync(Axe.Source);
            (await Axe.FindAsync(page)).Where(f => f.KeepsSomebodyOut).ShouldBeEmpty();
        }

        await reader.ScreenshotAsync($"sheet-decided-{language}-{width}", full: true);
        await PrintAsync(reader, $"sheet-a4-{language}-{width}");
        reader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_reads_a_sheet_a_view_or_their_lists()
    {
        await using var room = await Workroom.OpenAsync(site);
        await using var reader = await chromium.ReaderAsync(room.Address, Screen.Desk);
        foreach (var path in new[] { "/fr/sheets", "/fr/views", "/fr/views?of=%2Fmap", $"/fr/sheets/{Guid.NewGuid():D}" })
        {
            var answer = (await reader.Page.GotoAsync(path))!;
            answer.Status.ShouldBe(403, path);
            (await reader.Page.Locator("main form").CountAsync()).ShouldBe(0, path);
        }
    }

    /// <summary>As an A4 sheet of 96 dots an inch shows it; nothing of the forms is on it.</summary>
    private static async Task PrintAsync(Reader reader, string name)
    {
        await reader.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await reader.Page.SetViewportSizeAsync(794 - 136, 1123);
        (await reader.Page.Locator(".assume:visible, .top:visible, .btns:visible").CountAsync()).ShouldBe(0);
        (await reader.Page.Locator(".decision").IsVisibleAsync()).ShouldBeTrue();
        await reader.ScreenshotAsync(name, full: true);
        var folder = Path.Combine(InstalledSite.Root, "artifacts", "screenshots");
        await reader.Page.PdfAsync(new() { Path = Path.Combine(folder, name + ".pdf"), PreferCSSPageSize = true, PrintBackground = true });
    }
}
