using System.Globalization;
using System.Text;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Bodies;

/// <summary>
/// Names and references as they may be kept. What cannot be seen (direction marks, zero-width signs) and letters that only look like those
/// of the field's script are refused: they make two names look alike, or one look like another.
/// </summary>
public static class CleanText
{
    public const int LongestName = 120;
    public const int LongestText = 2_000;

    /// <summary>A name in Arabic, Latin or Tifinagh letters; spaces made single, the Persian forms of yeh and kaf written as the Arabic ones.</summary>
    /// <param name="field">Id of the field's own text, so that the refusal names the place.</param>
    public static Outcome<string> Name(string? written, Script script, string field)
    {
        var text = Tidy(written).Replace('ی', 'ي').Replace('ک', 'ك');
        return text.Length == 0 ? Refuse("text-empty", field)
            : text.Length > LongestName ? Refuse("text-too-long", field, text.Length, LongestName)
            : Hidden(text) is { } hidden ? Refuse("text-hidden-sign", field, CodeOf(hidden))
            : text.EnumerateRunes().FirstOrDefault(r => Rune.IsLetter(r) && ScriptOf(r) != script) is { Value: not 0 } foreign
                ? Refuse("text-foreign-letter", field, foreign.ToString(), CodeOf(foreign))
            : !text.EnumerateRunes().Any(Rune.IsLetter) ? Refuse("text-empty", field)
            : text;
    }

    /// <summary>Any text of people's own words.</summary>
    /// <param name="longest">Characters at most.</param>
    public static Outcome<string> Words(string? written, string field, int longest = LongestText)
    {
        var text = Tidy(written);
        return text.Length == 0 ? Refuse("text-empty", field)
            : text.Length > longest ? Refuse("text-too-long", field, text.Length, longest)
            : Hidden(text) is { } hidden ? Refuse("text-hidden-sign", field, CodeOf(hidden))
            : text;
    }

    /// <summary>The names in each language that was filled in; at least Arabic or French.</summary>
    public static Outcome<Names> Names(string? arabic, string? latin)
    {
        var ar = string.IsNullOrWhiteSpace(arabic) ? null : Name(arabic, Script.Arabic, "field.name-ar");
        var fr = string.IsNullOrWhiteSpace(latin) ? null : Name(latin, Script.Latin, "field.name-latin");
        Refusal[] refusals = [.. (ar?.Refusals ?? []), .. (fr?.Refusals ?? [])];
        return refusals.Length > 0 ? Outcome<Names>.Refused(refusals)
            : ar is null && fr is null ? Refused<Names>("text-empty", "field.name-ar")
            : new Names(ar?.Value, fr?.Value, null, null);
    }

    private static string Tidy(string? written) =>
        string.Join(' ', (written ?? "").Normalize(NormalizationForm.FormKC).Split((char[])[' ', '\t', '\u00A0', '\u202F'], StringSplitOptions.RemoveEmptyEntries));

    private static Rune? Hidden(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is not ('\n' or '\r') && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                return rune;
            }
        }

        return null;
    }

    private static Script? ScriptOf(Rune letter) => letter.Value switch
    {
        < 0x0250 or (>= 0x1E00 and <= 0x1EFF) => Script.Latin,
        (>= 0x0600 and <= 0x06FF) or (>= 0x0750 and <= 0x077F) => Script.Arabic,
        >= 0x2D30 and <= 0x2D7F => Script.Tifinagh,
        _ => null,
    };

    private static Code CodeOf(Rune rune) => new($"U+{rune.Value:X4}");

    private static Outcome<string> Refuse(string code, string field, params object[] more) => Refused<string>(code, field, more);

    private static Outcome<T> Refused<T>(string code, string field, params object[] more) =>
        new Refusal(RefusalKind.Invalid, code, new Message("organisation." + code, [new Message(field), .. more]));
}

/// <summary>The scripts of Moroccan names.</summary>
public enum Script
{
    Arabic,
    Latin,
    Tifinagh,
}
