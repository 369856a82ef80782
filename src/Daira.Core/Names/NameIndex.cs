using System.Collections;

namespace Daira.Core.Names;

/// <param name="Entry">Number given when it was entered.</param>
/// <param name="Likeness">How alike the written and the kept words are on average, 0…1; says nothing of the person.</param>
public readonly record struct NameHit(int Entry, double Likeness);

/// <summary>What was found: the nearest spellings, and how many names fit at all.</summary>
public sealed record NamesFound(IReadOnlyList<NameHit> Nearest, int Count);

/// <summary>
/// Finds names of persons by any spelling, in Arabic, Latin or Tifinagh script. Every word of a name is kept once for all names that hold it;
/// a written word finds the kept ones of the same consonants (in coarse classes that hold across scripts), else of one consonant more, fewer
/// or other; <see cref="NameSimilarity"/> says how alike they are. Every written word must be found in the name. See <c>docs/methods/name-index.md</c>.
/// </summary>
/// <remarks>Lives in memory alone; whoever shares it between threads locks it.</remarks>
public sealed class NameIndex
{
    /// <summary>Words less alike than this are not the same name.</summary>
    public const double Least = 0.6;

    /// <summary>What a written beginning of a word counts.</summary>
    private const double Beginning = 0.8;

    private const int ShortestBeginning = 3;

    private static readonly char[] Gaps = [' ', '-', '.', '\t', '\u00A0', '\u202F'];

    /// <summary>Words that are one name with what follows, written together or apart.</summary>
    private static readonly HashSet<string> Bound = ["abd", "ben", "bou", "ait", "oulad", "bel", "عبد", "بن", "بو", "ابو", "ايت", "اولاد", "بل"];

    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byConsonants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> folded = new(StringComparer.Ordinal);
    private readonly List<Word> words = [];
    private readonly List<int[]?> entries = [];

    /// <summary>Different words kept.</summary>
    public int Words => known.Count;

