using System.Runtime.ExceptionServices;

namespace Daira.Foundation.Storage;

/// <summary>
/// Several changes, one trip to the disk: whoever comes while others write waits, and the next transaction takes all who waited. Each
/// change is acknowledged only after the commit that holds it, and one that fails takes nobody else's with it.
/// </summary>
/// <param name="open">A context with an open connection of its own, kept as long as changes follow each other.</param>
/// <param name="commit">Runs changes in one durable transaction and settles each; called by one thread at a time. False when the context is not to be used again.</param>
internal sealed class GroupCommit(Func<RecordDb> open, Func<RecordDb, IReadOnlyList<GroupCommit.Waiting>, bool> commit)
{
    /// <summary>Changes in one transaction at most: the first of them waits for the last.</summary>
    private const int Most = 256;

    [ThreadStatic]
    private static bool isWriting;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = new();
    private RecordDb? context;
    private bool isLed;

    /// <exception cref="InvalidOperationException">Called from inside a change, which would wait for itself.</exception>
    public T Run<T>(Func<RecordDb, T> change)
    {
        if (isWriting)
        {
            throw new InvalidOperationException("A change runs inside another one; use the context that the outer one was given.");
        }

        var result = default(T)!;
        var mine = new Waiting(db => result = change(db));
        if (Join(mine) || mine.WaitForTurn())
        {
            Lead();
        }

        mine.Fault?.Throw();
        return result;
    }

    /// <returns>Whether nobody leads, so that the caller must.</returns>
    private bool Join(Waiting mine)
    {
        lock (gate)
        {
            queue.Enqueue(mine);
            return !isLed && (isLed = true);
        }
    }

    private void Lead()
    {
        var together = Take();
        var isUsable = false;
        isWriting = true;
        try
        {
            isUsable = commit(context ??= open(), together);
        }
#pragma warning disable CA1031 // A database that does not open is each caller's to know.
        catch (Exception e)
#pragma warning restore CA1031
        {
            together.ForEach(t => t.Fail(e));
        }

        isWriting = false;
        var leftover = HandOver(isUsable);
        together.ForEach(t => t.Leave());
        leftover?.Dispose();
    }

    private List<Waiting> Take()
    {
        lock (gate)
        {
            var together = new List<Waiting>(Math.Min(queue.Count, Most));
            while (together.Count < Most && queue.TryDequeue(out var next))
            {
                together.Add(next);
            }

            return together;
        }
    }

    /// <summary>To open a database and to close it costs more than a commit: whoever follows at once goes on with the same connection.</summary>
    /// <returns>A context that nobody goes on with.</returns>
    private RecordDb? HandOver(bool isUsable)
    {
        RecordDb? leftover = null;
        lock (gate)
        {
            isLed = queue.TryPeek(out var next);
            if (!isLed || !isUsable)
            {
                (leftover, context) = (context, null);
            }

            next?.TakeLead();
        }

        return leftover;
    }

    /// <summary>A change that waits for a commit.</summary>
    internal sealed class Waiting(Action<RecordDb> change)
    {
        private readonly TaskCompletionSource<bool> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Why it was not kept; null while it was or may be.</summary>
        public ExceptionDispatchInfo? Fault { get; private set; }

        public void Run(RecordDb db) => change(db);

        public void Fail(Exception because) => Fault = ExceptionDispatchInfo.Capture(because);

        /// <returns>Whether to lead the next group; else it was settled by another's.</returns>
        public bool WaitForTurn() => turn.Task.GetAwaiter().GetResult();

        public void TakeLead() => turn.TrySetResult(true);

        public void Leave() => turn.TrySetResult(false);
    }
}
