using Daira.Core.Space.Association;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Analyses;

/// <summary>Clusters with their chance in words, persistence, two figures together, proposed areas, cartograms: over the tables that ship.</summary>
public sealed class AreaTopicsTests
{
    private const string House2021 = "ma-house-2021-local";
    private const string Communal = "ma-communal-2021";

    private static readonly Question Clusters = new(Topic.Clusters, House2021, "PI");

    public static TheoryData<Question, string> Refused => new()
    {
        { new(Topic.Persistence, House2021), "list-required" },
        { new(Topic.Bivariate, House2021), "list-required" },
        { new(Topic.Zones, House2021), "list-required" },
        { new(Topic.Persistence, Communal, "PI"), "one-contest-only" },
        { new(Topic.Persistence, "ma-house-2011-local", "PI"), "one-contest-only" },
        { new(Topic.Persistence, "ma-house-2007-local", "PI"), "one-contest-only" },
        { new(Topic.Persistence, House2021, "PI") { Clusters = new(ClusterStatistic.Bivariate, Correction.None) }, "statistic-of-one-figure" },
        { new(Topic.Persistence, House2021, "PI") { Strong = StrongAreasSettings.Default with { Permutations = 9 } }, "permutation-count" },
        { new(Topic.Bivariate, Communal, "PI"), "turnout-not-reported" },
        { new(Topic.Bivariate, House2021, "PI", Beside: "PI"), "same-figure-twice" },
        { new(Topic.Bivariate, House2021, "PI", Beside: "XYZ"), "unknown-list" },
        { new(Topic.Bivariate, House2021, "PI") { Classification = new(ClassificationMethod.Manual, 3, [0.1m]) }, "three-classes" },
        { new(Topic.Clusters, House2021, "PI", Beside: "PI") { Clusters = new(ClusterStatistic.Bivariate, Correction.None) }, "same-figure-twice" },
        { new(Topic.Clusters, Communal, "PI") { Clusters = new(ClusterStatistic.Bivariate, Correction.None) }, "turnout-not-reported" },
        { new(Topic.Zones, House2021, "PI") { Zones = new(ZoneMethod.Skater, 1, 0) }, "zone-count" },
        { new(Topic.Zones, House2021, "PI") { Zones = new(ZoneMethod.Redcap, 41, 0) }, "zone-count" },
        { new(Topic.Zones, House2021, "PI") { Zones = new(ZoneMethod.MaxP, 12, 0) }, "zone-bound" },
        { new(Topic.Zones, House2021, "PI") { Zones = new(ZoneMethod.Skater, 12, -1) }, "zone-bound" },
        { new(Topic.Zones, House2021, "PI") { Zones = new(ZoneMethod.MaxP, 12, 100_000_000) }, "zones-out-of-reach" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refused_with_its_reason(Question question, string code)
    {
        Morocco.RefusalOf(question).ShouldBe(code);
        var message = AskQuestion.Run(question, Morocco.Data).Refusals[0].Message;
        ((string[])["ar", "fr", "en"]).ShouldAllBe(language => Morocco.Say(message, language).Length > 10);
    }

    /// <summary>Every list in each of the three contests over the same constituencies.</summary>
    [Theory]
    [InlineData("ma-house-2011-local")]
    [InlineData("ma-house-2016-local")]
    [InlineData(House2021)]
    public void Clusters_of_every_list_say_how_much_is_chance(string contest)
    {
        foreach (var list in Morocco.Data.Find(contest)!.Lists)
        {
            var answer = Morocco.Ask(Clusters with { Contest = contest, List = list.Code, Strong = StrongAreasSettings.Default with { Permutations = 999 } });
            answer.Rows.Count.ShouldBe(92);
            var chance = answer.Summary.Arguments[^1].ShouldBeOfType<Message>();
            chance.Id.ShouldStartWith("chance.");
            foreach (var language in (string[])["ar", "fr", "en"])
            {
                Morocco.Say(answer.Summary, language).ShouldContain(Morocco.Say(chance, language));
            }
        }
    }

    [Theory]
    [InlineData(Correction.None, "uncorrected")]
    [InlineData(Correction.BenjaminiHochberg, "Benjamini-Hochberg")]
    [InlineData(Correction.BenjaminiYekutieli, "Benjamini-Yekutieli")]
    [InlineData(Correction.Bonferroni, "Bonferroni")]
    public void A_correction_decides_the_classes_and_stands_in_the_recipe(Correction correction, string name)
    {
        var answer = Morocco.Ask(Clusters with { Contest = Communal, Clusters = new(ClusterStatistic.Moran, correction) });
        answer.Recipe.Settings.Single(s => s.Key == "p").Value.ShouldContain(name);
        var tested = answer.Rows.Where(r => answer.Cell(r, "q") is not null).ToArray();
        var found = tested.Where(r => (decimal)answer.Cell(r, "q")! <= 0.05m).ToArray();
        found.ShouldAllBe(r => r.Class != "not-significant");
        tested.Except(found).ShouldAllBe(r => r.Class == "not-significant");
        if (correction == Correction.None)
        {
            tested.ShouldAllBe(r => Equals(answer.Cell(r, "q"), answer.Cell(r, "p")));
            Morocco.Say(answer.Summary).ShouldContain($"{found.Length} were found");
        }
    }

    [Fact]
    public void Stricter_corrections_find_fewer_places()
    {
        int[] found = [.. ((Correction[])[Correction.None, Correction.BenjaminiHochberg, Correction.BenjaminiYekutieli, Correction.Bonferroni])
            .Select(c => Morocco.Ask(Clusters with { Contest = Communal, Clusters = new(ClusterStatistic.Moran, c) }).Rows.Count(r => r.Class is "high-high" or "low-low" or "high-low" or "low-high"))];
        found[0].ShouldBeGreaterThan(found[1]);
        found[1].ShouldBeGreaterThanOrEqualTo(found[2]);
        found[1].ShouldBeGreaterThanOrEqualTo(found[3]);
    }

    [Fact]
    public void G_star_has_hot_and_cold_places_and_the_rule_of_strong_areas_keeps_reading_Moran()
    {
        var answer = Morocco.Ask(Clusters with { Contest = Communal, Clusters = new(ClusterStatistic.GStar, Correction.None) });
        answer.Legend.Select(c => c.Id).ShouldContain("hot");
        answer.Rows.Count(r => r.Class == "hot").ShouldBeGreaterThan(0);
        answer.Rows.ShouldAllBe(r => r.Class != "high-high");
        var moran = Morocco.Ask(Clusters with { Contest = Communal });
        var strong = Morocco.Ask(new Question(Topic.Strong, Communal, "PI"));
        strong.Rows.Where(r => r.Figure is not null).ShouldAllBe(r => Equals(strong.Cell(r, "cluster"), moran.At(r.Place.Code).Class));
    }

    [Fact]
    public void Persistence_counts_the_classes_that_each_contest_has_by_itself()
    {
        var loose = new ClusterSettings(ClusterStatistic.Moran, Correction.None);
        var answer = Morocco.Ask(new Question(Topic.Persistence, House2021, "PJD") { Clusters = loose });
        var contests = (string[])["ma-house-2011-local", "ma-house-2016-local", House2021];
        answer.Recipe.Settings.Single(s => s.Key == "contests").Value.ShouldBe(string.Join(' ', contests));
        answer.Recipe.Sources.Count.ShouldBe(3);
        var each = contests.Select(c => Morocco.Ask(new Question(Topic.Clusters, c, "PJD") { Clusters = loose })).ToArray();
        foreach (var row in answer.Rows)
        {
            var classes = each.Select(e => e.At(row.Place.Code).Class).ToArray();
            answer.Cell(row, "hot").ShouldBe((decimal)classes.Count(c => c == "high-high"));
            answer.Cell(row, "class_2016").ShouldBe(classes[1]);
            (row.Class == "lasting").ShouldBe(classes.All(c => c == "high-high"));
            (row.Class == "past").ShouldBe(classes[2] != "high-high" && classes.Take(2).Contains("high-high"));
        }

        answer.Rows.ShouldContain(r => r.Class == "lasting");
        answer.Notices.Count(n => n.Id == "persistence.notice.contest").ShouldBe(3);
    }

    [Fact]
    public void Two_figures_have_nine_classes_of_about_a_third_each_way()
    {
        var answer = Morocco.Ask(new Question(Topic.Bivariate, House2021, "RNI"));
        answer.Legend.Count(c => c.Id.StartsWith('b')).ShouldBe(9);
        answer.Legend.Select(c => c.Swatch).Distinct().Count().ShouldBe(9);
        foreach (var part in "123")
        {
            answer.Rows.Count(r => r.Class[1] == part).ShouldBeInRange(29, 32);
            answer.Rows.Count(r => r.Class[2] == part).ShouldBeInRange(29, 32);
        }

        var highest = answer.Rows.MaxBy(r => r.Figure)!;
        highest.Class.ShouldStartWith("b3");
        Morocco.Say(answer.Legend[0].Name).ShouldBe("RNI: high · turnout: high");
    }

    [Fact]
    public void Where_one_figure_is_unknown_two_are_not_classed()
    {
        var answer = Morocco.Ask(new Question(Topic.Bivariate, Communal, "RNI", Beside: "PI"));
        foreach (var row in answer.Rows)
        {
            (row.Class.StartsWith('b')).ShouldBe(answer.Cell(row, "share") is not null && answer.Cell(row, "beside") is not null);
        }

        answer.Rows.Count(r => r.Class == "no-list").ShouldBe(40);
    }

    [Theory]
    [InlineData(ZoneMethod.Skater, 100_000)]
    [InlineData(ZoneMethod.Redcap, 100_000)]
    [InlineData(ZoneMethod.MaxP, 400_000)]
    public void Proposed_areas_hold_the_votes_asked_for(ZoneMethod method, long least)
    {
        var answer = Morocco.Ask(new Question(Topic.Zones, Communal, "RNI") { Zones = new(method, 9, least) });
        var zones = answer.Rows.Where(r => r.Figure is not null).GroupBy(r => r.Class).ToArray();
        zones.ShouldAllBe(z => z.Sum(r => (long)answer.Cell(r, "total")!) >= least);
        zones.Length.ShouldBe(method == ZoneMethod.MaxP ? zones.Length : 9);
        answer.Legend.Where(c => c.Swatch.StartsWith("zone-")).Sum(c => c.Places).ShouldBe(answer.Rows.Count(r => r.Figure is not null));
        answer.Notices[0].Id.ShouldBe("zones.notice.proposal");
        answer.Recipe.Seed.ShouldBe(method == ZoneMethod.MaxP ? StrongAreasSettings.Default.Seed : null);
    }

    [Fact]
    public void Questions_about_areas_are_written_and_read_as_words()
    {
        var question = new Question(Topic.Clusters, House2021, "PI", Beside: "RNI") { Clusters = new(ClusterStatistic.Bivariate, Correction.Bonferroni), Zones = new(ZoneMethod.MaxP, 7, 1234) };
        var words = QuestionQuery.Write(question).ToDictionary(p => p.Key, p => p.Value);
        QuestionQuery.Read(words.GetValueOrDefault, "x").Value.ShouldBe(question with { Classification = QuestionQuery.Read(words.GetValueOrDefault, "x").Value.Classification });
        (string, string)[] wrong = [("statistic", "getis"), ("correction", "holm"), ("zones", "azp"), ("count", "1"), ("count", "41"), ("least", "-5")];
        wrong.ShouldAllBe(w => !QuestionQuery.Read(n => n == w.Item1 ? w.Item2 : null, "x").IsDone);
    }

    [Fact]
    public void Hexagons_are_seats_and_circles_are_votes()
    {
        var question = new Question(Topic.Leader, House2021);
        var hexagons = DrawCartogram.Run(question, CartogramKind.Hexagons, Morocco.Data).Value;
        hexagons.Symbols.Count.ShouldBe(305);
        hexagons.LeftOut.ShouldBeEmpty();
        hexagons.Symbols.Select(s => (Math.Round(s.X), Math.Round(s.Y))).Distinct().Count().ShouldBe(305);
        var circles = DrawCartogram.Run(question, CartogramKind.Circles, Morocco.Data).Value.Symbols;
        circles.Count.ShouldBe(92);
        var results = Morocco.Data.Find(House2021)!;
        var perVote = circles.Select(c => c.Radius * c.Radius / results.ListVotes(results.RowOf(c.Place.Code))!.Value).ToArray();
        perVote.ShouldAllBe(area => Math.Abs((area / perVote[0]) - 1) < 1e-9);
        DrawCartogram.Run(question with { Within = "3" }, CartogramKind.Circles, Morocco.Data).Value.Symbols.Count.ShouldBeLessThan(20);
    }

    [Fact]
    public void A_cartogram_of_what_is_not_known_is_refused_and_what_has_no_size_is_named()
    {
        DrawCartogram.Run(new Question(Topic.Leader, Communal), CartogramKind.Hexagons, Morocco.Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe("seats-unknown");
        DrawCartogram.Run(new Question(Topic.Leader, "nowhere"), CartogramKind.Circles, Morocco.Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe("unknown-contest");
        DrawCartogram.Run(new Question(Topic.Leader, House2021, Level: PlaceLevel.Commune), CartogramKind.Circles, Morocco.Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe("below-own-level");
        DrawCartogram.Run(new Question(Topic.Leader, "ma-house-2007-local"), CartogramKind.Circles, Morocco.Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-point-known");
        var drawn = DrawCartogram.Run(new Question(Topic.Leader, Communal), CartogramKind.Circles, Morocco.Data).Value;
        drawn.LeftOut.Count.ShouldBe(1);
        drawn.Symbols.Count.ShouldBe(1_537);
    }
}
