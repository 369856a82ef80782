using Daira.Elections;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Readers;

/// <summary>One run of what time sets off.</summary>
/// <param name="HandedUp">Turns that went to the body above.</param>
/// <param name="Warned">Warnings before the end of a body.</param>
/// <param name="Failure">Why it was not done; null when it was.</param>
public sealed record ClockRun(DateTimeOffset At, int HandedUp, int Warned, string? Failure);

/// <summary>
/// What time sets off: turns that are late or have nobody left go to the body above; a body whose end comes near is warned of; papers that an
/// earlier version kept in clear are sealed. Each is journalled in the clock's name, and running it twice does nothing twice.
/// </summary>
public sealed class ClockWork(OrganisationStore store, CurrentElectoralData data, Texts texts)
{
    private volatile ClockRun? last;

    /// <summary>The last run of this process; null before the first.</summary>
    public ClockRun? Last => last;

    public ClockRun Run()
    {
        var (up, warned, papers) = (new HandUpCases(store, () => data.Value.Atlas).Run(Actor.Clock), new WarnOfEnds(store).Run(Actor.Clock), new SealPapers(store).Run(Actor.Clock));
        return last = new ClockRun(
            store.Clock.GetLocalNow(), up.IsDone ? up.Value : 0, warned.IsDone ? warned.Value.Count : 0, (up.Why ?? warned.Why ?? papers.Why) is { } why ? Words(why) : null);
    }

    public void Failed(string why) => last = new ClockRun(store.Clock.GetLocalNow(), 0, 0, why);

    private string Words(Refusal refusal) => texts.Format(refusal.Message, Language.Of("en"));
}

/// <summary>Runs the clock's work when the site starts and every quarter of an hour while it runs.</summary>
public sealed partial class OrganisationInTime(ClockWork work, TimeProvider clock, ILogger<OrganisationInTime> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first answer to a reader does not wait for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                Run();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The site ends; what is due now is done when it runs again.
        }
    }

    private void Run()
    {
        try
        {
            if (work.Run().Failure is { } refused)
            {
                NotDone(refused);
            }
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            work.Failed(e.GetType().Name);
            NotDone(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "What was due was not done: {Reason}")]
    private partial void NotDone(string reason);
}