    /// <summary>Keeps the names of one person, in the place of any kept before; no name takes the person out.</summary>
    /// <param name="entry">≥ 0; numbers should be dense.</param>
    public void Set(int entry, params ReadOnlySpan<string?> names)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entry);
        Forget(entry);
        var held = new List<int>();
        foreach (var name in names)
        {
            foreach (var word in WordsOf(name, Folded))
            {
                var id = Keep(word);
                if (!held.Contains(id))
                {
                    held.Add(id);
                    words[id].Entries.Add(entry);
                }
            }
        }

        if (held.Count == 0)
        {
            return;
        }

        while (entries.Count <= entry)
        {
            entries.Add(null);
        }

        entries[entry] = [.. held];
    }

    /// <summary>Nearest spelling first, then in the order of their numbers.</summary>
    /// <param name="written">A name or some words of one.</param>
    /// <param name="wanted">Which entries may be answered at all.</param>
    /// <param name="most">≥ 1.</param>
    public NamesFound Find(string written, Predicate<int> wanted, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var tokens = WordsOf(written, Fold);
        var alike = tokens.Select((t, i) => Alike(t, i == tokens.Count - 1)).ToArray();
        if (alike.Length == 0 || Array.Exists(alike, a => a.Count == 0))
        {
            return new NamesFound([], 0);
        }

        var rarest = alike.MinBy(a => a.Keys.Sum(id => words[id].Entries.Count))!;
        var (seen, count) = (new BitArray(entries.Count), 0);
        var nearest = new PriorityQueue<NameHit, (double, int)>();
        foreach (var entry in rarest.Keys.SelectMany(id => words[id].Entries))
        {
            if (seen[entry])
            {
                continue;
            }

            seen[entry] = true;
            var likeness = wanted(entry) ? Likeness(entry, alike) : 0;
            if (likeness > 0)
            {
                count++;
                Keep(nearest, new NameHit(entry, likeness), most);
            }
        }

        return new NamesFound([.. nearest.UnorderedItems.Select(i => i.Element).OrderByDescending(h => h.Likeness).ThenBy(h => h.Entry)], count);
    }

    /// <summary>Most are no nearer than the nearest found before, and are only counted.</summary>
    private static void Keep(PriorityQueue<NameHit, (double Likeness, int Entry)> nearest, NameHit hit, int most)
    {
        if (nearest.Count < most)
        {
            nearest.Enqueue(hit, (hit.Likeness, -hit.Entry));
        }
        else if (nearest.TryPeek(out _, out var least) && (hit.Likeness > least.Likeness || (hit.Likeness == least.Likeness && -hit.Entry > least.Entry)))
        {
            nearest.EnqueueDequeue(hit, (hit.Likeness, -hit.Entry));
        }
    }

    /// <returns>0 when a written word has no like in the name.</returns>
    private double Likeness(int entry, Dictionary<int, double>[] alike)
    {
        var sum = 0d;
        foreach (var word in alike)
        {
            var best = 0d;
            foreach (var held in entries[entry]!)
            {
                best = word.TryGetValue(held, out var likeness) && likeness > best ? likeness : best;
            }

            if (best <= 0)
            {
                return 0;
            }

            sum += best;
        }

        return sum / alike.Length;
    }

    private Dictionary<int, double> Alike(string token, bool isLast)
    {
        var spelled = SpelledName.Of(token);
        var keys = KeysOf(token, spelled);
        var found = new Dictionary<int, double>();
        Compare(keys.SelectMany(k => byConsonants.GetValueOrDefault(k, [])), spelled, found);
        if (isLast && token.Length >= ShortestBeginning)
        {
            foreach (var (text, id) in known.Where(w => w.Key.StartsWith(token, StringComparison.Ordinal)))
            {
                found.TryAdd(id, Beginning);
            }
        }

        if (found.Count == 0)
        {
            Compare(byConsonants.Where(k => keys.Exists(key => IsOneApart(key, k.Key))).SelectMany(k => k.Value), spelled, found);
        }

        return found;
    }

    private void Compare(IEnumerable<int> candidates, SpelledName spelled, Dictionary<int, double> found)
    {
        foreach (var id in candidates.Where(id => words[id].Entries.Count > 0))
        {
            var likeness = NameSimilarity.Between(spelled, words[id].Spelled, Least);
            if (likeness >= Least)
            {
                found[id] = likeness;
            }
        }
    }

    private int Keep(string token)
    {
        if (known.TryGetValue(token, out var id))
        {
            return id;
        }

        id = words.Count;
        var spelled = SpelledName.Of(token);
        words.Add(new Word(token, spelled));
        known[token] = id;
        foreach (var key in KeysOf(token, spelled))
        {
            (byConsonants.TryGetValue(key, out var same) ? same : byConsonants[key] = []).Add(id);
        }

        return id;
    }

    /// <summary>A word that nobody bears any more leaves the memory with its last bearer.</summary>
    private void Forget(int entry)
    {
        if (entry >= entries.Count || entries[entry] is not { } held)
        {
            return;
        }

        entries[entry] = null;
        foreach (var id in held)
        {
            var word = words[id];
            word.Entries.Remove(entry);
            if (word.Entries.Count > 0)
            {
                continue;
            }

            known.Remove(word.Text);
            folded.Clear();
            foreach (var key in KeysOf(word.Text, word.Spelled))
            {
                byConsonants[key].Remove(id);
            }

            words[id] = Word.Gone;
        }
    }

    internal static List<string> WordsOf(string? name, Func<string, string[]> fold)
    {
        var all = new List<string>();
        foreach (var raw in (name ?? string.Empty).Split(Gaps, StringSplitOptions.RemoveEmptyEntries))
        {
            all.AddRange(fold(raw));
        }

        var plain = all.FindAll(w => !WordTables.Articles.Contains(w));
        return plain.Count == 0 ? all : Joined(plain);
    }

    internal static string[] Fold(string raw) => NameFolding.Fold(raw).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A million names are made of some ten thousand words: each is folded once.</summary>
    private string[] Folded(string raw) => folded.TryGetValue(raw, out var known) ? known : folded[raw] = Fold(raw);

    private static List<string> Joined(List<string> plain)
    {
        var joined = new List<string>(plain.Count);
        for (var i = 0; i < plain.Count; i++)
        {
            joined.Add(Bound.Contains(plain[i]) && i + 1 < plain.Count ? plain[i] + plain[++i] : plain[i]);
        }

        return joined;
    }

    /// <summary>The article inside عبد الرحمن is written, heard or swallowed (Abdelkrim, Abderrahmane): it finds nobody and loses nobody.</summary>
    private static List<string> KeysOf(string token, SpelledName spelled)
    {
        var keys = new List<string> { spelled.Skeleton };
        if (spelled.Apart is { } apart && apart.Skeleton != spelled.Skeleton)
        {
            keys.Add(apart.Skeleton);
        }

        return token.StartsWith("abd", StringComparison.Ordinal) || token.StartsWith("عبد", StringComparison.Ordinal)
            ? [.. keys.Select(WithoutArticle).Distinct()]
            : keys;
    }

    private static string WithoutArticle(string skeleton) => skeleton.Length > 2 && skeleton[2] == 'L' ? skeleton.Remove(2, 1) : skeleton;

    /// <summary>Whether one sign more, fewer or other makes one of the other.</summary>
    private static bool IsOneApart(string a, string b)
    {
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        if (longer.Length - shorter.Length > 1)
        {
            return false;
        }

        var start = 0;
        while (start < shorter.Length && shorter[start] == longer[start])
        {
            start++;
        }

        var same = shorter.Length == longer.Length ? 1 : 0;
        return shorter.AsSpan(Math.Min(start + same, shorter.Length)).SequenceEqual(longer.AsSpan(Math.Min(start + 1, longer.Length)));
    }

    private sealed record Word(string Text, SpelledName Spelled)
    {
        public static Word Gone { get; } = new(string.Empty, SpelledName.Of(string.Empty));

        public List<int> Entries { get; } = [];
    }
}
