using Daira.Core.Names;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Core.Tests.Names;

/// <summary>What holds for all names.</summary>
public class Promises_of_names
{
    private const string Letters = "اأإآٱىيئةهءؤوعغقكڭگݣجشبتثدذرزسصضطظلمنـ\u064E\u0651\u0654ABEILOUabcdeéèïghiklmnoqrstuwyzœ'’-–.()  ⴰⵎⵟⵜⵯⵄ٤7";

    private static readonly string[] Pieces =
        ["ايت", "آيت ", "أولاد", "Ouled ", "Aït-", "l'", "(Mun.)", " commune", "de ", "بلدية ", "سيدي", "Sidi ", "ال", "El ", "My ", "مولاي ", "Zaouiat"];

    private static readonly Gen<string> Names = Gen.OneOf(Gen.Elements(Letters.ToCharArray()).Select(c => c.ToString()), Gen.Elements(Pieces))
        .ListOf().Select(parts => string.Concat(parts.Take(8)));

    [Fact]
    public void Folding_what_is_folded_changes_nothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000),
        Prop.ForAll(Names.ToArbitrary(), name => NameFolding.Fold(NameFolding.Fold(name)) == NameFolding.Fold(name)));

    [Fact]
    public void Folding_stands_any_text() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => text is null || NameFolding.Fold(NameFolding.Fold(text)) == NameFolding.Fold(text)));

    [Fact]
    public void Likeness_is_symmetric_and_between_0_and_1() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000),
        Prop.ForAll(Gen.Two(Names).ToArbitrary(), pair =>
        {
            var score = NameSimilarity.Between(pair.Item1, pair.Item2);
            return score is >= 0 and <= 1 && score == NameSimilarity.Between(pair.Item2, pair.Item1);
        }));

    [Fact]
    public void A_name_is_itself_unless_it_has_no_letter() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Names.ToArbitrary(), name => NameSimilarity.Between(name, name) == (NameFolding.Fold(name).Length > 0 ? 1 : 0)));

    [Fact]
    public void Stopping_early_never_changes_a_score_worth_having() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000),
        Prop.ForAll(Gen.Two(Names).ToArbitrary(), pair =>
        {
            var (a, b) = (SpelledName.Of(pair.Item1), SpelledName.Of(pair.Item2));
            var (whole, stopped) = (NameSimilarity.Between(a, b), NameSimilarity.Between(a, b, 0.6));
            return stopped == whole || (stopped < 0.6 && whole < 0.6);
        }));

    [Fact]
    public void The_order_of_names_and_references_does_not_matter() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var stems = Enumerable.Range(0, 6).Select(_ => Stem(random)).ToArray();
            var references = Enumerable.Range(0, 12).Select(i => new ReferenceName($"r{i:D2}", i % 2 == 0 ? "p" : "q", [Slip(stems[random.Next(6)], random)])).ToArray();
            var names = Enumerable.Range(0, 15).Select(i => new WrittenName(Slip(stems[random.Next(6)], random), i % 3 == 0 ? null : "p")).ToArray();
            var (places, order) = (references.ToArray(), Enumerable.Range(0, names.Length).ToArray());
            random.Shuffle(places);
            random.Shuffle(order);
            var straight = new NameMatcher(references).Match(names);
            var turned = new NameMatcher(places).Match([.. order.Select(i => names[i])]);
            return order.Select((i, k) => (Was: straight[i], Is: turned[k])).All(p =>
                (p.Was.Written, p.Was.Best, p.Was.Score, p.Was.Fate, p.Was.Doubt) == (p.Is.Written, p.Is.Best, p.Is.Score, p.Is.Fate, p.Is.Doubt)
                && p.Was.Rules.SequenceEqual(p.Is.Rules) && p.Was.Candidates.SequenceEqual(p.Is.Candidates));
        }));

    [Fact]
    public void The_assignment_costs_no_more_than_the_best_of_all() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var (names, places) = (random.Next(1, 6), random.Next(1, 6));
            var scores = Enumerable.Range(0, names).Select(_ => Enumerable.Range(0, places).Where(_ => random.Next(3) > 0).Select(p => (Place: p, Score: random.Next(60, 100) / 100.0)).ToList()).ToList();
            var given = NameAssignment.Of(scores, 0.6);
            var taken = given.Where(p => p >= 0).ToList();
            var total = given.Select((p, n) => p < 0 ? 0.6 : scores[n].Single(s => s.Place == p).Score).Sum();
            return taken.Distinct().Count() == taken.Count && Math.Abs(total - Best(scores, 0, [])) < 1e-9;
        }));

    private static double Best(List<List<(int Place, double Score)>> scores, int name, HashSet<int> taken) =>
        name == scores.Count
            ? 0
            : scores[name].Where(s => !taken.Contains(s.Place)).Select(s => s.Score + Best(scores, name + 1, [.. taken, s.Place]))
                .Append(0.6 + Best(scores, name + 1, taken)).Max();

    private static string Stem(Random random) => string.Concat(Enumerable.Range(0, random.Next(3, 8)).Select(_ => "بترزسكلمنيواد"[random.Next(13)]));

    private static string Slip(string stem, Random random) =>
        random.Next(2) == 0 ? stem : stem.Insert(random.Next(stem.Length), "ايوب "[random.Next(5)].ToString());
}
