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

    /// <summary>Everything a simulation can be asked at once, and few elections.</summary>
    public const string Simulation = "simulate?contest=ma-house-2016-local&elections=400&own=PI&coalition=PJD&coalition=PI&poll.RNI=12&list=NEW:5";

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "map", "places", "places?q=صفرو", $"places/{Constituency}", "contests", $"contests/{Contest}", "lists", $"lists/{List}", "sources", "methods",
        "whatif", $"whatif?contest={Contest}&place={Constituency}&law=dhondt", "laws", "laws/ma-house-2021", "sign-in", $"contests/{Contest}/origin?place={Constituency}",
        $"map?topic=clusters&contest={UnitContest}&list=PI", $"map?topic=persistence&contest={Contest}&list=PJD&correction=none",
        $"map?topic=bivariate&contest={Contest}&list={List}", $"map?topic=zones&contest={UnitContest}&list={List}&zones=maxp&least=300000",
        $"map?topic=leader&contest={Contest}&view=hexagons", $"map?topic=leader&contest={UnitContest}&view=circles",
        "whatif?contest=ma-house-2016-local&swing.PI=5&split.PAM=1/3", "simulate", Simulation, "simulate/back-test", "scenarios", "scenarios?whatif=contest%3Dma-house-2016-local%26merge%3DPI%252CRNI",
        "compare", "compare?contest=ma-house-2021-local&selected=512&other=PAM",
    ];

    /// <summary>Pages for whoever signed in, over the invented party: looked at by the operator, the account's own by a person.</summary>
    public static IReadOnlyList<string> Inside { get; } =
    [
        "accounts", Account, Invitation, "workshop", "import", "contests/add", "sheets", "views",
        "organisation", "organisation/bodies", "organisation/bodies/40", "organisation/bodies/40/appoint?office=member", "organisation/bodies/40/appoint?office=member&person=60", "organisation/plan-body",
        "organisation/coverage", "organisation/coverage?within=3&list=PI", "organisation/plan", "organisation/ahead", "organisation/elected",
        "organisation/cases", "organisation/cases/1", "organisation/cases/new/found-body", "organisation/types", "organisation/types/secretariat", "organisation/procedures/found-body", "organisation/procedures/new",
        "organisation/rules/two-secretaries", "organisation/charter", "organisation/rights", "organisation/joint-acts", "organisation/clock",
        "organisation/dues", "organisation/bodies/40/dues", "organisation/bodies/40/owed", "organisation/bodies/40/shares",
        "organisation/members/import", "organisation/members/duplicates", "organisation/recruitment",
        "organisation/mandates/60", "organisation/mandates/60/letter", "organisation/persons/60",
    ];

    /// <summary>The page of one's own account, and the page that a link of invitation opens.</summary>
    public const string Account = "account", Invitation = "invitation";

    public static IReadOnlyList<string> Languages { get; } = ["ar", "fr", "en", "zgh"];

    public static string FileName(string kind) => kind.Replace("?q=صفرو", "-search", StringComparison.Ordinal).Replace('/', '-').Replace('?', '-').Replace('&', '-').Replace(':', '-').Replace('%', '-');
}
