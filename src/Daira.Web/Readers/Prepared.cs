using System.Runtime.CompilerServices;
using Daira.Elections;

namespace Daira.Web.Readers;

/// <summary>What is computed once for a version of the data and kept as long as that version is.</summary>
public sealed class Prepared(CurrentElectoralData current)
{
    private readonly ConditionalWeakTable<ElectoralData, Shelf> shelves = [];

    public ElectoralData Data => current.Value;

    /// <summary>The one <typeparamref name="T"/> of the data as they are now.</summary>
    public T Get<T>(Func<ElectoralData, T> make)
        where T : class
    {
        var data = Data;
        return shelves.GetOrCreateValue(data).Get(() => make(data));
    }

    private sealed class Shelf
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<Type, Lazy<object>> things = new();

        public T Get<T>(Func<T> make)
            where T : class => (T)things.GetOrAdd(typeof(T), _ => new Lazy<object>(make)).Value;
    }
}
