using Daira.Foundation.Access;

namespace Daira.Web.Pages.SignIn;

/// <summary>One thing that can be changed on the pages by whoever may.</summary>
/// <param name="Id">Its texts are <c>workshop.{Id}</c> and <c>workshop.{Id}.what</c>.</param>
/// <param name="Path">Without language.</param>
/// <param name="Right">Who may: the right over the installation; null = the local operator alone.</param>
public sealed record Tool(string Id, string Path, Right? Right = null)
{
    public bool IsFor(Actor actor) => actor is Actor.LocalOperator || (Right is { } right && Rights.Refuse(actor, right) is null);
}

public static class Workshop
{
    public static IReadOnlyList<Tool> Tools { get; } =
    [
        new("scenarios", "/scenarios"),
        new("sheets", "/sheets", Rights.PublishResults),
        new("views", "/views", Rights.PublishResults),
        new("import", "/import", Rights.ImportResults),
        new("contest", "/contests/add", Rights.ImportResults),
        new("accounts", "/accounts", Rights.ManageAccounts),
        new("leave", "/sign-in"),
    ];
}
