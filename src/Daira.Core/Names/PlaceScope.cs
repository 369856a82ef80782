using System.Numerics;

namespace Daira.Core.Names;

/// <summary>
/// The places below one parent, and a way to find those that a name may denote without measuring all. In small scopes all are looked at;
/// in large ones those whose consonant skeleton is the same after leaving out at most one letter of each.
/// </summary>
internal sealed class PlaceScope
{
    /// <summary>Up to this many spellings looking at all costs little and misses least.</summary>
    private const int Small = 1_000;

    private readonly (int Place, SpelledName Name)[] spellings;
    private readonly Lazy<Dictionary<string, List<int>>> bySkeleton;

    public PlaceScope(List<(int Place, SpelledName Name)> spellings)
    {
        this.spellings = [.. spellings];
        bySkeleton = new Lazy<Dictionary<string, List<int>>>(Index);
    }

    /// <summary>Every place with a score from <paramref name="least"/> on, with its nearest spelling.</summary>
    public Dictionary<int, (double Score, SpelledName Name)> Near(SpelledName written, double least)
    {
        var near = new Dictionary<int, (double Score, SpelledName Name)>();
        foreach (var i in Possible(written))
        {
            var (place, name) = spellings[i];
            if (!CanBeNear(written, name))
            {
                continue;
            }

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

    private IEnumerable<int> Possible(SpelledName written)
    {
        if (spellings.Length <= Small)
        {
            return Enumerable.Range(0, spellings.Length);
        }

        var found = new HashSet<int>();
        foreach (var key in KeysOf(written))
        {
            if (bySkeleton.Value.TryGetValue(key, out var list))
            {
                found.UnionWith(list);
            }
        }

        return found;
    }

    /// <summary>A quick look before measuring: names that lack more than a third of the other's consonants and one are not near.</summary>
    private static bool CanBeNear(SpelledName a, SpelledName b) =>
        ShareConsonants(a, b)
        || (a.Apart is not null && ShareConsonants(a.Apart, b))
        || (b.Apart is not null && (ShareConsonants(a, b.Apart) || (a.Apart is not null && ShareConsonants(a.Apart, b.Apart))));

    private static bool ShareConsonants(SpelledName a, SpelledName b)
    {
        var lacking = Math.Max(BitOperations.PopCount(a.Consonants & ~b.Consonants), BitOperations.PopCount(b.Consonants & ~a.Consonants));
        var most = Math.Max(BitOperations.PopCount(a.Consonants), BitOperations.PopCount(b.Consonants));
        return 3 * (lacking - 1) <= most;
    }

    private Dictionary<string, List<int>> Index()
    {
        var index = new Dictionary<string, List<int>>();
        for (var i = 0; i < spellings.Length; i++)
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
