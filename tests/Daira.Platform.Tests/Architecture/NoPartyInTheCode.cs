using System.Text.RegularExpressions;

namespace Daira.Platform.Tests.Architecture;

/// <summary>Any party installs Daira for itself: parties are rows of data, never words of the program.</summary>
public class NoPartyInTheCode
{
    private static readonly string[] Code = [".cs", ".razor", ".ts", ".mjs", ".css", ".json"];

    /// <summary>Code and names of every list that ever stood, independents apart, who are nobody's party.</summary>
    private static readonly List<string[]> Lists = [.. Repository.Lines("data/countries/morocco/elections/lists.csv").Skip(1)
        .Select(line => line.Split(',')).Where(row => !row[0].StartsWith("SAP", StringComparison.Ordinal))];

    [Fact]
    public void No_list_is_named_in_the_source_code()
    {
        var names = Names();
        Repository.FilesOf(Code).Where(f => f.StartsWith("src/", StringComparison.Ordinal) && !f.EndsWith("lock.json", StringComparison.Ordinal))
            .SelectMany(f => names.Matches(Repository.Read(f)).Select(m => $"{f}: {m.Value}"))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("where the RNI is strong")]
    [InlineData("code == \"PI\"")]
    [InlineData("// Parti Authenticité et Modernité")]
    [InlineData("حزب الأصالة والمعاصرة")]
    public void The_rule_sees_a_code_or_a_name(string line) => Names().IsMatch(line).ShouldBeTrue();

    [Theory]
    [InlineData("Math.PI * 2")]
    [InlineData("class Pam; // span of a PANEL")]
    public void The_rule_leaves_other_words_alone(string line) => Names().IsMatch(line).ShouldBeFalse();

    private static Regex Names()
    {
        Lists.Count.ShouldBeGreaterThan(40);
        var codes = Lists.Select(row => row[0]).Select(code => code.Length < 3 ? $"\"{code}\"" : $@"\b{code}\b");
        var names = Lists.SelectMany(row => row[1..4]).Select(name => name.Trim('"')).Where(name => name.Length >= 8).Select(Regex.Escape);
        return new Regex(string.Join('|', codes.Concat(names)));
    }
}
