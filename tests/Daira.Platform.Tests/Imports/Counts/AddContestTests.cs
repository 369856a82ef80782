using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Imports.Counts;

public class AddContestTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_contest_has_law_places_seats_and_lists_and_survives_a_rebuild(Engine engine)
    {
        using var daira = new Importing(engine);
        var contest = daira.Add(lists: [new AddedList("A", "ألف", "Liste A", null, 0), new AddedList("RNI", null, null, null, 0)]).Value;
        (contest.Level, contest.Kind, contest.Country, contest.Comparable).ShouldBe((Daira.Elections.Places.PlaceLevel.Constituency, ContestKind.HouseLocal, "MA", "ma-constituencies-2011"));
        var before = daira.Data;
        var results = before.Find(contest.Id)!;
        results.Places.Count.ShouldBe(92);
        results.Totals.ShouldAllBe(t => t.Seats == 3);
        results.Lists.Select(l => l.Code).ShouldBe(["A", "RNI"], ignoreOrder: true);
        AllocateSeats.Run(contest.Id, before).IsDone.ShouldBeTrue();
        daira.Installation.Record.Read(db => db.Rows<JournalEntry>().Count(e => e.Action == "contest-added")).ShouldBe(1);
        var after = daira.Rebuilt();
        Importing.Figures(after).ShouldBe(Importing.Figures(before));
        after.Version.ShouldBe(before.Version);
    }

    [Fact]
    public void The_public_may_not_add_one()
    {
        using var daira = new Importing(Engine.Sqlite);
        var version = daira.Installation.Elections.Version();
        daira.Add(actor: Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        daira.Installation.Elections.Version().ShouldBe(version);
    }

    [Fact]
    public void What_is_wrong_is_said_all_at_once_with_line_and_remedy()
    {
        using var daira = new Importing(Engine.Sqlite);
        var refusals = daira.Add("Not An Id", "hondt", seats: [new("530", 0, 2), new("9999999", 3, 3), new("530", 3, 4), new("90010101", 3, 5)]).Refusals;
        refusals.Select(r => r.Code).ShouldBe(
            ["contest-id", "contest-unknown-law", "contest-seats-out-of-range", "contest-unknown-place", "contest-place-twice", "contest-levels-mixed"], ignoreOrder: true);
        daira.Add().IsDone.ShouldBeTrue();
        daira.Add().Refusals.ShouldHaveSingleItem().Code.ShouldBe("contest-known");
    }

    [Theory]
    [InlineData("dhondt", false)]
    [InlineData("hare", false)]
    [InlineData("dhondt-3%", true)]
    [InlineData("sainte-lague-4.5%", true)]
    public void A_plain_method_with_or_without_threshold_is_a_law(string law, bool hasThreshold) =>
        (LawRegistry.Find(law)!.Parts[0].Rule.Threshold is not null).ShouldBe(hasThreshold);

    [Theory, InlineData("dhondt-0%"), InlineData("dhondt-101%"), InlineData("hondt-3%"), InlineData("dhondt-x%"), InlineData("-3%")]
    public void What_is_no_method_is_no_law(string law) => LawRegistry.Find(law).ShouldBeNull();
}
