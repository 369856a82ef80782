using Daira.Elections;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.DataRights;
using Daira.Organisation.Messages;
using Daira.Organisation.Statistics;
using Daira.Organisation.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Readers;

/// <summary>One night's work.</summary>
/// <param name="Failure">Why it was not done; null when it was.</param>
public sealed record NightRun(DateTimeOffset At, IReadOnlyList<DueByRule> Done, int Rewrapped, string? Failure);

/// <summary>What the register of processings asks for every night, once a day after two o'clock. Each step is journalled in the clock's name.</summary>
public sealed class NightWork(RecordStore record, OrganisationStore store, CurrentElectoralData data)
{
    private const int Hour = 2;

    private volatile NightRun? last;

    /// <summary>The last run of this process; null before the first.</summary>
    public NightRun? Last => last;

    /// <summary>Whether today's night is over and its work was not done by this process.</summary>
    public bool IsDue => store.Clock.GetLocalNow() is { Hour: >= Hour } now && (last is null || DateOnly.FromDateTime(last.At.DateTime) < DateOnly.FromDateTime(now.DateTime));

    public NightRun Run(CancellationToken stop)
    {
        var erased = new EraseDue(record, store, () => data.Value.Atlas).Run(Actor.Clock, stop);
        var renewed = new RenewPersonsKey(record, store).Run(Actor.Clock, stop);
        var published = new PublishStatistics(record, store, () => data.Value.Atlas).Run(Actor.Clock, stop);
        var forgotten = new ForgetMessages(record, store).Run(Actor.Clock);
        var unjoined = new Daira.Organisation.Recruitment.EraseStaleRegistrations(store).Run(Actor.Clock);
        return last = new NightRun(store.Clock.GetLocalNow(), erased.IsDone ? erased.Value : [], renewed.IsDone ? renewed.Value : 0, (erased.Why ?? renewed.Why ?? published.Why ?? forgotten.Why ?? unjoined.Why)?.Code);
    }

    public void Failed(string why) => last = new NightRun(store.Clock.GetLocalNow(), [], 0, why);
}

/// <summary>Looks every quarter of an hour whether the night's work is to be done.</summary>
public sealed partial class NightInTime(NightWork work, TimeProvider clock, ILogger<NightInTime> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(OrganisationInTime.Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Run(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The site ends; what is due is done on another night.
        }
    }

    private void Run(CancellationToken stop)
    {
        try
        {
            if (work.IsDue && work.Run(stop).Failure is { } refused)
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

    [LoggerMessage(LogLevel.Error, "The work of the night was not done: {Reason}")]
    private partial void NotDone(string reason);
}
