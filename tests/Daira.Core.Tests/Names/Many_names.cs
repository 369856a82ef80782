using System.Diagnostics;
using Daira.Core.Names;

namespace Daira.Core.Tests.Names;

/// <summary>Invented places of two words each, both real names: French spelling as reference, Arabic asked. Large scopes go through the index.</summary>
public class Many_names(ITestOutputHelper output)
{
    private const int Places = 4_000, Names = 10_000;

    [Theory]
    [InlineData(75, 0.97)]
    [InlineData(1, 0.90)]
    public void Large_lists_find_their_places_across_scripts(int parents, double recall)
    {
        var (references, questions) = Invented(parents);
        var clock = Stopwatch.StartNew();
        var answers = new NameMatcher(references).Match([.. questions.Select(q => q.Name)]);
        output.WriteLine($"{references.Count} places in {parents} parents, {questions.Count} names: {clock.Elapsed.TotalSeconds:F2} s, processor {Environment.CpuUsage.TotalTime.TotalSeconds:F1} s");
        var right = answers.Zip(questions).Count(p => p.First.Best == p.Second.Id);
        var wrong = answers.Zip(questions).Count(p => p.First.Best is not null && p.First.Best != p.Second.Id);
        var found = answers.Zip(questions).Count(p => p.First.Candidates.Any(c => c.Id == p.Second.Id));
        output.WriteLine($"right {right}, wrong {wrong}, among the candidates {found}, places {answers.Select(a => a.Best).Distinct().Count()}");
        ((double)found / questions.Count).ShouldBeGreaterThanOrEqualTo(recall);
        ((double)wrong / questions.Count).ShouldBeLessThanOrEqualTo(0.005);
    }

    /// <summary>Names so alike that nearly every one is near to many: the worst the assignment can be given.</summary>
    [Fact]
    public void A_crowd_of_nearly_equal_names_is_settled_too()
    {
        var random = new Random(5);
        var crowd = Enumerable.Range(0, 5_000).Select(_ => "Oulad " + new string([.. Enumerable.Range(0, 6).Select(_ => "bmlnrs"[random.Next(6)])])).Distinct().ToArray();
        var references = crowd.Take(crowd.Length / 2).Select((n, i) => new ReferenceName($"{i:D5}", "p", [n])).ToList();
        var clock = Stopwatch.StartNew();
        var answers = new NameMatcher(references).Match([.. crowd.Select(n => new WrittenName(n, "p"))]);
        output.WriteLine($"{references.Count} places, {crowd.Length} names: {clock.Elapsed.TotalSeconds:F2} s");
        answers.Take(references.Count).Select(a => a.Best).ShouldBe(references.Select(r => r.Id));
        answers.Skip(references.Count).ShouldAllBe(a => a.Fate != NameFate.Matched);
    }

    private static (List<ReferenceName> References, List<(WrittenName Name, string Id)> Questions) Invented(int parents)
    {
        var random = new Random(11);
        var words = MoroccanNames.References("name_ar", "name_fr")
            .Where(r => r.Names.Count == 2 && r.Names.All(n => n.Length > 3 && n.All(char.IsLetter))).Select(r => (Arabic: r.Names[0], French: r.Names[1]))
            .DistinctBy(w => NameFolding.Fold(w.Arabic)).DistinctBy(w => NameFolding.Fold(w.French)).ToArray();
        var pairs = Enumerable.Range(0, Places * 2).Select(_ => (First: words[random.Next(words.Length)], Second: words[random.Next(words.Length)]))
            .Distinct().Take(Places).ToArray();
        var references = pairs.Select((p, i) => new ReferenceName($"{i:D6}", $"p{i % parents}", [$"{p.First.French} {p.Second.French}"])).ToList();
        var questions = Enumerable.Range(0, Names).Select(_ => random.Next(Places))
            .Select(i => (new WrittenName($"{pairs[i].First.Arabic} {pairs[i].Second.Arabic}", parents > 1 ? $"p{i % parents}" : null), $"{i:D6}")).ToList();
        return (references, questions);
    }
}
