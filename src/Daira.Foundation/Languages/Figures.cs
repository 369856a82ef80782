using System.Globalization;

namespace Daira.Foundation.Languages;

/// <summary>
/// How figures and dates are written for readers: Western digits, group sign U+202F (comma in English), minus U+2212,
/// Moroccan month names. The system's own conventions for ar-MA and fr-MA group by dots, which reads as decimals, so nothing is asked of them.
/// </summary>
public static class Figures
{
    public const char Minus = '\u2212';
    public const char NarrowSpace = '\u202F';

    private static readonly string[] ArabicMonths =
        ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"];

    private static readonly string[] FrenchMonths =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    private static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] TamazightMonths =
        ["ⵉⵏⵏⴰⵢⵔ", "ⴱⵕⴰⵢⵕ", "ⵎⴰⵕⵚ", "ⵉⴱⵔⵉⵔ", "ⵎⴰⵢⵢⵓ", "ⵢⵓⵏⵢⵓ", "ⵢⵓⵍⵢⵓⵣ", "ⵖⵓⵛⵜ", "ⵛⵓⵜⴰⵏⴱⵉⵔ", "ⴽⵜⵓⴱⵔ", "ⵏⵓⵡⴰⵏⴱⵉⵔ", "ⴷⵓⵊⴰⵏⴱⵉⵔ"];

    private static readonly NumberFormatInfo Spaced = new()
    {
        NumberGroupSeparator = NarrowSpace.ToString(),
        NumberDecimalSeparator = ",",
        NegativeSign = Minus.ToString(),
        NumberNegativePattern = 1,
    };

    private static readonly NumberFormatInfo English = new() { NegativeSign = Minus.ToString(), NumberNegativePattern = 1 };

    /// <summary>1234567.8 → “1 234 567,8”.</summary>
    /// <param name="decimals">Digits after the decimal sign, 0…9; rounded half away from zero.</param>
    public static string Number(decimal value, Language language, int decimals = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 9);
        return Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString($"N{decimals}", FormatOf(language));
    }

    /// <summary>With its sign, zero without: “+12 284”.</summary>
    public static string Signed(decimal value, Language language, int decimals = 0)
    {
        var text = Number(value, language, decimals);
        return Math.Round(value, decimals, MidpointRounding.AwayFromZero) > 0 ? "+" + text : text;
    }

    /// <summary>0.642 → “64,2%” (ar), “64,2 %” (fr, zgh), “64.2%” (en).</summary>
    public static string Percent(Share share, Language language, int decimals = 1) =>
        Number(share.Value * 100, language, decimals) + PercentSign(language);

    /// <summary>A difference of shares in points, signed, one decimal, without the word: “+33,0”.</summary>
    public static string Points(Points points, Language language) => Signed(points.Value * 100, language, 1);

    /// <summary>2026-11-20 → “20 نونبر 2026”.</summary>
    public static string Date(DateOnly date, Language language) =>
        $"{(date.Day == 1 && language == Language.French ? "1er" : date.Day.ToString(CultureInfo.InvariantCulture))} {Month(date.Month, language)} {Year(date.Year)}";

    /// <param name="month">1…12.</param>
    public static string Month(int month, Language language)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        return MonthsOf(language)[month - 1];
    }

    private static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static NumberFormatInfo FormatOf(Language language) => language == Language.English ? English : Spaced;

    private static string PercentSign(Language language) =>
        language == Language.French || language == Language.Tamazight ? NarrowSpace + "%" : "%";

    private static string[] MonthsOf(Language language) => language.Code switch
    {
        "ar" => ArabicMonths,
        "fr" => FrenchMonths,
        "en" => EnglishMonths,
        _ => TamazightMonths,
    };
}
