using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>The books of a body in a real browser: money taken, a bank's file brought twice, a receipt printed and cancelled.</summary>
public class DuesPages(InstalledSite site, Chromium chromium)
{
    private const string Books = "organisation/bodies/40/dues";

    [Fact]
    public async Task On_a_phone_in_Arabic_money_is_taken_and_the_bank_is_read_without_booking_twice()
    {
        await site.PartyAsync();
        await using var reader = await chromium.ReaderAsync(site, Screen.Phone, "ar", atStart: Axe.Source);
        await reader.SignInAsync(site);
        var page = reader.Page;
        await reader.OpenAsync($"/ar/{Books}");
        await page.FillAsync("#payer", "member/7");
        await page.FillAsync("#amount", "١٢٠٫٥٠");
        await page.Locator("form:has(#payer) button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/receipts/", StringComparison.Ordinal));
        (await page.Locator("h1").InnerTextAsync()).ShouldContain($"40-{DateTime.Today.Year}-000001");
        (await page.Locator("article").InnerTextAsync()).ShouldContain("120,50");
        await reader.ScreenshotAsync("dues-receipt-ar-390", full: true);
        (await Axe.FindAsync(page)).Where(f => f.KeepsSomebodyOut).ShouldBeEmpty();

        for (var time = 1; time <= 2; time++)
        {
            await reader.OpenAsync($"/ar/{Books}");
            await page.SetInputFilesAsync("#file", Statement());
            await page.Locator("form:has(#file) button[type=submit]").ClickAsync();
            await page.Locator("#brought").WaitForAsync();
            (await page.Locator("section:has(#brought)").InnerTextAsync()).ShouldContain(time == 1 ? "جديد: 2؛ معروف من قبل: 0" : "جديد: 0؛ معروف من قبل: 2");
        }

        await reader.ScreenshotAsync("dues-books-ar-390", full: true);
        (await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth > innerWidth")).ShouldBeFalse();
        await page.Locator("input[placeholder='member/7']").First.FillAsync("member/9");
        await page.Locator("form.inline button").First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/receipts/", StringComparison.Ordinal));
        (await page.Locator("article").InnerTextAsync()).ShouldContain("member/9");
        await page.FillAsync("#reason", "ليس له");
        await page.Locator("form:has(#reason) button").ClickAsync();
        await page.Locator(".chip.bad").WaitForAsync();
        reader.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_desk_in_French_a_wrong_amount_is_named_and_the_form_keeps_what_was_written()
    {
        await site.PartyAsync();
        await using var reader = await chromium.ReaderAsync(site, Screen.Desk, "fr", atStart: Axe.Source);
        await reader.SignInAsync(site);
        await reader.OpenAsync($"/fr/{Books}");
        (await Axe.FindAsync(reader.Page)).Where(f => f.KeepsSomebodyOut).ShouldBeEmpty();
        await reader.Page.FillAsync("#payer", "member/8");
        await reader.Page.FillAsync("#amount", "12,345");
        await reader.Page.Locator("form:has(#payer) button[type=submit]").ClickAsync();
        await reader.Page.GetByText("« 12,345 »").WaitForAsync();
        (await reader.Page.InputValueAsync("#payer")).ShouldBe("member/8");
        await reader.ScreenshotAsync("dues-books-fr-1440", full: true);
    }

    private static FilePayload Statement()
    {
        var day = DateTime.Today.AddDays(-1).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
        return new() { Name = "releve.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"Date opération;Libellé;Débit;Crédit;Référence\n{day};VIREMENT SANS CODE;;250,00;R1\n{day};FRAIS;12,10;;R2\n") };
    }
}
