using System.Text.Json;
using Microsoft.Playwright;

namespace Daira.Web.Tests.Browser;

/// <summary>axe-core, put into each page before its own scripts, so that no content policy has to be loosened for it.</summary>
static class Axe
{
    private const string Run = """
        async () => {
          // What happens to lie under the bar at the foot of a phone is reached by scrolling: the bar is let go for the measurement.
          for (const bar of document.querySelectorAll('.bottom')) bar.style.position = 'static'
          const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
          return JSON.stringify(found.violations.map(v => ({ rule: v.id, impact: v.impact, at: v.nodes.map(n => n.target.join(' ')) })))
        }
        """;

    public static string Script { get; } = Path.Combine(InstalledSite.Root, "src/Daira.Web/node_modules/axe-core/axe.min.js");

    public static string Source => File.ReadAllText(Script);

    public static async Task<IReadOnlyList<Finding>> FindAsync(IPage page) =>
        JsonSerializer.Deserialize<List<Finding>>(await page.EvaluateAsync<string>(Run), JsonSerializerOptions.Web)!;

    /// <summary>A fault that axe calls serious or critical keeps somebody out.</summary>
    public sealed record Finding(string Rule, string? Impact, IReadOnlyList<string> At)
    {
        public bool KeepsSomebodyOut => Impact is "serious" or "critical";

        public override string ToString() => $"{Impact} {Rule} at {string.Join(" · ", At.Take(5))}";
    }
}
