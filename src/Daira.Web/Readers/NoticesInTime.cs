using Daira.Foundation.Accounts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Readers;

/// <summary>Sends notices to holders of accounts while the site runs. A mail server that is away is asked again a minute later.</summary>
public sealed partial class NoticesInTime(SendNotices send, TimeProvider clock, ILogger<NoticesInTime> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await send.Run(stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException)
            {
                Unsent(e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Notices were not sent: {Reason}")]
    private partial void Unsent(string reason);
}
