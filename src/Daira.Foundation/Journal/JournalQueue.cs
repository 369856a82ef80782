using System.Threading.Channels;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Journal;

/// <summary>
/// For entries that belong to no change: readings of sealed fields, refusals. What many callers hand in at once is written to the disk
/// once, and each caller waits until its own entry is kept.
/// </summary>
public sealed class JournalQueue : IAsyncDisposable
{
    /// <summary>Entries written together at most.</summary>
    private const int Most = 1_000;

    private readonly Channel<(JournalDraft Draft, TaskCompletionSource Kept)> waiting = Channel.CreateBounded<(JournalDraft, TaskCompletionSource)>(10 * Most);
    private readonly RecordStore record;
    private readonly TimeProvider clock;
    private readonly Task writing;

    public JournalQueue(RecordStore record, TimeProvider clock)
    {
        (this.record, this.clock) = (record, clock);
        writing = Task.Run(WriteAll);
    }

    /// <summary>Ends when the entry is on the disk; fails when it could not be kept, and then what was to be shown must not be.</summary>
    public async Task Witness(Actor actor, string action, string subject, string? detail = null)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((new JournalDraft(Moment.Write(clock.GetUtcNow()), Journaling.NameOf(actor), action, subject, detail), kept));
        await kept.Task;
    }

    /// <summary>Writes what still waits.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
    }

    private async Task WriteAll()
    {
        var together = new List<(JournalDraft Draft, TaskCompletionSource Kept)>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (together.Count < Most && waiting.Reader.TryRead(out var next))
            {
                together.Add(next);
            }

            Write(together);
            together.Clear();
        }
    }

    private void Write(List<(JournalDraft Draft, TaskCompletionSource Kept)> together)
    {
        try
        {
            record.Append(together.ConvertAll(t => t.Draft));
            together.ForEach(t => t.Kept.SetResult());
        }
#pragma warning disable CA1031 // Whatever went wrong is the callers' to know; the queue goes on for the next ones.
        catch (Exception e)
#pragma warning restore CA1031
        {
            together.ForEach(t => t.Kept.SetException(e));
        }
    }
}
