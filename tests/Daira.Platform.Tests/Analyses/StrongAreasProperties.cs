using Daira.Elections.Analyses;
using Daira.Foundation.Languages;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Platform.Tests.Analyses;

/// <summary>What must hold whatever thresholds and weights a reader chooses.</summary>
public sealed class StrongAreasProperties
{
    private static readonly string[] FromTop = ["stronghold", "strong", "contested", "winnable", "weak"];

    private static readonly Gen<StrongAreasSettings> Settings =
        from strong in Gen.Choose(1, 20)
        from wider in Gen.Choose(1, 40)
        from deeper in Gen.Choose(1, 40)
        from weights in Gen.Choose(0, 100).ArrayOf(5)
        from reach in Gen.Choose(0, 100)
        let narrowest = Math.Min(2 * strong, Math.Min(wider, deeper)) / 100m
        select new StrongAreasSettings
        {
            StrongMargin = strong / 100m,
            StrongholdMargin = (strong + wider) / 100m,
            WinnableMargin = (strong + deeper) / 100m,
            MarginWeight = weights[0] + 1,
            LevelWeight = weights[1],
            NeighbourhoodWeight = weights[2],
            PersistenceWeight = weights[3],
            SeatsWeight = weights[4],
            EvidenceReach = Math.Round(narrowest * reach / 100m, 4),
            Permutations = 99,
        };

    [Fact]
    public void More_adjusted_margin_is_never_a_weaker_class() => Always(answer => answer.Rows.OrderByDescending(r => Adjusted(answer, r)).Select(Rank)
        .Aggregate((Sorted: true, Last: 0), (seen, rank) => (seen.Sorted && rank >= seen.Last, rank)).Sorted);

    [Fact]
    public void Evidence_stays_within_its_reach_and_carries_no_place_past_a_class() => Always(answer =>
    {
        var s = answer.Question.Strong;
        return answer.Rows.All(r => Math.Abs(Adjusted(answer, r) - r.Figure!.Value) <= s.EvidenceReach + 0.0002m
            && Math.Abs(Rank(r) - RankOfMargin(r.Figure!.Value, s)) <= 1);
    });

    [Fact]
    public void Effective_weights_sum_to_one_and_confidence_stays_between_nothing_and_one() => Always(answer => answer.Rows.All(r =>
        Math.Abs(r.Components.Sum(c => c.Effective?.Value ?? 0) - 1) < 1e-20m && answer.Cell(r, "confidence") is decimal and > 0 and <= 1));

    [Fact]
    public void Settings_outside_their_range_are_refused_and_never_thrown_at()
    {
        var any = from s in Settings
                  from strong in Gen.Choose(-50, 150)
                  from reach in Gen.Choose(-50, 150)
                  select s with { StrongMargin = strong / 100m, EvidenceReach = reach / 100m };
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(any.ToArbitrary(), s =>
        {
            var narrowest = new[] { 2 * s.StrongMargin, s.StrongholdMargin - s.StrongMargin, s.WinnableMargin - s.StrongMargin }.Min();
            var right = s.StrongMargin > 0 && narrowest > 0 && s.EvidenceReach >= 0 && s.EvidenceReach <= narrowest;
            return AskQuestion.Run(Asking(s), Morocco.Data).IsDone == right;
        }));
    }

    private static void Always(Func<Answer, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Settings.ToArbitrary(), s => property(Morocco.Ask(Asking(s)))));

    private static Question Asking(StrongAreasSettings s) => new(Topic.Strong, "ma-house-2021-local", "PI") { Strong = s };

    private static decimal Adjusted(Answer answer, AnswerRow row) => ((Points)answer.Cell(row, "adjusted")!).Value;

    private static int Rank(AnswerRow row) => Array.IndexOf(FromTop, row.Class);

    private static int RankOfMargin(decimal margin, StrongAreasSettings s) =>
        margin >= s.StrongholdMargin ? 0 : margin >= s.StrongMargin ? 1 : margin > -s.StrongMargin ? 2 : margin >= -s.WinnableMargin ? 3 : 4;
}
