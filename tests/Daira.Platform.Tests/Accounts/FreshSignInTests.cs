using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Accounts;

public class FreshSignInTests
{
    [Theory, InlineData(0, null), InlineData(15, null), InlineData(16, "sign-in-again")]
    public void A_way_in_is_changed_soon_after_signing_in_only(int minutes, string? code)
    {
        var clock = new StoppedClock();
        var person = new Actor.Person(Guid.Empty, Standing.None, SignedInAt: clock.GetUtcNow());
        clock.Advance(TimeSpan.FromMinutes(minutes));
        FreshSignIn.Refuse(person, clock)?.Code.ShouldBe(code);
        (FreshSignIn.Refuse(person, clock) is null).ShouldBe(code is null);
    }

    [Fact]
    public void Sessions_are_ended_soon_after_signing_in_only()
    {
        using var installation = Installation.On(Engine.Sqlite);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        var (clock, account) = (installation.Clock, Guid.NewGuid());
        var sessions = new Sessions(installation.Record, clock);
        foreach (var digest in (string[])["mine", "another", "a third"])
        {
            sessions.Open(new Session(digest, account, clock.GetUtcNow(), clock.GetUtcNow(), clock.GetUtcNow().AddHours(12), true, "", []));
        }

        var end = new EndSessions(sessions, installation.Record, clock);
        var person = new Actor.Person(account, Standing.None, SignedInAt: clock.GetUtcNow());
        end.Run("another", person).IsDone.ShouldBeTrue();
        end.Run("another", person).Why!.Code.ShouldBe("no-such-session");
        clock.Advance(TimeSpan.FromMinutes(16));
        end.Run("a third", person).Why!.Code.ShouldBe("sign-in-again");
        end.Others("mine", person).Why!.Code.ShouldBe("sign-in-again");
        end.Others("mine", person with { SignedInAt = clock.GetUtcNow() }).IsDone.ShouldBeTrue();
        sessions.Of(account).ShouldHaveSingleItem().Digest.ShouldBe("mine");
    }

    [Fact]
    public void A_program_and_the_public_never_do()
    {
        FreshSignIn.Refuse(new Actor.Person(Guid.Empty, Standing.None), new StoppedClock())!.Code.ShouldBe("sign-in-again");
        FreshSignIn.Refuse(Actor.Anyone, new StoppedClock())!.Code.ShouldBe("sign-in-first");
    }
}
