namespace Daira.Cli;

/// <summary>Work that does not look up while it computes: an interruption ends the command without waiting for it.</summary>
internal static class Interruptible
{
    /// <exception cref="OperationCanceledException">Interrupted; the work goes on until the program ends.</exception>
    public static T Run<T>(Func<T> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.Run(work, CancellationToken.None).WaitAsync(stop).GetAwaiter().GetResult();
    }
}
