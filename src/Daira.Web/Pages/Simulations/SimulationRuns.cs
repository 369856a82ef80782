using System.Security.Cryptography;
using Daira.Elections;
using Daira.Elections.Scenarios;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Microsoft.AspNetCore.WebUtilities;

namespace Daira.Web.Pages.Simulations;

/// <summary>
/// Simulations asked for by pages and programs. The same question over the same data is computed once; few run at a time and few wait, so that
/// nobody keeps the site from answering others.
/// </summary>
public sealed class SimulationRuns(CurrentElectoralData current, SiteSettings settings) : IDisposable
{
    private const int AtOnce = 2;
    private const int MostWaiting = 8;
    private const int MostKept = 32;
    private const int BytesOfId = 12;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim room = new(AtOnce);
    private readonly List<(string Question, SimulationRun Run)> kept = [];

    /// <summary>The run of this question: the one there is, or a new one.</summary>
    /// <returns>Refused when too many wait already.</returns>
    public Outcome<SimulationRun> Ask(Simulation asked)
    {
        var data = current.Value;
        var question = string.Join('&', SimulationQuery.Write(asked).Select(w => $"{w.Key}={w.Value}"));
        lock (gate)
        {
            kept.RemoveAll(k => k.Run.State == RunState.Ended && k.Run.DataVersion != data.Version);
            if (kept.Find(k => k.Question == question && k.Run.DataVersion == data.Version && k.Run.State != RunState.Stopped).Run is { } known)
            {
                return known;
            }

            if (kept.Count(k => k.Run.State is RunState.Waiting) >= MostWaiting)
            {
                return new Refusal(RefusalKind.Conflict, "simulations-busy", new Message("simulation.busy"));
            }

            return Begin(question, asked, data);
        }
    }

    /// <returns>True when the run ended while a page may wait.</returns>
    public Task<bool> EndsSoon(SimulationRun run) => run.EndsWithin(settings.Patience);

    /// <summary>By the id in its address; null when it was never, or is forgotten.</summary>
    public SimulationRun? Find(string id)
    {
        lock (gate)
        {
            return kept.Find(k => k.Run.Id == id).Run;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            kept.ForEach(k => k.Run.Stop());
        }
    }

    private SimulationRun Begin(string question, Simulation asked, ElectoralData data)
    {
        // An id nobody can guess: only who asked is shown the way to stop it.
        var id = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(BytesOfId));
        var run = new SimulationRun(id, asked, data, room, Environment.ProcessorCount);
        kept.Add((question, run));
        if (kept.Count > MostKept && kept.FindIndex(k => k.Run.State is RunState.Ended or RunState.Stopped) is >= 0 and var oldest)
        {
            kept.RemoveAt(oldest);
        }

        return run;
    }
}
