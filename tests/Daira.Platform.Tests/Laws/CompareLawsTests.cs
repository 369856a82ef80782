using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Laws;

public sealed class CompareLawsTests
{
    [Fact]
    public void Law_04_21_dropped_the_threshold_and_divides_by_registered_voters()
    {
        var local = CompareLaws.Run("ma-house-2021").Value.Differences.Where(d => d.Kind == ContestKind.HouseLocal).ToDictionary(d => d.Point);
        Morocco.Say(local["threshold"].Before).ShouldBe("3.0% of the valid votes");
        Morocco.Say(local["threshold"].After).ShouldBe("none");
        Morocco.Say(local["quotient"].Before).ShouldBe("votes of the lists that take part ÷ seats");
        Morocco.Say(local["quotient"].After).ShouldBe("registered voters ÷ seats");
        local.Keys.ShouldNotContain("ties");
    }

    [Fact]
    public void The_national_list_left_and_the_regional_lists_came()
    {
        var parts = CompareLaws.Run("ma-house-2021", "ma-house-2016").Value.Differences.Where(d => d.Point == "part").ToDictionary(d => d.Kind!.Value);
        (parts[ContestKind.HouseNational].Before.Id, parts[ContestKind.HouseNational].After.Id).ShouldBe(("law.part.present", "law.part.absent"));
        (parts[ContestKind.HouseRegional].Before.Id, parts[ContestKind.HouseRegional].After.Id).ShouldBe(("law.part.absent", "law.part.present"));
    }

    [Fact]
    public void Law_53_25_changed_who_may_stand_on_regional_lists_and_not_how_seats_are_allotted()
    {
        var change = CompareLaws.Run("ma-house-2026").Value;
        change.Against!.Id.ShouldBe("ma-house-2021");
        change.Differences.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.Kind.ShouldBe(ContestKind.HouseRegional), d => d.Point.ShouldBe("candidates"), d => Morocco.Say(d.After).ShouldBe("women only"));
    }

    [Fact]
    public void Councils_are_compared_with_councils()
    {
        var change = CompareLaws.Run("ma-councils-2021").Value;
        change.Against!.Id.ShouldBe("ma-councils-2015");
        var region = change.Differences.Where(d => d.Kind == ContestKind.RegionalCouncil).ToDictionary(d => d.Point);
        Morocco.Say(region["quotient"].After).ShouldBe("voters ÷ seats");
        Morocco.Say(region["threshold"].Before).ShouldBe("6.0% of the valid votes");
        change.Differences.ShouldNotContain(d => d.Kind == ContestKind.CommunalSeat);
    }

    [Fact]
    public void The_other_way_round_the_same_points_differ()
    {
        foreach (var (a, b) in LawRegistry.All.SelectMany(a => LawRegistry.All.Select(b => (a.Id, b.Id))))
        {
            var (there, back) = (CompareLaws.Run(a, b).Value.Differences, CompareLaws.Run(b, a).Value.Differences);
            there.Select(d => (d.Kind, d.Point, d.Before.Id, d.After.Id)).ShouldBe(back.Select(d => (d.Kind, d.Point, d.After.Id, d.Before.Id)), ignoreOrder: true);
            (there.Count == 0).ShouldBe(a == b, $"{a} against {b}"); // no two laws that are modelled say the same
        }
    }

    [Fact]
    public void The_oldest_has_nothing_before_it_and_every_point_has_words_in_three_languages()
    {
        CompareLaws.Run("ma-house-2007").Value.ShouldSatisfyAllConditions(c => c.Against.ShouldBeNull(), c => c.Differences.ShouldBeEmpty());
        foreach (var point in LawRegistry.All.SelectMany(l => l.Parts).SelectMany(CompareLaws.PointsOf))
        {
            foreach (var language in (string[])["ar", "fr", "en"])
            {
                Morocco.Say(point.Says, language).ShouldNotBeEmpty();
                Morocco.Texts.Has($"law.point.{point.Id}").ShouldBeTrue(point.Id);
            }
        }
    }

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("dhondt", null)]
    [InlineData("ma-house-2021", "nothing")]
    public void What_is_no_modelled_law_is_refused(string law, string? against) =>
        CompareLaws.Run(law, against).Refusals.ShouldHaveSingleItem().Code.ShouldBe("unknown-law");
}
