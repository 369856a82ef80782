using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daira.Web.Readers;

/// <summary>Signs the journal every few minutes while the site runs, and once more when it ends.</summary>
public sealed partial class CheckpointsInTime(SignCheckpoint sign, Texts texts, TimeProvider clock, ILogger<CheckpointsInTime> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Sign();
            }
        }
        catch (OperationCanceledException)
        {
            Sign();
        }
    }

    private void Sign()
    {
        try
        {
            if (sign.Run() is { IsDone: false } unsigned)
            {
                Unsigned(texts.Format(unsigned.Refusals[0].Message, Language.Of("en")));
            }
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            Unsigned(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The journal was not signed: {Reason}")]
    private partial void Unsigned(string reason);
}
