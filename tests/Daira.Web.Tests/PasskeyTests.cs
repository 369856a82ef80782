using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>Passkeys with a virtual authenticator, in a browser: made through an invitation, used to sign in, refused when it is somebody else's.</summary>
public sealed class PasskeyTests(InstalledSite installed, Chromium chromium) : IAsyncLifetime
{
    private SmallSite site = null!;

    public async ValueTask InitializeAsync() => site = await SmallSite.Start();

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Invited_by_a_link_one_makes_a_passkey_and_signs_in_with_it()
    {
        using var operators = await site.SignedIn();
        using var made = await operators.Send("/ar/accounts", "invite", ("NewName", "هالة"), ("NewLogin", "hala"), ("Office", "administrator"));
        var link = System.Text.RegularExpressions.Regex.Match(await made.Content.ReadAsStringAsync(), "/ar/invitation\\?secret=[A-Za-z0-9_-]+").Value;
        await using var reader = await chromium.ReaderAsync(installed, Screen.Phone, "ar");
        var page = reader.Page;
        await Authenticator.PlugInAsync(page);
        await page.GotoAsync(At(link));
        await reader.ScreenshotAsync("invitation-ar-390", full: true);
        await page.ClickAsync("form[data-island=passkey] button");
        await page.WaitForURLAsync("**/ar/account");
        await reader.ScreenshotAsync("account-ar-390", full: true);
        await page.GotoAsync(At("/ar/accounts"));
        (await page.Locator("table tbody tr").CountAsync()).ShouldBe(1, "a passkey is strong enough for an administrator");
        await reader.ScreenshotAsync("accounts-ar-390", full: true);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(At("/ar/sign-in"));
        await reader.ScreenshotAsync("sign-in-ar-390", full: true);
        await page.ClickAsync("form[data-island=passkey] button");
        await page.WaitForURLAsync("**/ar/account");
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(At("/ar/sign-in"));
        await page.EvaluateAsync("() => { const form = document.querySelector('form[data-island=passkey]'); form.elements.Credential.value = '{}'; form.submit() }");
        await page.WaitForSelectorAsync("[role=alert]");
        page.Url.ShouldContain("/sign-in");
    }

    /// <summary>Passkeys work on the name of the machine, not on its number.</summary>
    private string At(string path) => $"http://localhost:{site.Address.Port}{path}";
}
