using Microsoft.Playwright;

namespace Daira.Web.Tests.Browser;

/// <summary>One person's browser: what was asked of whom, what the console complained of, and what was seen.</summary>
public sealed class Reader : IAsyncDisposable
{
    private const int MostTries = 6;

    private readonly IBrowserContext context;
    private readonly Uri site;
    private readonly List<string> complaints = [];
    private readonly List<IRequest> requests = [];

    internal Reader(IBrowserContext context, IPage page, Uri site)
    {
        this.context = context;
        this.site = site;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type}: {message.Text} ({message.Location})");
        page.PageError += (_, error) => Note(true, $"exception: {error}");
        page.Request += (_, request) => requests.Add(request);
        page.Response += (_, answer) => Note(answer.Status >= 400, $"{answer.Status}: {answer.Url}");
        page.RequestFailed += (_, request) => Note(request.Failure is not "net::ERR_ABORTED", $"{request.Failure}: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console (violations of the content policy among them), failed and refused requests.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Requests that left the site: there must be none.</summary>
    public IEnumerable<string> Elsewhere => requests.Select(r => r.Url)
        .Where(url => !url.StartsWith(site.AbsoluteUri, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal));

    /// <summary>From now on the reader is the operator of the machine.</summary>
    public async Task SignInAsync(InstalledSite installed) => await SignInAsync(await installed.OperatorSessionAsync());

    /// <summary>From now on the reader is whoever this session is of.</summary>
    public Task SignInAsync(string session) => context.AddCookiesAsync([new Cookie { Name = "daira-session", Value = session, Url = site.AbsoluteUri, HttpOnly = true }]);

    public async Task<IResponse> OpenAsync(string path)
    {
        var answer = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        answer.ShouldNotBeNull();
        answer.Status.ShouldBe(200, path);
        return answer;
    }

    /// <summary>
    /// Until the interactive map stands in the drawing's place and has drawn all it has. On a desk it opens by itself; on
    /// a phone it waits to be asked.
    /// </summary>
    public async Task MapIsIdleAsync()
    {
        if (Page.ViewportSize!.Width < Screen.Desk.Width)
        {
            await Page.Locator("[data-do=in]").ClickAsync();
        }

        await Page.Locator("[data-map-idle] [data-live] canvas").First.WaitForAsync(new() { Timeout = 60_000 });
    }

    /// <summary>Makes the window as tall as the page, so that a bar at its foot covers nothing that scrolling would uncover.</summary>
    public async Task UnrollAsync()
    {
        var height = await Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        await Page.SetViewportSizeAsync(Page.ViewportSize!.Width, Math.Min(height, 16_000));
    }

    /// <summary>Bytes as they came over the wire, fonts apart (they are fetched once for all pages).</summary>
    public async Task<IReadOnlyList<(string Url, int Bytes)>> WeighAsync()
    {
        var weighed = new List<(string, int)>();
        foreach (var request in requests.Where(r => r.ResourceType != "font").ToList())
        {
            if (await request.ResponseAsync() is { Ok: true })
            {
                weighed.Add((request.Url, (await request.SizesAsync()).ResponseBodySize));
            }
        }

        return weighed;
    }

    /// <summary>Kept as test output, to be looked at beside the mock pages.</summary>
    public async Task<byte[]> ScreenshotAsync(string name, bool full = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(InstalledSite.Root, "artifacts", "screenshots"));
        var options = new PageScreenshotOptions { Path = Path.Combine(folder.FullName, name + ".png"), FullPage = full, Timeout = 20_000 };
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Page.ScreenshotAsync(options);
            }
            catch (Exception e) when (tries < MostTries && (e is TimeoutException || (e is PlaywrightException && e.Message.Contains("captureScreenshot", StringComparison.Ordinal))))
            {
                // A browser that draws in software sometimes never hands over the frame it was asked for, or says that it could not; it does when asked again.
                await Task.Delay(TimeSpan.FromSeconds(tries));
            }
        }
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Note(bool counts, string what)
    {
        if (counts)
        {
            complaints.Add(what);
        }
    }
}
