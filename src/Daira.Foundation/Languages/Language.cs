namespace Daira.Foundation.Languages;

/// <summary>A language the readers can choose. Exactly four exist; compare them by reference.</summary>
public sealed class Language
{
    private Language(string code, string ownName, string shortName, bool rightToLeft, params string[] fallback)
    {
        Code = code;
        OwnName = ownName;
        ShortName = shortName;
        Direction = rightToLeft ? "rtl" : "ltr";
        Fallback = fallback;
    }

    /// <summary>Arabic: the original of every text.</summary>
    public static Language Arabic { get; } = new("ar", "العربية", "ع", rightToLeft: true);

    public static Language French { get; } = new("fr", "Français", "FR", rightToLeft: false, "ar");

    public static Language English { get; } = new("en", "English", "EN", rightToLeft: false, "fr", "ar");

    /// <summary>Standard Moroccan Tamazight in Tifinagh; what is not yet written in it is said in Arabic.</summary>
    public static Language Tamazight { get; } = new("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ⵣ", rightToLeft: false, "ar");

    /// <summary>In the order of the language switch.</summary>
    public static IReadOnlyList<Language> All { get; } = [Arabic, French, English, Tamazight];

    /// <summary><c>ar fr en zgh</c>.</summary>
    public string Code { get; }

    public string OwnName { get; }

    public string ShortName { get; }

    /// <summary><c>rtl</c> or <c>ltr</c>.</summary>
    public string Direction { get; }

    /// <summary>Codes of the languages that speak where this one has no text yet, nearest first.</summary>
    public IReadOnlyList<string> Fallback { get; }

    /// <summary>The language of this code, or null.</summary>
    public static Language? Find(string? code) => code switch
    {
        "ar" => Arabic,
        "fr" => French,
        "en" => English,
        "zgh" => Tamazight,
        _ => null,
    };

    /// <exception cref="ArgumentOutOfRangeException">No such language.</exception>
    public static Language Of(string code) =>
        Find(code) ?? throw new ArgumentOutOfRangeException(nameof(code), code, "Languages: ar, fr, en, zgh.");

    /// <summary>
    /// The first language of an <c>Accept-Language</c> header that the readers can choose, by its weights; null when none is.
    /// <c>ber</c>, <c>tzm</c> and <c>shi</c> count as Tamazight.
    /// </summary>
    public static Language? Accepted(string? header) =>
        (header ?? string.Empty).Split(',')
            .Select((part, order) => (Language: Find(Primary(part)), Weight: WeightOf(part), order))
            .Where(x => x.Language is not null && x.Weight > 0)
            .OrderByDescending(x => x.Weight).ThenBy(x => x.order)
            .Select(x => x.Language)
            .FirstOrDefault();

    public override string ToString() => Code;

    private static string Primary(string part)
    {
        var tag = part.Split(';')[0].Trim().Split('-')[0].ToLowerInvariant();
        return tag is "ber" or "tzm" or "shi" ? "zgh" : tag;
    }

    private static decimal WeightOf(string part)
    {
        var at = part.IndexOf("q=", StringComparison.Ordinal);
        return at < 0 ? 1 : decimal.TryParse(part.AsSpan(at + 2).Trim(), out var weight) ? weight : 0;
    }
}
