using Daira.Foundation.Languages;

namespace Daira.Foundation.Access;

/// <summary>What an actor may do. An unknown right is no right.</summary>
public static class Rights
{
    /// <summary>Changing data is for whoever sits at the machine.</summary>
    /// <returns>Why not; null when allowed.</returns>
    public static Refusal? RefuseChange(Actor actor) => actor is Actor.LocalOperator
        ? null
        : new Refusal(RefusalKind.Forbidden, "operator-only", new Message("access.operator-only"));
}
