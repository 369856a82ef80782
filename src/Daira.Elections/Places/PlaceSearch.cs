using System.Globalization;
using System.Text;

namespace Daira.Elections.Places;

/// <summary>Finds places by any of their names, in any script, or by code. It ranks and never decides: several places of one name all come back.</summary>
public sealed class PlaceSearch
{
    /// <summary>Words that say what kind of place is meant; they help nobody find it unless nothing else was written.</summary>
    private static readonly HashSet<string> KindWords =
    [
        "جهه", "اقليم", "عماله", "جماعه", "مقاطعه", "داءره", "دايره", "بلديه",
        "region", "province", "prefecture", "commune", "arrondissement", "circonscription", "municipality", "constituency",
        "de", "d", "du", "des", "la", "l", "of",
    ];

    private readonly Entry[] entries;

    public PlaceSearch(Atlas atlas) =>
        entries = [.. atlas.Places.Select(p => new Entry(p, [.. SpellingsOf(p).Select(Fold).Where(f => f.Length > 0).Distinct()]))];

    /// <param name="query">A name or part of one, or an official code with or without dots.</param>
    /// <param name="most">≥ 1.</param>
    /// <returns>Best first; places of one rank from the larger territory to the smaller, then by population.</returns>
    public PlacesFound Find(string query, int most = 50)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var wanted = Wanted(query);
        if (wanted.Length == 0)
        {
            return new PlacesFound([], 0, 0, false);
        }

        var code = CodeOf(query);
        var found = Ranked(entry => RankOf(entry, wanted, code));
        var isGuess = found.Count == 0;
        if (isGuess)
        {
            found = Ranked(entry => Nearness(entry, wanted));
        }

        var best = isGuess ? 0 : found.TakeWhile(f => f.Rank <= Rank.WholeName).Count();
        return new PlacesFound([.. found.Take(most).Select(f => f.Place)], found.Count, best, isGuess);
    }

    /// <summary>
    /// One spelling for what readers write in many ways: letters without accents, vowel signs or elongation, forms of alef, hamza and
    /// ta marbuta made one, emphatic Tifinagh letters as plain ones, small letters, single spaces for all punctuation.
    /// </summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (Folded(c) is not { } letter)
            {
                continue;
            }

            if (letter != ' ' || (folded.Length > 0 && folded[^1] != ' '))
            {
                folded.Append(letter);
            }
        }

        return folded.ToString().Trim();
    }

    private static char? Folded(char c) => c switch
    {
        'أ' or 'إ' or 'آ' or 'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' or 'ئ' or 'ی' => 'ي',
        'ؤ' => 'و',
        'ڭ' or 'گ' or 'ݣ' or 'ک' => 'ك',
        'ء' or 'ـ' or 'ⵯ' or '\'' or '’' or 'ʿ' => null,
        'ⵕ' => 'ⵔ',
        'ⵟ' => 'ⵜ',
        'ⴹ' => 'ⴷ',
        'ⵚ' => 'ⵙ',
        'ⵥ' => 'ⵣ',
        'œ' => 'e',
        _ when char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format => null,
        _ when char.IsLetterOrDigit(c) => c,
        _ => ' ',
    };

    private static IEnumerable<string> SpellingsOf(Place place)
    {
        var names = place.Names;
        return new[] { names.Arabic, names.French, names.English, names.Tamazight }
            .Concat(names.Aliases.Select(a => a.Text)).OfType<string>();
    }

    private static string Wanted(string query)
    {
        var words = Fold(query).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var telling = words.Where(w => !KindWords.Contains(w)).ToArray();
        return string.Join(' ', telling.Length > 0 ? telling : words);
    }

    private static string? CodeOf(string query)
    {
        var digits = query.Trim().Replace(".", string.Empty);
        return digits.Length > 0 && digits.All(char.IsAsciiLetterOrDigit) ? digits.TrimStart('0') : null;
    }

    private static Rank? RankOf(Entry entry, string wanted, string? code)
    {
        if (code is not null && string.Equals(entry.Place.Code, code, StringComparison.OrdinalIgnoreCase))
        {
            return Rank.Code;
        }

        return entry.Spellings.Select(s => RankOf(s, wanted)).Min();
    }

    private static Rank? RankOf(string spelling, string wanted)
    {
        if (spelling == wanted || WithoutArticle(spelling) == WithoutArticle(wanted))
        {
            return Rank.WholeName;
        }

        if (spelling.StartsWith(wanted, StringComparison.Ordinal))
        {
            return Rank.Start;
        }

        var words = spelling.Split(' ');
        return wanted.Split(' ').All(w => words.Any(x => x.StartsWith(w, StringComparison.Ordinal) || WithoutArticle(x).StartsWith(w, StringComparison.Ordinal)))
            ? Rank.Words
            : null;
    }

    private static string WithoutArticle(string word) =>
        word.Length > 4 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..] : word;

    /// <summary>Only asked when nothing matched: one slip in three letters, three at most.</summary>
    private static Rank? Nearness(Entry entry, string wanted)
    {
        var allowed = Math.Clamp(wanted.Length / 3, 1, 3);
        var slips = entry.Spellings.Where(s => Math.Abs(s.Length - wanted.Length) <= allowed)
            .Select(s => (int?)Slips(s, wanted)).Min();
        return slips <= allowed ? Rank.Near + slips.Value : null;
    }

    /// <summary>Insertions, deletions and replacements between two words (Levenshtein 1966).</summary>
    private static int Slips(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }

    private List<(Place Place, Rank Rank)> Ranked(Func<Entry, Rank?> rank) =>
    [
        .. entries.Select(e => (e.Place, Rank: rank(e)))
            .Where(x => x.Rank is not null)
            .Select(x => (x.Place, x.Rank!.Value))
            .OrderBy(x => x.Value)
            .ThenBy(x => x.Place.ValidTo is not null)
            .ThenBy(x => x.Place.Level)
            .ThenByDescending(x => x.Place.Population?.Inhabitants ?? 0)
            .ThenBy(x => x.Place.Index),
    ];

    private enum Rank
    {
        Code,
        WholeName,
        Start,
        Words,
        Near,
    }

    private sealed record Entry(Place Place, string[] Spellings);
}

/// <param name="Places">Best first, cut at the number asked for.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="SameName">How many bear exactly the name or code asked for: from two on the reader must choose.</param>
/// <param name="IsGuess">Nothing matched; these are only near in spelling.</param>
public sealed record PlacesFound(IReadOnlyList<Place> Places, int Total, int SameName, bool IsGuess);
