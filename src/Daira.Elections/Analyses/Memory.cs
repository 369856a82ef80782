using System.Globalization;
using Daira.Foundation;

namespace Daira.Elections.Analyses;

/// <summary>What was already worked out over one view of the data. Bounded: the oldest leaves first.</summary>
internal sealed class Memory
{
    /// <summary>An answer over 1,538 units weighs some 2 MB, a part (neighbours, draws, sums) far less.</summary>
    private readonly Shelf answers = new(32);
    private readonly Shelf parts = new(256);

    public Outcome<Answer> Answer(string key, Func<Outcome<Answer>> ask) => answers.GetOrAdd(key, ask);

    public T Part<T>(string key, Func<T> work)
        where T : class => parts.GetOrAdd(key, work);

    private sealed class Shelf(int capacity)
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
}

/// <summary>A question as one line: equal questions have equal keys.</summary>
internal static class QuestionKey
{
    public static string Of(Question q) => string.Create(
        CultureInfo.InvariantCulture,
        $"{q.Topic}|{q.Contest}|{q.List}|{q.Level}|{q.Against}|{q.Within}|{Of(q.Classification)}|{(q.Topic == Topic.Strong ? q.Strong : null)}");

    private static string Of(Classification c) => $"{c.Method} {c.Classes} {string.Join(' ', c.Breaks)}";
}
