using System.Text;

namespace Daira.Core.Names;

/// <summary>The scripts the comparison knows; anything else counts as Latin and is only equal or unlike.</summary>
internal enum Script : byte
{
    Latin,
    Arabic,
    Tifinagh,
}

/// <summary>A name ready to be compared: its sounds or letters with their shares, and keys to find it by.</summary>
internal sealed class SpelledName
{
    /// <summary>What lies behind is compared only as a whole: no place has a longer name, and no text may make the work endless.</summary>
    private const int MostLetters = 200;

    private SpelledName(string text, string folded, string joined, Script script, bool apart)
    {
        (Text, Folded, Joined, Script) = (text, folded, joined, script);
        var letters = LettersOf(folded, script, apart);
        Letters = [.. letters.Select(l => LetterCosts.CodeOf(l.Letter))];
        Shares = [.. letters.Select(l => l.Share)];
        Numbers = NumbersOf(folded);
        Skeleton = SkeletonOf(letters);
        Consonants = CountsOf(letters);
        Weight = [WeightOf(false), WeightOf(true)];
    }

    public string Text { get; }

    public string Folded { get; }

    /// <summary>Folded without spaces: names equal here differ in word spacing at most.</summary>
    public string Joined { get; }

    public Script Script { get; }

    /// <summary>The first <see cref="MostLetters"/>.</summary>
    public byte[] Letters { get; }

    /// <summary>How much each letter counts, less in common words (0…1].</summary>
    public float[] Shares { get; }

    /// <summary>The numbers in the name, in order, parted by spaces.</summary>
    public string Numbers { get; }

    /// <summary>Consonants in coarse classes that hold across scripts; vowels, semivowels and gutturals left out.</summary>
    public string Skeleton { get; }

    /// <summary>How many consonants of each coarse class, seven bits each in unary (seven stands for more): differences are counts of bits.</summary>
    public ulong Consonants { get; }

    /// <summary>Of all letters, within one script and across two.</summary>
    public float[] Weight { get; }

    /// <summary>
    /// A second reading, where the spelling allows two: Latin rh, sh, gh as two sounds (Rhamna, Ishaq); an Arabic article inside a word
    /// as that of a joined second word. Null where there is none.
    /// </summary>
    public SpelledName? Apart { get; private init; }

    public static SpelledName Of(string text)
    {
        var folded = NameFolding.Fold(text);
        var joined = folded.Replace(" ", string.Empty, StringComparison.Ordinal);
        var script = ScriptOf(joined);
        var apart = HasTwoReadings(folded, script) ? new SpelledName(text, folded, joined, script, apart: true) : null;
        return new SpelledName(text, folded, joined, script, apart: false) { Apart = apart };
    }

    private static bool HasTwoReadings(string folded, Script script) => script switch
    {
        Script.Latin => folded.Contains("rh", StringComparison.Ordinal) || folded.Contains("sh", StringComparison.Ordinal) || folded.Contains("gh", StringComparison.Ordinal),
        Script.Arabic => folded.Split(' ').Any(word => InnerArticle(word) > 0),
        _ => false,
    };

    /// <summary>Where an article stands inside a word, with two letters or more before it and three or more behind; else −1.</summary>
    private static int InnerArticle(string word) =>
        word.Length < 7 ? -1 : word.IndexOf("ال", 2, word.Length - 5, StringComparison.Ordinal);

    private static string NumbersOf(string folded) =>
        folded.Any(char.IsDigit)
            ? string.Join(' ', new string([.. folded.Select(c => char.IsDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => n.TrimStart('0')))
            : string.Empty;

    private static Script ScriptOf(string letters)
    {
        var arabic = letters.Count(c => c is >= '\u0600' and <= '\u06FF');
        var tifinagh = letters.Count(c => c is >= '\u2D30' and <= '\u2D7F');
        return arabic > letters.Length / 2 ? Script.Arabic : tifinagh > letters.Length / 2 ? Script.Tifinagh : Script.Latin;
    }

    private float WeightOf(bool acrossScripts)
    {
        var weights = LetterCosts.WeightsFor(acrossScripts);
        return Letters.Select((letter, i) => weights[letter] * Shares[i]).Sum();
    }

    /// <summary>Doubled letters of a Latin or Tifinagh word count once: Arabic hides them in a shadda.</summary>
    private static List<(char Letter, float Share)> LettersOf(string folded, Script script, bool apart)
    {
        var letters = new List<(char Letter, float Share)>(folded.Length);
        var sounds = new StringBuilder();
        foreach (var word in folded.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var share = WordTables.ShareOf(word);
            sounds.Clear();
            Spell(word, script, apart, sounds);
            for (var i = 0; i < sounds.Length && letters.Count < MostLetters; i++)
            {
                if (i == 0 || script == Script.Arabic || sounds[i] != sounds[i - 1] || char.IsDigit(sounds[i]))
                {
                    letters.Add((sounds[i], share));
                }
            }
        }

        return letters;
    }

    private static void Spell(string word, Script script, bool apart, StringBuilder sounds)
    {
        if (WordTables.Articles.Contains(word))
        {
            sounds.Append('L');
        }
        else if (script == Script.Arabic)
        {
            sounds.Append(word);
            if (apart && InnerArticle(word) is > 0 and var inner)
            {
                sounds.Remove(inner, 2).Insert(inner, 'L');
            }

            if (word.Length > 3 && word.StartsWith("ال", StringComparison.Ordinal))
            {
                sounds.Remove(0, 2).Insert(0, 'L');
            }
        }
        else
        {
            LatinSounds.Write(script == Script.Tifinagh ? LatinSounds.OfTifinagh(word) : word, apart, sounds);
        }
    }

    private static string SkeletonOf(List<(char Letter, float Share)> letters)
    {
        var skeleton = new StringBuilder();
        foreach (var (letter, _) in letters)
        {
            if (ClassOf(letter) is { } kind && (skeleton.Length == 0 || skeleton[^1] != kind))
            {
                skeleton.Append(kind);
            }
        }

        return skeleton.ToString();
    }

    private static ulong CountsOf(List<(char Letter, float Share)> letters)
    {
        const string classes = "BFTSKMNRL";
        var counts = 0UL;
        foreach (var kind in letters.Select(l => ClassOf(l.Letter)).OfType<char>())
        {
            var shift = classes.IndexOf(kind, StringComparison.Ordinal) * 7;
            if (shift >= 0)
            {
                counts |= ((((counts >> shift) & 0x7F) << 1 | 1) & 0x7F) << shift;
            }
        }

        return counts;
    }

    private static char? ClassOf(char letter) => letter switch
    {
        'b' or 'ب' => 'B',
        'f' or 'ف' => 'F',
        't' or 'd' or 'ت' or 'ث' or 'د' or 'ذ' or 'ط' or 'ض' => 'T',
        's' or 'z' or 'S' or 'س' or 'ز' or 'ص' or 'ظ' or 'ش' => 'S',
        'k' or 'q' or 'g' or 'j' or 'G' or 'x' or 'ك' or 'ق' or 'ج' or 'غ' or 'خ' => 'K',
        'm' or 'م' => 'M',
        'n' or 'ن' => 'N',
        'r' or 'ر' => 'R',
        'l' or 'ل' => 'L',
        >= '0' and <= '9' => letter,
        _ => null,
    };
}
