using System.Collections.Concurrent;
using System.Numerics;

namespace Daira.Core.Names;

/// <summary>A person's name in every spelling that is known, ready to be compared: made by <see cref="PersonNames"/>.</summary>
public sealed class PersonName
{
    internal PersonName(SpelledName[][] spellings) => Spellings = spellings;

    /// <summary>The words of each spelling.</summary>
    internal SpelledName[][] Spellings { get; }
}

/// <summary>
/// Says whether two names may be one person's: in any spelling and script, in any order of words, with one word more or less. Two names are
/// alike when every word of the shorter is alike to a word of the other of its own, and there are two such words at least, or one each.
/// It answers yes or no, never how much: a person judges. See <c>docs/methods/name-index.md</c>.
/// </summary>
/// <remarks>Words are kept while this lives, each spelled once; it may be used by several threads.</remarks>
public sealed class PersonNames
{
    /// <summary>Words less alike than this are two names.</summary>
    public const double Least = 0.8;

    /// <summary>Words that differ by more consonants than this are less alike than <see cref="Least"/>, or so short that nobody would take one for the other.</summary>
    private const int MostOtherConsonants = 2;

    private readonly ConcurrentDictionary<string, string[]> folded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SpelledName> words = new(StringComparer.Ordinal);

    /// <param name="spellings">One for each script; those that are null or empty say nothing.</param>
    public PersonName Of(params ReadOnlySpan<string?> spellings)
    {
        var known = new List<SpelledName[]>(spellings.Length);
        foreach (var spelling in spellings)
        {
            var spelled = NameIndex.WordsOf(spelling, raw => folded.GetOrAdd(raw, NameIndex.Fold)).ConvertAll(w => words.GetOrAdd(w, SpelledName.Of));
            if (spelled.Count > 0)
            {
                known.Add([.. spelled]);
            }
        }

        return new PersonName([.. known]);
    }

    /// <summary>Whether one spelling of each has the same words once folded, in any order.</summary>
    public static bool AreEqual(PersonName a, PersonName b) =>
        Any(a, b, (one, other) => one.Length == other.Length && one.Select(w => w.Joined).Order(StringComparer.Ordinal).SequenceEqual(other.Select(w => w.Joined).Order(StringComparer.Ordinal)));

    /// <summary>Whether a person should look whether the two are one.</summary>
    public static bool AreAlike(PersonName a, PersonName b) => Any(a, b, (one, other) => one.Length <= other.Length ? IsIn(one, other) : IsIn(other, one));

    private static bool Any(PersonName a, PersonName b, Func<SpelledName[], SpelledName[], bool> fits)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Array.Exists(a.Spellings, one => Array.Exists(b.Spellings, other => fits(one, other)));
    }

    /// <summary>Each word takes the first free one that is alike: names have few words, and words of one name are seldom alike among themselves.</summary>
    private static bool IsIn(SpelledName[] shorter, SpelledName[] longer)
    {
        var taken = 0L;
        foreach (var word in shorter)
        {
            var at = 0;
            while (at < longer.Length && ((taken & (1L << at)) != 0 || !Alike(word, longer[at])))
            {
                at++;
            }

            if (at == longer.Length)
            {
                return false;
            }

            taken |= 1L << at;
        }

        return shorter.Length > 1 || longer.Length == 1;
    }

    private static bool Alike(SpelledName a, SpelledName b) =>
        ReferenceEquals(a, b) || (BitOperations.PopCount(a.Consonants ^ b.Consonants) <= MostOtherConsonants && NameSimilarity.Between(a, b, Least) >= Least);
}
