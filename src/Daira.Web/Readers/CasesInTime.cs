using Daira.Elections;
using Daira.Foundation.Access;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Readers;

/// <summary>Every hour while the site runs: turns that are late or have nobody left go to the body above.</summary>
public sealed partial class CasesInTime(OrganisationStore store, CurrentElectoralData data, TimeProvider clock, ILogger<CasesInTime> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                HandUp();
            }
        }
        catch (OperationCanceledException)
        {
            // The site ends; what is late now is handed up when it runs again.
        }
    }

    private void HandUp()
    {
        try
        {
            new HandUpCases(store, () => data.Value.Atlas).Run(Actor.Operator);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            NotHandedUp(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "Late cases were not handed up: {Reason}")]
    private partial void NotHandedUp(string reason);
}
