using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
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
    public void A_program_and_the_public_never_do()
    {
        FreshSignIn.Refuse(new Actor.Person(Guid.Empty, Standing.None), new StoppedClock())!.Code.ShouldBe("sign-in-again");
        FreshSignIn.Refuse(Actor.Anyone, new StoppedClock())!.Code.ShouldBe("sign-in-first");
    }
}
