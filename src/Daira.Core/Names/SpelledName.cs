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
    private SpelledName(string text)
    {
        Text = text;
        Folded = NameFolding.Fold(text);
        Joined = Folded.Replace(" ", string.Empty, StringComparison.Ordinal);
        Script = ScriptOf(Joined);
        var letters = LettersOf(Folded, Script);
        Letters = [.. letters.Select(l => LetterCosts.CodeOf(l.Letter))];
        Shares = [.. letters.Select(l => l.Share)];
        Skeleton = SkeletonOf(letters);
        Weight = [WeightOf(false), WeightOf(true)];
    }

    public string Text { get; }

    public string Folded { get; }

    /// <summary>Folded without spaces: names equal here differ in word spacing at most.</summary>
    public string Joined { get; }

    public Script Script { get; }

    public byte[] Letters { get; }

    /// <summary>How much each letter counts, less in common words (0…1].</summary>
    public float[] Shares { get; }

    /// <summary>Consonants in coarse classes that hold across scripts; vowels, semivowels and gutturals left out.</summary>
    public string Skeleton { get; }

    /// <summary>Of all letters, within one script and across two.</summary>
    public float[] Weight { get; }

    public static SpelledName Of(string text) => new(text);

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

    /// <summary>Doubled letters count once: Arabic hides them in a shadda.</summary>
    private static List<(char Letter, float Share)> LettersOf(string folded, Script script)
    {
        var letters = new List<(char Letter, float Share)>(folded.Length);
        var sounds = new StringBuilder();
        foreach (var word in folded.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var share = WordTables.ShareOf(word);
            sounds.Clear();
            Spell(word, script, sounds);
            foreach (var c in sounds.ToString())
            {
                if (letters.Count > 0 && letters[^1].Letter == c && !char.IsDigit(c))
                {
                    letters[^1] = (c, Math.Max(letters[^1].Share, share));
                }
                else
                {
                    letters.Add((c, share));
                }
            }
        }

        return letters;
    }

    private static void Spell(string word, Script script, StringBuilder sounds)
    {
        if (WordTables.Articles.Contains(word))
        {
            sounds.Append('L');
        }
        else if (script == Script.Arabic)
        {
            sounds.Append(word.Length > 3 && word.StartsWith("ال", StringComparison.Ordinal) ? "L" + word[2..] : word);
        }
        else
        {
            LatinSounds.Write(script == Script.Tifinagh ? LatinSounds.OfTifinagh(word) : word, sounds);
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
