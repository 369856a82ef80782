using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Foundation.Accounts;

/// <summary>A way in is changed only by whoever has just proved who they are: an open session on a machine left alone must not become a key of somebody else's.</summary>
public static class FreshSignIn
{
    /// <summary>How long ago that may be.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(15);

    /// <returns>Why not; null when they signed in lately.</returns>
    public static Refusal? Refuse(Actor actor, TimeProvider clock) => actor switch
    {
        Actor.Person { SignedInAt: { } at } when clock.GetUtcNow() - at <= Within => null,
        Actor.Person => new Refusal(RefusalKind.Forbidden, "sign-in-again", new Message("accounts.sign-in-again", (long)Within.TotalMinutes)),
        _ => new Refusal(RefusalKind.Forbidden, "sign-in-first", new Message("accounts.sign-in-first")),
    };
}
