using System.Globalization;
using System.Text;

namespace Daira.Core.Names;

/// <summary>
/// One spelling for what people write in many ways, in Arabic, Latin and Tifinagh script. The steps run in a fixed order, each is a
/// <see cref="NameRule"/>; folding what is folded changes nothing.
/// </summary>
public static class NameFolding
{
    private static readonly (NameRule Rule, Func<string, string> Fold)[] Steps =
    [
        (NameRule.LetterForms, Plain),
        (NameRule.AlefForms, text => Each(text, c => c is 'أ' or 'إ' or 'آ' or 'ٱ' ? 'ا' : c)),
        (NameRule.HamzaSeats, text => Each(text, c => c switch { 'ؤ' => 'و', 'ئ' => 'ي', 'ء' => null, _ => c })),
        (NameRule.AlefMaqsura, text => Each(text, c => c is 'ى' or 'ی' ? 'ي' : c)),
        (NameRule.TaMarbuta, text => Each(text, c => c is 'ة' ? 'ه' : c)),
        (NameRule.Gaf, text => Each(text, c => c is 'ڭ' or 'گ' or 'ݣ' or 'ک' ? 'ك' : c)),
        (NameRule.Harakat, text => Each(text, c => c is (>= '\u0610' and <= '\u061A') or (>= '\u064B' and <= '\u065F') or '\u0670' ? null : c)),
        (NameRule.Tatweel, text => Each(text, c => c is 'ـ' || char.GetUnicodeCategory(c) is UnicodeCategory.Format ? null : c)),
        (NameRule.Accents, WithoutAccents),
        (NameRule.TifinaghForms, text => Each(text, c => c switch { 'ⵕ' => 'ⵔ', 'ⵟ' => 'ⵜ', 'ⴹ' => 'ⴷ', 'ⵚ' => 'ⵙ', 'ⵥ' => 'ⵣ', 'ⵯ' => null, _ => c })),
        (NameRule.Digits, text => Each(text, c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c)),
        (NameRule.Punctuation, WithoutPunctuation),
        (NameRule.KindWords, WithoutKinds),
        (NameRule.UsualWords, text => string.Join(' ', text.Split(' ').Select(WordTables.UsualOf))),
    ];

    /// <summary>The folded spelling: small letters and digits in words parted by single spaces; empty when the text has neither.</summary>
    /// <param name="text">Any text.</param>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Steps.Aggregate(text, (folded, step) => step.Fold(folded));
    }

    /// <summary>The steps that changed either text before both were equal, in order; empty when nothing had to be done.</summary>
    internal static List<NameRule> RulesBetween(string a, string b)
    {
        var rules = new List<NameRule>();
        foreach (var (rule, fold) in Steps)
        {
            if (a == b)
            {
                break;
            }

            var (nextA, nextB) = (fold(a), fold(b));
            if (nextA != a || nextB != b)
            {
                rules.Add(rule);
            }

            (a, b) = (nextA, nextB);
        }

        return rules;
    }

    /// <summary>Text that is no valid Unicode (half a pair) cannot be normalised; its halves are dropped.</summary>
    private static string Plain(string text)
    {
        var valid = text.Any(char.IsSurrogate) ? Each(text, c => char.IsSurrogate(c) ? null : c) : text;
        return valid.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    private static string WithoutAccents(string text) =>
        text.All(char.IsAscii)
            ? text
            : Each(text.Normalize(NormalizationForm.FormKD), c => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark ? null : Plain(char.ToLowerInvariant(c))).Replace("ß", "ss", StringComparison.Ordinal);

    /// <summary>Letters of other alphabets in Latin script that decomposition leaves as they are.</summary>
    private static char Plain(char c) => c switch
    {
        'œ' or 'æ' => 'e',
        'ł' => 'l',
        'ø' => 'o',
        'đ' or 'ð' => 'd',
        'ħ' => 'h',
        'ŧ' or 'þ' => 't',
        'ı' => 'i',
        _ => c,
    };

    /// <summary>The article and the particle before an apostrophe are words (l'Oriental); any other apostrophe is none (M'hamed).</summary>
    private static string WithoutPunctuation(string text)
    {
        var words = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\'' or '’' or '‘' or 'ʼ' or 'ʿ' or 'ʾ' or '`' && !IsParticle(words))
            {
                continue;
            }

            if (char.IsLetterOrDigit(c))
            {
                words.Append(c);
            }
            else if (words.Length > 0 && words[^1] != ' ')
            {
                words.Append(' ');
            }
        }

        return words.ToString().TrimEnd();
    }

    private static bool IsParticle(StringBuilder words) =>
        words.Length > 0 && words[^1] is 'l' or 'd' && (words.Length == 1 || words[^2] == ' ');

    private static string WithoutKinds(string text)
    {
        var words = text.Split(' ').AsSpan();
        while (words.Length > 1 && WordTables.Kinds.Contains(words[^1]))
        {
            words = words[..^1];
        }

        while (words.Length > 1 && WordTables.Kinds.Contains(words[0]))
        {
            words = words[(words.Length > 2 && WordTables.Links.Contains(words[1]) ? 2 : 1)..];
        }

        return string.Join(' ', words.ToArray());
    }

    private static string Each(string text, Func<char, char?> fold)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (fold(c) is { } letter)
            {
                folded.Append(letter);
            }
        }

        return folded.Length == text.Length && folded.Equals(text) ? text : folded.ToString();
    }
}
