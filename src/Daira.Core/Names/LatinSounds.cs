using System.Text;

namespace Daira.Core.Names;

/// <summary>French spelling of Moroccan names read as sounds, one letter each (see <see cref="LetterCosts"/>); and Tifinagh in Latin letters.</summary>
internal static class LatinSounds
{
    private const string Tifinagh = "ⴰⴱⴳⴷⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵖⵙⵛⵜⵡⵢⵣ";
    private static readonly string[] Romans =
        ["a", "b", "g", "d", "e", "f", "k", "h", "h", "", "kh", "q", "i", "j", "l", "m", "n", "u", "r", "gh", "s", "ch", "t", "w", "y", "z"];

    /// <summary>After the official alphabet of IRCAM (2003); ⵄ, which French leaves out, is left out.</summary>
    public static string OfTifinagh(string word) =>
        string.Concat(word.Select(c => Tifinagh.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? Romans[i] : c.ToString()));

    /// <param name="word">A folded word.</param>
    /// <param name="apart">Read the h of rh, sh and gh as a sound of its own.</param>
    /// <param name="sounds">Gets the sounds.</param>
    public static void Write(string word, bool apart, StringBuilder sounds)
    {
        for (var i = 0; i < word.Length;)
        {
            var (sound, length) = apart && word[i] is ('r' or 's' or 'g') && i + 1 < word.Length && word[i + 1] == 'h' ? (word[i..(i + 1)], 1) : At(word.AsSpan(i));
            sounds.Append(sound);
            i += length;
        }
    }

    private static (string Sound, int Length) At(ReadOnlySpan<char> rest) => rest switch
    {
        ['t', 'c', 'h', ..] => ("tS", 3),
        ['c' or 's', 'h', ..] => ("S", 2),
        ['k', 'h', ..] => ("x", 2),
        ['g' or 'r', 'h', ..] => ("G", 2),
        ['p', 'h', ..] => ("f", 2),
        ['t', 'h', ..] => ("t", 2),
        ['d', 'h', ..] => ("d", 2),
        ['q', 'u', 'a' or 'e' or 'i' or 'y', ..] => ("q", 2),
        ['g', 'u', 'a' or 'e' or 'i' or 'o' or 'y', ..] => ("g", 2),
        ['o', 'u', 'a' or 'e' or 'i' or 'o' or 'y', ..] => ("w", 2),
        ['o', 'u', ..] => ("u", 2),
        ['c', 'e' or 'i' or 'y', ..] => ("s", 1),
        ['c', 'k', ..] => ("k", 2),
        ['c', ..] => ("k", 1),
        ['o', ..] => ("u", 1),
        ['x', ..] => ("ks", 1),
        ['v', ..] => ("f", 1),
        ['p', ..] => ("b", 1),
        _ => (rest[..1].ToString(), 1),
    };
}
