namespace Daira.Web.Tests;

/// <summary>One address of every kind of page.</summary>
static class Pages
{
    /// <summary>The local constituency that the examples open (its code in the official tables).</summary>
    public const string Constituency = "530";

    public const string Contest = "ma-house-2021-local";

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "map", "places", "places?q=صفرو", $"places/{Constituency}", "contests", $"contests/{Contest}", "lists", "lists/RNI", "sources", "methods",
    ];

    public static IReadOnlyList<string> Languages { get; } = ["ar", "fr", "en", "zgh"];

    public static TheoryData<string, string> InEveryLanguage =>
        [.. Languages.SelectMany(language => Kinds.Select(kind => (language, kind)))];
}
