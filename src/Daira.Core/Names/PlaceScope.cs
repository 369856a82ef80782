namespace Daira.Core.Names;

/// <summary>
/// The places below one parent, and a way to find those that a name may denote without measuring all. In small scopes all are measured;
/// in large ones those whose consonant skeleton is the same after leaving out at most one letter of each.
/// </summary>
internal sealed class PlaceScope
{
    /// <summary>Up to this many spellings measuring all costs less than the index, and misses nothing.</summary>
    private const int Small = 1_000;

    private readonly List<(int Place, SpelledName Name)> spellings;
    private readonly Lazy<Dictionary<string, List<int>>> bySkeleton;

    public PlaceScope(List<(int Place, SpelledName Name)> spellings)
    {
        this.spellings = spellings;
        bySkeleton = new Lazy<Dictionary<string, List<int>>>(Index);
    }

    /// <summary>Every place with a score from <paramref name="least"/> on, with its nearest spelling.</summary>
    public Dictionary<int, (double Score, SpelledName Name)> Near(SpelledName written, double least)
    {
        var near = new Dictionary<int, (double Score, SpelledName Name)>();
        foreach (var (place, name) in Possible(written))
        {
            var score = NameSimilarity.Between(written, name, least);
            if (score >= least && (!near.TryGetValue(place, out var known) || IsNearer(score, name, known)))
            {
                near[place] = (score, name);
            }
        }

        return near;
    }

    private static bool IsNearer(double score, SpelledName name, (double Score, SpelledName Name) known) =>
        score > known.Score || (score == known.Score && string.CompareOrdinal(name.Text, known.Name.Text) < 0);

    private IEnumerable<(int Place, SpelledName Name)> Possible(SpelledName written)
    {
        if (spellings.Count <= Small)
        {
            return spellings.Where(s => CanBeNear(written, s.Name));
        }

        var found = new HashSet<int>();
        foreach (var key in KeysOf(written))
        {
            if (bySkeleton.Value.TryGetValue(key, out var list))
            {
                found.UnionWith(list);
            }
        }

        return found.Select(i => spellings[i]);
    }

    /// <summary>No match has twice the consonants of the other (and more).</summary>
    private static bool CanBeNear(SpelledName a, SpelledName b) =>
        Math.Abs(a.Skeleton.Length - b.Skeleton.Length) <= 2 + (Math.Max(a.Skeleton.Length, b.Skeleton.Length) / 2);

    private Dictionary<string, List<int>> Index()
    {
        var index = new Dictionary<string, List<int>>();
        for (var i = 0; i < spellings.Count; i++)
        {
            foreach (var key in KeysOf(spellings[i].Name))
            {
                if (!index.TryGetValue(key, out var list))
                {
                    index[key] = list = [];
                }

                list.Add(i);
            }
        }

        return index;
    }

    private static IEnumerable<string> KeysOf(SpelledName name) =>
        name.Apart is null ? KeysOf(name.Skeleton) : KeysOf(name.Skeleton).Concat(KeysOf(name.Apart.Skeleton)).Distinct();

    private static IEnumerable<string> KeysOf(string skeleton)
    {
        var without = skeleton.Length < 4 ? [] : Enumerable.Range(0, skeleton.Length).Select(i => skeleton.Remove(i, 1));
        return without.Prepend(skeleton).Distinct();
    }
}
