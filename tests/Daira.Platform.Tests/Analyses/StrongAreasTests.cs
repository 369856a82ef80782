using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Analyses;

public sealed class StrongAreasTests
{
    private static readonly StrongAreasSettings MarginOnly = StrongAreasSettings.Default with
    {
        LevelWeight = 0,
        NeighbourhoodWeight = 0,
        PersistenceWeight = 0,
        SeatsWeight = 0,
        Permutations = 999,
    };

    private static readonly string[] StrengthFromTop = ["stronghold", "strong", "contested", "winnable", "weak"];

    private static Question Units(string list, StrongAreasSettings? settings = null) =>
        new(Topic.Strong, "ma-communal-2021", list) { Strong = settings ?? StrongAreasSettings.Default };

    [Fact]
    public void With_the_margin_alone_PI_has_the_counts_published_beside_the_mock_map()
    {
        var counts = Morocco.Ask(Units("PI", MarginOnly)).Legend.ToDictionary(c => c.Id, c => c.Places);
        counts.ShouldBe(
            new Dictionary<string, int>
            {
                ["stronghold"] = 107,
                ["strong"] = 92,
                ["contested"] = 127,
                ["winnable"] = 137,
                ["weak"] = 944,
                ["no-list"] = 130,
                ["no-data"] = 1,
            },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("RNI")]
    [InlineData("PAM")]
    [InlineData("PI")]
    [InlineData("USFP")]
    [InlineData("MP")]
    [InlineData("UC")]
    [InlineData("PPS")]
    [InlineData("PJD")]
    public void With_the_margin_alone_classes_are_those_of_a_calculation_in_whole_numbers(string list)
    {
        var answer = Morocco.Ask(Units(list, MarginOnly));
        var results = Morocco.Data.Find("ma-communal-2021")!;
        foreach (var row in answer.Rows)
        {
            row.Class.ShouldBe(ByHand(results.RowOf(row.Place.Code), results.ColumnOf(list)));
        }

        string ByHand(int r, int own)
        {
            if (r < 0)
            {
                return "no-data";
            }

            if (results.Votes(r, own) is not { } votes)
            {
                return "no-list";
            }

            var all = Enumerable.Range(0, 8).Sum(c => results.Votes(r, c) ?? 0);
            var best = Enumerable.Range(0, 8).Where(c => c != own).Max(c => results.Votes(r, c) ?? 0);
            var lead = 100 * (votes - best);
            return lead >= 20 * all ? "stronghold" : lead >= 5 * all ? "strong" : lead > -5 * all ? "contested" : lead >= -15 * all ? "winnable" : "weak";
        }
    }

    [Theory]
    [InlineData("ma-communal-2021", "PI")]
    [InlineData("ma-communal-2021", "RNI")]
    [InlineData("ma-house-2021-local", "PI")]
    [InlineData("ma-house-2016-local", "PJD")]
    public void Components_add_up_to_the_adjusted_margin_and_never_carry_a_place_past_a_class(string contest, string list)
    {
        var answer = Morocco.Ask(new Question(Topic.Strong, contest, list));
        var margin = Morocco.Ask(new Question(Topic.Strong, contest, list) { Strong = MarginOnly });
        foreach (var (row, plain) in answer.Rows.Zip(margin.Rows).Where(p => p.First.Figure is not null))
        {
            var adjusted = ((Points)answer.Cell(row, "adjusted")!).Value;
            row.Components.Count.ShouldBe(5);
            row.Components.Sum(c => c.Points?.Value ?? 0).ShouldBe(adjusted);
            row.Components.Sum(c => c.Effective?.Value ?? 0).ShouldBe(1m, 1e-20m);
            Math.Abs(adjusted - row.Figure!.Value).ShouldBeLessThanOrEqualTo(0.10m);
            Math.Abs(Array.IndexOf(StrengthFromTop, row.Class) - Array.IndexOf(StrengthFromTop, plain.Class)).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void The_threshold_said_to_change_the_class_changes_it()
    {
        var answer = Morocco.Ask(Units("PI"));
        foreach (var row in answer.Rows.Where(r => r.Figure is not null))
        {
            var adjusted = ((Points)answer.Cell(row, "adjusted")!).Value;
            var turned = ((Message)row.Why.Arguments[4]).Id["strong.".Length..];
            ClassWithThresholdAt(adjusted, row.Class, turned).ShouldBe(turned);
        }
    }

    [Fact]
    public void Unknown_components_take_no_part_and_lower_the_confidence()
    {
        var answer = Morocco.Ask(new Question(Topic.Strong, "ma-house-2011-local", "PI"));
        var row = answer.At("552");
        var persistence = row.Components.Single(c => c.Id == "persistence");
        var seats = row.Components.Single(c => c.Id == "seats");
        persistence.Points.ShouldBeNull();
        persistence.Effective.ShouldBeNull();
        seats.Points.ShouldBeNull();
        row.Components.Single(c => c.Id == "margin").Effective!.Value.Value.ShouldBe(40m / 85);
        answer.Cell(row, "confidence").ShouldBe(0.85m);
        answer.Cell(row, "persistence").ShouldBeNull();
        answer.Cell(row, "seats").ShouldBeNull();
    }

    [Fact]
    public void A_unit_inherits_persistence_and_seat_from_its_constituency_and_says_so()
    {
        var answer = Morocco.Ask(Units("PI"));
        var row = answer.Rows.Single(r => r.Place.Names.French == "Ain Cheggag");
        row.Class.ShouldBe("stronghold");
        row.Components.Where(c => c.InheritedFrom is not null).Select(c => (c.Id, c.InheritedFrom!.Code)).ShouldBe([("persistence", "552"), ("seats", "552")]);
        answer.Cell(row, "seats").ShouldBe(9_643L);
        answer.Cell(row, "confidence").ShouldBe(0.925m);
        Morocco.Ask(new Question(Topic.Strong, "ma-house-2021-local", "PI")).At("552").Components.ShouldAllBe(c => c.InheritedFrom == null);
    }

    [Fact]
    public void A_list_that_the_source_does_not_have_there_is_not_a_zero_and_a_unit_without_row_is_another_unknown()
    {
        var answer = Morocco.Ask(Units("MP"));
        var absent = answer.Rows.Where(r => r.Class == "no-list").ToArray();
        absent.Length.ShouldBe(588);
        absent.ShouldAllBe(r => r.Figure == null && answer.Cell(r, "level") == null && answer.Cell(r, "votes") == null);
        var touarga = answer.At("44210107");
        touarga.Class.ShouldBe("no-data");
        touarga.Cells.Skip(1).Where((_, i) => answer.Columns[i + 1].Id != "why").ShouldAllBe(c => c == null);
        answer.Rows.Count.ShouldBe(1_538);
    }

    [Fact]
    public void Columns_begin_as_the_command_promises() =>
        Morocco.Ask(Units("PI")).Columns.Take(8).Select(c => c.Id).ShouldBe(["class", "level", "margin", "persistence", "cluster", "seats", "confidence", "why"]);

    [Theory]
    [InlineData(PlaceLevel.Constituency, 92)]
    [InlineData(PlaceLevel.Province, 75)]
    [InlineData(PlaceLevel.Region, 12)]
    public void The_rule_is_answered_at_every_level_above_the_units(PlaceLevel level, int places)
    {
        var answer = Morocco.Ask(Units("PI") with { Level = level });
        answer.Rows.Count.ShouldBe(places);
        answer.Rows.ShouldAllBe(r => r.Figure != null);
        answer.Legend.Sum(c => c.Places).ShouldBe(places);
    }

    [Fact]
    public void The_recipe_holds_every_setting_and_seed()
    {
        var recipe = Morocco.Ask(Units("PI")).Recipe;
        recipe.Seed.ShouldBe(2021);
        recipe.Sources.ShouldContain("unverified-communal-2021");
        recipe.Sources.ShouldContain("tafra-house-2021");
        recipe.Settings.Select(s => $"{s.Key}={s.Value}").ShouldBe(
            [
                "contest=ma-communal-2021", "list=PI", "level=unit", "stronghold=0.20", "strong=0.05", "winnable=0.15", "weight-level=30", "weight-margin=40",
                "weight-neighbourhood=15", "weight-persistence=10", "weight-seats=5", "reach=0.10", "seats-full=0.10", "neighbours=knn:6",
                "permutations=99999", "draws=shared", "p=two-sided, Benjamini-Hochberg, 0.05",
            ]);
    }

    [Fact]
    public void Refused_settings_have_their_reason()
    {
        var d = StrongAreasSettings.Default;
        (StrongAreasSettings, string)[] wrong =
        [
            (d with { StrongMargin = 0.25m }, "strong-thresholds"),
            (d with { WinnableMargin = 0.05m }, "strong-thresholds"),
            (d with { StrongholdMargin = 1.5m }, "strong-thresholds"),
            (d with { EvidenceReach = 0.11m }, "evidence-reach"),
            (d with { MarginWeight = 0 }, "strong-weights"),
            (d with { LevelWeight = -1 }, "strong-weights"),
            (d with { SeatsFull = 0 }, "seats-full"),
            (d with { Permutations = 98 }, "permutation-count"),
        ];
        foreach (var (settings, code) in wrong)
        {
            Morocco.RefusalOf(Units("PI", settings)).ShouldBe(code);
        }
    }

    private static string ClassWithThresholdAt(decimal adjusted, string from, string to)
    {
        const decimal Hair = 1e-9m;
        var size = Math.Abs(adjusted);
        var (stronghold, strong, winnable) = (0.20m, 0.05m, 0.15m);
        switch (from, to)
        {
            case ("stronghold", "strong"): stronghold = size + Hair; break;
            case ("strong", "stronghold"): stronghold = size; break;
            case ("strong", "contested"): strong = size + Hair; break;
            case ("contested", _): strong = size; break;
            case ("winnable", "contested"): strong = size + Hair; break;
            case ("winnable", "weak"): winnable = size - Hair; break;
            case ("weak", "winnable"): winnable = size; break;
        }

        return adjusted >= stronghold ? "stronghold" : adjusted >= strong ? "strong" : adjusted > -strong ? "contested" : adjusted >= -winnable ? "winnable" : "weak";
    }
}
