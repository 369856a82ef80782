using System.Text.RegularExpressions;

namespace Daira.Platform.Tests.Architecture;

/// <summary>Links lead somewhere, commands exist, and what the README promises is what runs.</summary>
public partial class Documents
{
    [Fact]
    public void Every_link_inside_the_repository_leads_to_a_file_and_heading() =>
        Repository.FilesOf(".md").SelectMany(Broken).ShouldBeEmpty();

    [Fact]
    public void The_link_check_sees_a_broken_link() =>
        BrokenIn("README.md", "[a](docs/nowhere.md) [b](#no-such-heading) [c](LICENSE) `[d](code.md)`")
            .ShouldBe(["README.md: docs/nowhere.md", "README.md: #no-such-heading"]);

    [Fact]
    public void Every_verb_of_build_cs_that_a_document_names_exists()
    {
        var verbs = Verb().Matches(Repository.Read("build.cs")).Select(m => m.Groups["verb"].Value).ToHashSet();
        verbs.ShouldContain("demo");
        Repository.FilesOf(".md").SelectMany(f => Called().Matches(Repository.Read(f)).Select(m => (File: f, Verb: m.Groups["verb"].Value)))
            .Where(c => !verbs.Contains(c.Verb)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_method_page_says_formula_source_units_limits_and_check()
    {
        string[][] wanted = [["source", "doi:"], ["unit"], ["limit"], ["check"]];
        Repository.FilesOf(".md").Where(f => f.StartsWith("docs/methods/", StringComparison.Ordinal) && !f.EndsWith("README.md", StringComparison.Ordinal))
            .SelectMany(f => wanted.Where(words => !words.Any(w => Repository.Read(f).Contains(w, StringComparison.OrdinalIgnoreCase))).Select(words => $"{f} says nothing of its {words[0]}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_decision_says_context_decision_ways_not_taken_and_consequences()
    {
        string[] wanted = ["## Context", "## Decision", "not taken", "easier"];
        Repository.FilesOf(".md").Where(f => f.StartsWith("docs/decisions/0", StringComparison.Ordinal))
            .SelectMany(f => wanted.Where(w => !Repository.Read(f).Contains(w, StringComparison.Ordinal)).Select(w => $"{f} lacks “{w}”"))
            .ShouldBeEmpty();
    }

    /// <summary>The lines between the README's csharp fence are the body of the test that asserts them.</summary>
    [Fact]
    public void The_readmes_lines_of_Core_are_the_ones_that_a_test_runs()
    {
        var shown = Fence().Match(Repository.Read("README.md"));
        shown.Success.ShouldBeTrue("the README shows Core at work");
        Flat(Repository.Read("tests/Daira.Core.Tests/ReadmeExample.cs")).ShouldContain(Flat(shown.Groups["code"].Value));
    }

    private static string Flat(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static IEnumerable<string> Broken(string file) => BrokenIn(file, Repository.Read(file));

    private static IEnumerable<string> BrokenIn(string file, string text) =>
        Link().Matches(Code().Replace(text, "")).Select(m => m.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal) && !Leads(file, target))
            .Select(target => $"{file}: {target}");

    private static bool Leads(string file, string target)
    {
        var (path, anchor) = target.Split('#', 2) is [var p, var a] ? (p, a) : (target, null);
        var full = path.Length == 0 ? file : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, Uri.UnescapeDataString(path)));
        return Repository.Has(full)
            && (anchor is null || !full.EndsWith(".md", StringComparison.Ordinal) || Anchors(Repository.Read(full)).Contains(anchor));
    }

    private static IEnumerable<string> Anchors(string markdown) => Heading().Matches(markdown)
        .Select(m => NoAnchor().Replace(m.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"(?<!\\)\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (?<title>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"^\s+""(?<verb>\w+)"" =>", RegexOptions.Multiline)]
    private static partial Regex Verb();

    [GeneratedRegex(@"build\.cs -- (?<verb>\w+)")]
    private static partial Regex Called();

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
