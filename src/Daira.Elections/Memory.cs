namespace Daira.Elections;

/// <summary>What was already worked out over one view of the data. Bounded: the oldest leaves first.</summary>
internal sealed class Memory(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Lazy<object>> kept = [];
    private readonly Queue<string> order = [];

    /// <summary>Two readers who ask the same at once wait for one calculation.</summary>
    public T GetOrAdd<T>(string key, Func<T> work)
        where T : class => (T)Find(key, work).Value;

    private Lazy<object> Find(string key, Func<object> work)
    {
        lock (gate)
        {
            if (kept.TryGetValue(key, out var found))
            {
                return found;
            }

            if (order.Count == capacity)
            {
                kept.Remove(order.Dequeue());
            }

            order.Enqueue(key);
            return kept[key] = new Lazy<object>(work);
        }
    }
}
