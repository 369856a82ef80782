using Daira.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Daira.Web.Tests;

/// <summary>The README's picture is what the program draws: <c>build.cs -- bless</c> takes it anew, a test compares.</summary>
[Trait("Snapshot", "yes")]
public class Pictures(InstalledSite site, Chromium chromium)
{
    private const string Shown = "docs/pictures/map.png";

    /// <summary>Share of pixels that may differ: letters are smoothed a little differently by each version of the browser.</summary>
    private const double Tolerated = 0.03;

    [Fact]
    public async Task The_readme_shows_the_map_as_it_is()
    {
        await using var reader = await chromium.ReaderAsync(site, new Screen(Screen.Desk.Width, 800), "fr");
        await reader.OpenAsync($"/fr/map?topic=strong&contest={Pages.UnitContest}&list=PI&selected=34510503");
        await reader.MapIsIdleAsync();
        var drawn = await reader.ScreenshotAsync("readme-map");
        var kept = Path.Combine(InstalledSite.Root, Shown);
        if (Environment.GetEnvironmentVariable("DAIRA_BLESS") == "1")
        {
            await File.WriteAllBytesAsync(kept, drawn);
        }

        (await File.ReadAllTextAsync(Path.Combine(InstalledSite.Root, "README.md"))).ShouldContain(Shown);
        (await DifferenceAsync(reader.Page, drawn, await File.ReadAllBytesAsync(kept))).ShouldBeLessThanOrEqualTo(Tolerated);
    }

    /// <summary>Share of pixels that differ visibly; 1 when the sizes do. The browser reads both pictures.</summary>
    private static async Task<double> DifferenceAsync(IPage page, byte[] one, byte[] other)
    {
        await page.GotoAsync("about:blank");
        return await page.EvaluateAsync<double>(
            """
            async pictures => {
              const [a, b] = await Promise.all(pictures.map(async base64 => {
                const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0))
                const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
                const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
                canvas.drawImage(image, 0, 0)
                return canvas.getImageData(0, 0, image.width, image.height)
              }))
              if (a.width !== b.width || a.height !== b.height) return 1
              let differ = 0
              for (let i = 0; i < a.data.length; i += 4) {
                const far = Math.max(...[0, 1, 2].map(c => Math.abs(a.data[i + c] - b.data[i + c])))
                if (far > 32) differ++
              }
              return differ / (a.width * a.height)
            }
            """,
            new[] { Convert.ToBase64String(one), Convert.ToBase64String(other) });
    }
}
