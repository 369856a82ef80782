using Daira.Elections;
using Daira.Elections.Storage;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Builder;

namespace Daira.Web.Tests.Browser;

/// <summary>The site over the installed data with an empty <c>record</c> of its own and a code that was not used yet: for what only the operator may do.</summary>
public sealed class Workroom : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo folder;
    private readonly OneTimeCode code;

    private Workroom(WebApplication app, DirectoryInfo folder, OneTimeCode code) => (this.app, this.folder, this.code) = (app, folder, code);

    public Uri Address => new(app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public static async Task<Workroom> OpenAsync(InstalledSite installed)
    {
        await installed.ClientAsync();
        var data = new ElectionsStore(new StorageSettings(installed.Data), TimeProvider.System).Load().Value;
        var made = Directory.CreateTempSubdirectory("daira-workroom-");
        var once = new OneTimeCode(new byte[OneTimeCode.Length]);
        var site = Site.Build(
            new SiteSettings { Urls = ["http://127.0.0.1:0"], Storage = new StorageSettings(made.FullName), OperatorCode = once }, new CurrentElectoralData(() => data), TimeProvider.System);
        await site.StartAsync();
        return new Workroom(site, made, once);
    }

    /// <summary>A browser that typed the code.</summary>
    public async Task<Reader> OperatorAsync(Chromium chromium, Screen screen, string language, bool script = true)
    {
        var reader = await chromium.ReaderAsync(Address, screen, language, script: script);
        await reader.OpenAsync($"/{language}/sign-in?code={code.Text}");
        await reader.Page.Locator("form:has(input[name=Written]) button[type=submit]").ClickAsync();
        await reader.Page.WaitForURLAsync(url => url.EndsWith("/workshop", StringComparison.Ordinal));
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
