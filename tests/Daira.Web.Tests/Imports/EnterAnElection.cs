using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests.Imports;

/// <summary>The guide “Import results” followed in a browser: an invented election of 2026 entered by page, looked at, and undone.</summary>
public class EnterAnElection(Chromium chromium)
{
    private const string Contest = "ma-house-2026-local";

    /// <summary>Irhzrane, as another source writes it.</summary>
    private const string Doubtful = "34510309";

    [Theory]
    [InlineData("fr", 1440, true)]
    [InlineData("ar", 390, false)]
    public async Task Polling_station_minutes_become_seats(string language, int width, bool script)
    {
        await using var site = await WritableSite.StartAsync();
        var election = InventedElection.Of(site.Data, Doubtful, "Ighzrane El Oued Lakbir");
        await using var reader = await chromium.ReaderAsync(site.Address, width < 600 ? Screen.Phone : Screen.Desk, language, script: script, atStart: script ? Axe.Source : null);
        var page = reader.Page;
        async Task Look(string name)
        {
            await reader.ScreenshotAsync($"import-{language}-{width}-{name}", full: true);
            if (script)
            {
                (await Axe.FindAsync(page)).Where(f => f.KeepsSomebodyOut).ShouldBeEmpty(name);
            }

            (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")).ShouldBeFalse($"{name} is wider than the screen");
        }

        await page.GotoAsync($"/{language}/sign-in?code={site.Code.Text}");
        await Submit(page, "sign-in");

        // A new contest, with the places and seats of 2021.
        await page.GotoAsync($"/{language}/contests/add");
        await page.FillAsync("#id", Contest);
        await page.FillAsync("#ar", "مجلس النواب 2026 (مخترع)");
        await page.FillAsync("#fr", "Chambre des représentants 2026 (inventé)");
        await page.FillAsync("#date", "2026-09-23");
        await page.SelectOptionAsync("#law", "ma-house-2021");
        await page.SelectOptionAsync("#like", "ma-house-2021-local");
        await Look("0-contest");
        await Submit(page, "add");
        page.Url.ShouldEndWith($"/{language}/contests/{Contest}");

        // Read.
        await page.GotoAsync($"/{language}/import");
        await Look("1-begin");
        await page.SetInputFilesAsync("#upload", new FilePayload { Name = "pv-2026.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(election.Csv) });
        await Submit(page, "receive");

        // Map: everything was guessed but the contest.
        page.Url.ShouldEndWith("/map");
        (await page.Locator("[name='Form.Lists']:checked").CountAsync()).ShouldBe(InventedElection.Lists);
        (await page.InputValueAsync("#station")).ShouldBe("bureau");
        await page.SelectOptionAsync("#contest", Contest);
        await Look("2-map");
        await Submit(page, "map");

        // Reconcile: one name, two rows, one choice.
        page.Url.ShouldEndWith("/names");
        await Look("3-names");
        var doubt = page.Locator(".doubt").First;
        await doubt.Locator("input[value='other']").CheckAsync();
        await doubt.Locator("[name='Other']").FillAsync(Doubtful);
        await doubt.Locator("button[type=submit]").ClickAsync();
        (await page.Locator(".doubt").CountAsync()).ShouldBe(0);
        await Look("4-decided");
        await page.Locator(".bar-actions a.btn:not(.quiet)").ClickAsync();

        // Preview and commit.
        page.Url.ShouldEndWith("/preview");
        await Look("5-preview");
        await Submit(page, "commit");
        page.Url.ShouldEndWith("/commit");
        await page.WaitForFunctionAsync("() => document.querySelector('.steps li[data-done]:last-child')");
        await Look("6-committed");

        var results = site.Data.Find(Contest)!;
        results.Places.Count.ShouldBe(92);
        results.Lists.Count.ShouldBe(InventedElection.Lists);
        foreach (var (list, votes) in election.Votes)
        {
            Enumerable.Range(0, 92).Sum(row => results.Votes(row, results.ColumnOf(list)) ?? 0).ShouldBe(votes, list);
        }

        results.Totals.Sum(t => t.Registered).ShouldBe(election.Registered);
        results.Parts!.Places.Count.ShouldBe(election.Rows);
        results.Parts.Places.ShouldAllBe(p => p.Level == PlaceLevel.Station);
        AllocateSeats.Run(Contest, site.Data).Value.Constituencies.Sum(c => c.Lists.Sum(l => l.Seats ?? 0)).ShouldBe(305);

        // Undo.
        await page.GotoAsync($"/{language}/import");
        await Look("7-list");
        await page.Locator("form:has(input[value^='undo-']) button").First.ClickAsync();
        site.Data.Find(Contest)!.Lists.ShouldBeEmpty();
        site.Data.Atlas.At(PlaceLevel.Station).ShouldBeEmpty();
        reader.Complaints.ShouldBeEmpty();
        reader.Elsewhere.ShouldBeEmpty();
    }

    private static async Task Submit(IPage page, string form) =>
        await page.Locator($"form:has(input[name='_handler'][value='{form}']) button[type=submit]").Last.ClickAsync();
}
