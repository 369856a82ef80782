namespace Daira.Web.Tests;

/// <summary>One address of every kind of page, and the examples they open.</summary>
static class Pages
{
    /// <summary>A local constituency of four seats (its code in the official tables).</summary>
    public const string Constituency = "530";

    public const string Contest = "ma-house-2021-local";

    /// <summary>The only contest counted by unit.</summary>
    public const string UnitContest = "ma-communal-2021";

    public const string List = "RNI";

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "map", "places", "places?q=صفرو", $"places/{Constituency}", "contests", $"contests/{Contest}", "lists", $"lists/{List}", "sources", "methods",
        "whatif", $"whatif?contest={Contest}&place={Constituency}&law=dhondt", "laws", "laws/ma-house-2021", "sign-in", $"contests/{Contest}/origin?place={Constituency}", "compare", "compare?contest=ma-house-2021-local&selected=512&other=PAM",
    ];

    public static IReadOnlyList<string> Languages { get; } = ["ar", "fr", "en", "zgh"];

    public static string FileName(string kind) => kind.Replace("?q=صفرو", "-search", StringComparison.Ordinal).Replace('/', '-').Replace('?', '-').Replace('&', '-');
}
