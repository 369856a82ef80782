using System.Diagnostics;

namespace Daira.SiteBench;

/// <summary>How long answers took, in milliseconds; an answer that was not 200 counts as a fault, not as fast.</summary>
sealed record Latencies(string What, double[] Sorted, int Faults)
{
    public double At(double share) => Sorted.Length == 0 ? double.NaN : Sorted[Math.Min(Sorted.Length - 1, (int)Math.Ceiling(share * Sorted.Length) - 1)];

    /// <summary>One request after the other: what one reader waits on an idle site.</summary>
    public static async Task<Latencies> InTurnAsync(string what, HttpClient client, IReadOnlyList<string> paths)
    {
        var taken = new List<double>(paths.Count);
        var faults = 0;
        foreach (var path in paths)
        {
            var watch = Stopwatch.StartNew();
            faults += await IsWholeAsync(client, path) ? 0 : 1;
            taken.Add(watch.Elapsed.TotalMilliseconds);
        }

        return new(what, [.. taken.Order()], faults);
    }

    /// <summary>
    /// Open loop: requests leave at their appointed times whether or not earlier ones were answered, and waiting counts
    /// from the appointed time; a closed loop would hide every stall behind fewer requests.
    /// </summary>
    /// <param name="perSecond">Requests a second, evenly spaced: 100 readers who open a page each second.</param>
    public static async Task<Latencies> OpenLoopAsync(string what, HttpClient client, IReadOnlyList<string> paths, int perSecond)
    {
        var start = Stopwatch.GetTimestamp();
        var pending = new List<Task<(double Milliseconds, bool Whole)>>(paths.Count);
        for (var i = 0; i < paths.Count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            pending.Add(AskAsync(paths[i], due));
        }

        var answers = await Task.WhenAll(pending);
        return new(what, [.. answers.Select(a => a.Milliseconds).Order()], answers.Count(a => !a.Whole));

        async Task<(double Milliseconds, bool Whole)> AskAsync(string path, TimeSpan due)
        {
            var whole = await IsWholeAsync(client, path);
            return ((Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds, whole);
        }
    }

    private static async Task<bool> IsWholeAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(path);
            await answer.Content.CopyToAsync(Stream.Null);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
