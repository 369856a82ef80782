using System.Text.RegularExpressions;

namespace Daira.Platform.Tests.Architecture;

/// <summary>The page on OWASP ASVS 5.0 answers every row it must, once, and names nothing that does not exist.</summary>
public partial class AsvsRows
{
    private const string Page = "docs/security/asvs.md";

    /// <summary>Rows of levels 1 and 2 by section; they are numbered before those of level 3 in nearly all of them.</summary>
    private const string Wanted =
        "1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2 4.1:1-3 4.2:1 4.3:1-2 4.4:1-4 " +
        "5.1:1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 " +
        "9.1:1-3 9.2:1-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1 12.1:1-3 12.2:1-2 12.3:1-4 " +
        "13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3 15.3:1-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2";

    /// <summary>Rows of level 3 in V8, V14 and V16.</summary>
    private const string WantedOfThree = "8.1:3-4 8.2:4 8.3:2-3 8.4:2 14.2:5-8 16.5:4";

    [Fact]
    public void Every_row_of_levels_one_and_two_is_answered_once()
    {
        Rows(Wanted).Count().ShouldBe(253);
        Answers().Select(a => a.Row).Order().ShouldBe(Rows(Wanted).Concat(Rows(WantedOfThree)).Order());
    }

    [Fact]
    public void An_answer_is_one_of_four_and_says_by_what()
    {
        Answers().Where(a => a.Answer is not ("pass" or "part" or "open" or "n/a")).ShouldBeEmpty();
        Answers().Where(a => a.By.Length < 5).ShouldBeEmpty();
        var counts = Answers().CountBy(a => a.Answer).ToDictionary();
        Repository.Read(Page).ShouldContain($"**{counts["pass"]} pass, {counts["part"]} in part, {counts["open"]} open, {counts["n/a"]} not applicable.**");
    }

    [Fact]
    public void What_an_answer_names_exists()
    {
        var types = Repository.FilesOf(".cs").SelectMany(f => Declared().Matches(Repository.Read(f)).Select(m => m.Groups["name"].Value)).ToHashSet();
        Answers().SelectMany(a => Named().Matches(a.By).Select(m => (a.Row, Name: m.Groups["name"].Value)))
            .Where(n => n.Name.Contains('/', StringComparison.Ordinal) || n.Name.EndsWith(".props", StringComparison.Ordinal)
                ? !File.Exists(Path.Combine(Repository.Root, n.Name))
                : OneWord().IsMatch(n.Name) && !types.Contains(n.Name) && !Framework.Contains(n.Name))
            .ShouldBeEmpty();
    }

    /// <summary>Types of the platform that answers rest on.</summary>
    private static readonly string[] Framework = ["Utf8JsonWriter", "MailMessage", "MailAddress"];

    private static IEnumerable<(string Row, string Answer, string By)> Answers() =>
        Line().Matches(Repository.Read(Page)).Select(m => (m.Groups["row"].Value, m.Groups["answer"].Value, m.Groups["by"].Value));

    private static IEnumerable<string> Rows(string sections)
    {
        foreach (var section in sections.Split(' '))
        {
            var (name, range) = (section.Split(':')[0], section.Split(':')[1].Split('-'));
            for (var i = int.Parse(range[0]); i <= int.Parse(range[^1]); i++)
            {
                yield return $"{name}.{i}";
            }
        }
    }

    [GeneratedRegex(@"^\| (?<row>\d+\.\d+\.\d+) \| [^|]+ \| (?<answer>[^|]+) \| (?<by>[^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^[A-Z]\w+$")]
    private static partial Regex OneWord();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|enum|interface) (?<name>[A-Z]\w*)")]
    private static partial Regex Declared();
}
