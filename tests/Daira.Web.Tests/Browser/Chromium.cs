using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Daira.Web.Tests.Browser.Chromium))]

namespace Daira.Web.Tests.Browser;

/// <summary>One browser for the whole run; every reader gets a fresh profile in it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>Milliseconds for what a busy machine with two cores does slowly; no test measures time by it.</summary>
    private const int Patience = 60_000;

    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string? Program => Environment.GetEnvironmentVariable("DAIRA_TEST_CHROMIUM");

    /// <summary>Opens the site as a reader would; skips the test when there is no browser to do it with.</summary>
    public async Task<Reader> ReaderAsync(InstalledSite site, Screen screen, string language = "fr", ColorScheme scheme = ColorScheme.Light, bool script = true, string? atStart = null)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Program), "no browser: DAIRA_TEST_CHROMIUM names none");
        return await ReaderAsync((await site.ClientAsync()).BaseAddress!, screen, language, scheme, script, atStart);
    }

    /// <summary>Opens a site at an address of its own.</summary>
    public async Task<Reader> ReaderAsync(Uri address, Screen screen, string language = "fr", ColorScheme scheme = ColorScheme.Light, bool script = true, string? atStart = null)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Program), "no browser: DAIRA_TEST_CHROMIUM names none");
        var context = await (await BrowserAsync()).NewContextAsync(new()
        {
            BaseURL = address.AbsoluteUri,
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            HasTouch = screen.Width < 600,
            Locale = language == "zgh" ? "fr-MA" : $"{language}-MA",
            TimezoneId = "Africa/Casablanca",
            ColorScheme = scheme,
            JavaScriptEnabled = script,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        if (atStart is not null)
        {
            await context.AddInitScriptAsync(atStart);
        }

        return new Reader(context, await context.NewPageAsync(), address);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        gate.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        await gate.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                Args =
                [
                    // A map needs WebGL, which a machine without a graphics card draws in software.
                    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
                    // The browser's own errands are not the site's requests.
                    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
                ],
            });
        }
        finally
        {
            gate.Release();
        }
    }
}

/// <summary>A window in CSS pixels.</summary>
public sealed record Screen(int Width, int Height)
{
    public static Screen Phone { get; } = new(390, 844);

    public static Screen Desk { get; } = new(1440, 900);
}
