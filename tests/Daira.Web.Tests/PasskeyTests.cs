using Daira.Elections.Storage;
using Daira.Foundation.Access;
using Daira.Foundation.Backups;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
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

    /// <summary>The whole life of an installation: filled, backed up with its keys apart, restored on the other engine; who was signed in still is, and passkeys open.</summary>
    [Theory, InlineData(Engine.Sqlite, Engine.PostgreSql), InlineData(Engine.PostgreSql, Engine.Sqlite)]
    public async Task Restored_on_the_other_engine_sessions_stay_open_passkeys_open_and_rights_are_the_same(Engine from, Engine onto)
    {
        await using var first = await SmallSite.Start(engine: from);
        using var operators = await first.SignedIn();
        using var made = await operators.Send("/fr/accounts", "invite", ("NewName", "Hala"), ("NewLogin", "hala"), ("Office", "administrator"));
        var link = System.Text.RegularExpressions.Regex.Match(await made.Content.ReadAsStringAsync(), "/fr/invitation\\?secret=[A-Za-z0-9_-]+").Value;
        await using var reader = await chromium.ReaderAsync(installed, Screen.Desk, "fr");
        var page = reader.Page;
        await Authenticator.PlugInAsync(page);
        await page.GotoAsync(At(link, first));
        await page.ClickAsync("form[data-island=passkey] button");
        await page.WaitForURLAsync("**/fr/account");
        var mandates = await page.Locator("section[aria-labelledby=offices] li").AllInnerTextsAsync();

        var work = Directory.CreateTempSubdirectory("daira-restored-");
        var kept = SmallSite.NewStorage(onto);
        try
        {
            Backup(first.Storage, kept, work.FullName);
            Directory.EnumerateFiles(Path.Combine(work.FullName, "backup"), "*", SearchOption.AllDirectories).ShouldNotContain(f => f.EndsWith(".pem", StringComparison.Ordinal) || f.Contains("key-", StringComparison.Ordinal));
            await using var second = await SmallSite.Start(kept: kept);

            // The browser's cookie of the first site, on another port of the same name.
            await page.GotoAsync(At("/fr/account", second));
            (await page.Locator("section[aria-labelledby=offices] li").AllInnerTextsAsync()).ShouldBe(mandates);
            await page.GotoAsync(At("/fr/accounts", second));
            (await page.Locator("table tbody tr").CountAsync()).ShouldBe(1);
            await page.Context.ClearCookiesAsync();
            await page.GotoAsync(At("/fr/sign-in", second));
            await page.ClickAsync("form[data-island=passkey] button");
            await page.WaitForURLAsync("**/fr/account");
            (await page.Locator("section[aria-labelledby=offices] li").AllInnerTextsAsync()).ShouldBe(mandates);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static void Backup(StorageSettings from, StorageSettings onto, string work)
    {
        var silent = new Progress<Message>();
        var (record, elections) = (new RecordStore(from, TimeProvider.System, Site.RecordParts), new ElectionsStore(from, TimeProvider.System));
        new MakeBackup(from, record, [record, elections], TimeProvider.System)
            .Run(new BackupRequest(Path.Combine(work, "backup"), Path.Combine(work, "keys")), Actor.Operator, silent, default).Refusals.ShouldBeEmpty();
        var (restored, rebuilt) = (new RecordStore(onto, TimeProvider.System, Site.RecordParts), new ElectionsStore(onto, TimeProvider.System));
        new RestoreBackup(onto, restored, [restored, rebuilt], TimeProvider.System)
            .Run(new RestoreRequest(Path.Combine(work, "backup"), Path.Combine(work, "keys")), Actor.Operator, silent, default).Refusals.ShouldBeEmpty();
    }

    private static string At(string path, SmallSite site) => $"http://localhost:{site.Address.Port}{path}";

    /// <summary>Passkeys work on the name of the machine, not on its number.</summary>
    private string At(string path) => $"http://localhost:{site.Address.Port}{path}";
}
