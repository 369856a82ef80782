using Daira.Foundation.Languages;

namespace Daira.Foundation.Access;

/// <summary>The one decision: may this actor do this, here, this deep? An unknown right is no right.</summary>
public static class Rights
{
    /// <summary>Rights over the installation itself.</summary>
    public static Right ManageAccounts => new("manage-accounts");
    public static Right ChangeRights => new("change-rights");
    public static Right ReadJournal => new("read-journal");
    public static Right SeeState => new("see-installation");

    /// <summary>Acts that need two persons, each holding the right.</summary>
    public static Right ExportMany => new("export-many");
    public static Right Erase => new("erase-person");
    public static Right Override => new("override-rule");

    /// <summary>The keepers of the electoral side.</summary>
    public static Right ImportResults => new("import-results");
    public static Right CorrectResults => new("correct-results");
    public static Right PublishResults => new("publish-results");

    /// <summary>Those the ground knows of; parts add theirs where the program is put together.</summary>
    public static IReadOnlyList<Right> All { get; } =
        [ManageAccounts, ChangeRights, ReadJournal, SeeState, ExportMany, Erase, Override, ImportResults, CorrectResults, PublishResults];

    /// <summary>May this actor do this? The local operator may: whoever sits at the machine holds the files anyway.</summary>
    /// <returns>Why not; null when allowed.</returns>
    public static Refusal? Refuse(Actor actor, Right right, Scope scope, Sensitivity sensitivity = Sensitivity.Internal) => actor switch
    {
        Actor.LocalOperator => null,
        Actor.Person { Standing: var standing } => standing.For(right, scope, sensitivity) is null ? WhyNot(standing, right) : null,
        _ => new Refusal(RefusalKind.Forbidden, "sign-in-first", new Message("access.sign-in-first", Words(right))),
    };

    /// <summary>For what belongs to the installation as a whole.</summary>
    public static Refusal? Refuse(Actor actor, Right right) => Refuse(actor, right, Scope.Installation);

    /// <summary>The same decision, answered with the actor in the mandate that allows it, which is what the journal should name.</summary>
    public static Outcome<Actor> Acting(Actor actor, Right right, Scope scope, Sensitivity sensitivity = Sensitivity.Internal) =>
        Refuse(actor, right, scope, sensitivity) is { } refusal ? refusal
        : actor is Actor.Person person ? Outcome<Actor>.Of(person with { Mandate = person.Standing.For(right, scope, sensitivity)!.Mandate })
        : Outcome<Actor>.Of(actor);

    /// <summary>What time sets off: for the clock, and for whoever sits at the machine.</summary>
    /// <returns>Why not; null when allowed.</returns>
    public static Refusal? RefuseInTime(Actor actor) => actor is Actor.Timer ? null : RefuseChange(actor);

    /// <summary>Changing data is for whoever sits at the machine.</summary>
    /// <returns>Why not; null when allowed.</returns>
    public static Refusal? RefuseChange(Actor actor) => actor is Actor.LocalOperator
        ? null
        : new Refusal(RefusalKind.Forbidden, "operator-only", new Message("access.operator-only"));

    private static Refusal WhyNot(Standing standing, Right right) =>
        standing is { IsStrong: false, Mandates.Count: > 0 }
            ? new Refusal(RefusalKind.Forbidden, "second-factor-first", new Message("access.second-factor-first", Words(right)))
        : standing.HoldsSomewhere(right)
            ? new Refusal(RefusalKind.Forbidden, "out-of-scope", new Message("access.out-of-scope", Words(right)))
            : new Refusal(RefusalKind.Forbidden, "no-right", new Message("access.no-right", Words(right)));

    private static Message Words(Right right) => new("right." + right.Id);
}
