using Daira.Foundation.Access;
using Daira.Organisation.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Readers;

/// <summary>Hands over what waits in the outbox while the site runs.</summary>
public sealed partial class MessagesInTime(SendMessages send, TimeProvider clock, ILogger<MessagesInTime> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The site ends; what was claimed is uncertain, the rest waits.
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await send.Run(Actor.Clock, stop);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException)
        {
            Unsent(e.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "The outbox was not emptied: {Reason}")]
    private partial void Unsent(string reason);
}
