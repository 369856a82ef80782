using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Access;

public class TwoPersonsTests
{
    private static readonly OfficeRight Extra = new("corrector", Rights.ReadJournal, Sensitivity.Internal);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void What_one_asked_another_allows_and_then_it_is_done(Engine engine)
    {
        using var installation = Prepared(engine);
        var rights = Table(installation);
        var asked = rights.Ask(new RightsChange([Extra], []), "corrections are checked against the journal", People.Administrator(1)).Value;
        installation.Record.Read(ChangeRightsTable.Table).ShouldNotContain(Extra);
        rights.Allow(asked.Id, People.Administrator(2)).IsDone.ShouldBeTrue();
        installation.Record.Read(ChangeRightsTable.Table).ShouldContain(Extra);
        installation.Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).Select(e => e.Action).ToList()).ShouldBe(["joint-act-asked", "joint-act-allowed"]);
        var twice = rights.Allow(asked.Id, People.Administrator(2));
        Codes(twice).ShouldBe(["row-there-already"]);
        twice.Refusals[0].Message.Arguments[0].ToString()!.ShouldContain("corrector read-journal");
    }

    [Fact]
    public void Nobody_is_both_persons_whatever_office_and_nobody_without_the_right_is_either()
    {
        using var installation = Prepared(Engine.Sqlite);
        var rights = Table(installation);
        Codes(rights.Ask(new RightsChange([Extra], []), "why", Actor.Anyone)).ShouldBe(["sign-in-first"]);
        Codes(rights.Ask(new RightsChange([Extra], []), "why", People.Holding(1, new Right("read-journal")))).ShouldBe(["no-right"]);
        Codes(rights.Ask(new RightsChange([Extra], []), " ", People.Administrator(1))).ShouldBe(["reason-missing"]);
        Codes(rights.Ask(new RightsChange([Extra with { Right = new Right("rewrite-journal") }], []), "why", People.Administrator(1))).ShouldBe(["no-such-right"]);
        Codes(rights.Ask(new RightsChange([], [Extra]), "why", People.Administrator(1))).ShouldBe(["row-not-there"]);
        Codes(rights.Ask(new RightsChange([], []), "why", People.Administrator(1))).ShouldBe(["no-change"]);
        var asked = rights.Ask(new RightsChange([Extra], []), "why", People.Administrator(1)).Value.Id;
        Codes(rights.Allow(asked, People.Administrator(1, mandate: "post:other"))).ShouldBe(["second-person-needed"]);
        Codes(rights.Allow(asked, Actor.Anyone)).ShouldBe(["sign-in-first"]);
        Codes(rights.Allow(Guid.NewGuid(), People.Administrator(2))).ShouldBe(["no-such-request"]);
        var own = rights.Ask(new RightsChange([Extra], []), "why", Actor.Operator).Value.Id;
        Codes(rights.Allow(own, Actor.Operator)).ShouldBe(["second-person-needed"]);
        rights.Allow(own, People.Administrator(2)).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void A_request_that_nobody_allowed_in_a_week_is_asked_again_and_one_declined_stays_declined()
    {
        using var installation = Prepared(Engine.Sqlite);
        var (rights, two) = (Table(installation), new TwoPersons(installation.Clock));
        var asked = rights.Ask(new RightsChange([Extra], []), "why", People.Administrator(1)).Value.Id;
        installation.Record.Change(db => Codes(two.Decline(db, People.Administrator(2), asked, ""))).ShouldBe(["reason-missing"]);
        installation.Record.Change(db => two.Decline(db, People.Administrator(2), asked, "not now")).Value.Settlement.ShouldBe("refused");
        Codes(rights.Allow(asked, People.Administrator(2))).ShouldBe(["settled-already"]);
        var late = rights.Ask(new RightsChange([Extra], []), "why", People.Administrator(1)).Value.Id;
        installation.Record.Read(two.Waiting).ShouldHaveSingleItem().Id.ShouldBe(late);
        installation.Clock.Advance(TwoPersons.Patience + TimeSpan.FromSeconds(1));
        Codes(rights.Allow(late, People.Administrator(2))).ShouldBe(["request-expired"]);
        installation.Record.Read(two.Waiting).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public async Task Of_several_who_allow_at_once_one_does_it(Engine engine)
    {
        using var installation = Prepared(engine);
        var asked = Table(installation).Ask(new RightsChange([Extra], []), "why", People.Administrator(1)).Value.Id;
        var answers = await Task.WhenAll(Enumerable.Range(2, 6).Select(n => Task.Run(() => Try(n))));
        answers.Count(a => a).ShouldBe(1);

        // A database that sees two writers meet may also refuse the later one outright: nothing half done either way.
        bool Try(int n)
        {
            try
            {
                return new ChangeRightsTable(installation.AnotherRecord(), Rights.All, installation.Clock).Allow(asked, People.Administrator(n)).IsDone;
            }
            catch (Microsoft.EntityFrameworkCore.DbUpdateException)
            {
                return false;
            }
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_post_gives_rights_from_its_first_day_to_its_last_and_the_last_administrator_stays(Engine engine)
    {
        using var installation = Prepared(engine);
        var (appoint, end) = (new AppointToPost(installation.Record, installation.Clock), new EndPost(installation.Record, installation.Clock));
        var (keeper, admin) = (Guid.NewGuid(), Guid.NewGuid());
        var today = DateOnly.FromDateTime(installation.Clock.GetLocalNow().DateTime);
        var standings = new Standings([new PostsOfInstallation(installation.Record)], () => installation.Record.Read(ChangeRightsTable.Table), OnlyInstallation.Instance, installation.Clock);
        Codes(appoint.Run(new Appointment(keeper, InstallationOffices.Corrector), Actor.Anyone)).ShouldBe(["sign-in-first"]);
        Codes(appoint.Run(new Appointment(keeper, "king"), Actor.Operator)).ShouldBe(["no-such-office"]);
        Codes(appoint.Run(new Appointment(keeper, InstallationOffices.Corrector, today, today.AddDays(-1)), Actor.Operator)).ShouldBe(["ends-before-it-begins"]);
        var post = appoint.Run(new Appointment(keeper, InstallationOffices.Corrector), Actor.Operator).Value;
        Codes(appoint.Run(new Appointment(keeper, InstallationOffices.Corrector), Actor.Operator)).ShouldBe(["post-held-already"]);
        var actor = new Actor.Person(keeper, standings.Of(keeper, isStrong: true));
        Rights.Refuse(actor, Rights.CorrectResults).ShouldBeNull();
        Rights.Refuse(actor, Rights.PublishResults).ShouldNotBeNull();
        Journaling.NameOf(Rights.Acting(actor, Rights.CorrectResults, Scope.Installation).Value).ShouldBe($"person:{keeper:N}/post:{post.Id:N}");
        end.Run(post.Id, Actor.Operator).IsDone.ShouldBeTrue();
        standings.Forget(keeper);
        Rights.Refuse(new Actor.Person(keeper, standings.Of(keeper, isStrong: true)), Rights.CorrectResults).ShouldNotBeNull();
        Codes(end.Run(post.Id, Actor.Operator)).ShouldBe(["post-not-held"]);
        var only = appoint.Run(new Appointment(admin, InstallationOffices.Administrator), Actor.Operator).Value;
        Codes(end.Run(only.Id, Actor.Operator)).ShouldBe(["last-administrator"]);
    }

    private static Installation Prepared(Engine engine)
    {
        var installation = Installation.On(engine);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        return installation;
    }

    private static ChangeRightsTable Table(Installation installation) => new(installation.Record, Rights.All, installation.Clock);

    /// <summary>What was refused, said in words of its own.</summary>
    private static IEnumerable<string> Codes<T>(Outcome<T> outcome)
    {
        outcome.Refusals.ShouldAllBe(r => r.Message.Id == "access." + r.Code);
        return outcome.Refusals.Select(r => r.Code);
    }
}

/// <summary>Invented persons who hold what a test needs them to hold.</summary>
static class People
{
    public static Actor Administrator(int number, string mandate = "post:test") => Holding(number, Rights.ChangeRights, mandate);

    public static Actor Holding(int number, Right right, string mandate = "post:test")
    {
        var account = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
        OfficeHeld held = new(mandate, account, "office", Scope.Installation, new DateOnly(2020, 1, 1), null);
        return new Actor.Person(account, Standing.Of([held], [new OfficeRight("office", right, Sensitivity.Sealed)], OnlyInstallation.Instance, isStrong: true));
    }
}
