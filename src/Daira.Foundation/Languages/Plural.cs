namespace Daira.Foundation.Languages;

/// <summary>Which form of a counted word a whole number takes (Unicode CLDR, cardinal rules).</summary>
public static class Plural
{
    /// <summary>The categories a language really tells apart; a text with plural forms gives all of them.</summary>
    public static IReadOnlyList<string> CategoriesOf(Language language) => language.Code switch
    {
        "ar" => ["zero", "one", "two", "few", "many", "other"],
        _ => ["one", "other"],
    };

    /// <param name="count">≥ 0; the sign plays no part.</param>
    public static string CategoryOf(long count, Language language)
    {
        var n = count == long.MinValue ? long.MaxValue : Math.Abs(count);
        return language.Code switch
        {
            "ar" => Arabic(n),
            "en" => n == 1 ? "one" : "other",
            "fr" => n <= 1 ? "one" : "other",

            // Rules of Central Atlas Tamazight; CLDR has none for the standard language.
            _ => n <= 1 || n is >= 11 and <= 99 ? "one" : "other",
        };
    }

    private static string Arabic(long n) => (n, n % 100) switch
    {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, >= 3 and <= 10) => "few",
        (_, >= 11) => "many",
        _ => "other",
    };
}
