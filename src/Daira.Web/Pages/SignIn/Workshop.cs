namespace Daira.Web.Pages.SignIn;

/// <summary>One thing that can be changed on the pages by whoever may.</summary>
/// <param name="Id">Its texts are <c>workshop.{Id}</c> and <c>workshop.{Id}.what</c>.</param>
/// <param name="Path">Without language.</param>
public sealed record Tool(string Id, string Path);

public static class Workshop
{
    public static IReadOnlyList<Tool> Tools { get; } =
    [
        new("scenarios", "/scenarios"),
        new("sheets", "/sheets"),
        new("views", "/views"),
        new("import", "/import"),
        new("contest", "/contests/add"),
        new("accounts", "/accounts"),
        new("leave", "/sign-in"),
    ];
}
