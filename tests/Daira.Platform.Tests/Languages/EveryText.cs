using Daira.Foundation.Languages;
using Daira.Web;

namespace Daira.Platform.Tests.Languages;

/// <summary>What holds for every sentence of the program.</summary>
public sealed class EveryText
{
    private static readonly Texts All = Texts.Of([.. Site.Speakers, typeof(Daira.Cli.Program).Assembly]);

    [Fact]
    public void It_speaks_Arabic_French_and_English() =>
        All.All.SelectMany(t => new[] { "ar", "fr", "en" }.Where(l => !t.Forms.ContainsKey(l)).Select(l => $"{t.Id} {l} ({t.File})")).ShouldBeEmpty();

    [Fact]
    public void It_names_the_same_arguments_in_every_language() =>
        All.All.Where(t => t.Forms.Values.Select(f => string.Join(' ', SlotsOf(f))).Distinct().Count() > 1).Select(t => $"{t.Id} ({t.File})").ShouldBeEmpty();

    [Fact]
    public void A_counted_text_has_every_form_its_language_tells_apart() =>
        All.All.SelectMany(t => t.Forms.Where(f => f.Value.Counts)
                .Where(f => !f.Value.Patterns.Keys.Order().SequenceEqual(Plural.CategoriesOf(Language.Of(f.Key)).Order()))
                .Select(f => $"{t.Id} {f.Key} ({t.File})"))
            .ShouldBeEmpty();

    [Fact]
    public void Machine_made_Tamazight_waits_for_a_reviewer_and_says_so() =>
        All.All.Where(t => t.Forms.ContainsKey("zgh") != t.Review.Contains("zgh")).Select(t => $"{t.Id} ({t.File})").ShouldBeEmpty();

    [Fact]
    public void Tamazight_is_written_in_Tifinagh() =>
        All.All.Where(t => t.Forms.TryGetValue("zgh", out var f) && f.Patterns.Values.Any(p => p.Written.Any(c => c is >= '\u0600' and <= '\u06FF') && !p.Written.Any(c => c is >= '\u2D30' and <= '\u2D7F')))
            .Select(t => t.Id).ShouldBeEmpty();

    [Fact]
    public void Menus_and_kinds_of_places_are_in_Tamazight() =>
        new[] { "shell.map", "shell.places", "shell.contests", "place.kind.region", "place.kind.province", "place.tab.results" }
            .ShouldAllBe(id => All[id].Forms.ContainsKey("zgh"));

    [Fact]
    public void No_figure_is_grouped_by_hand_and_no_letter_stretched() =>
        All.All.SelectMany(t => t.Forms.Values.SelectMany(f => f.Patterns.Values), (t, p) => (t.Id, p.Written))
            .Where(x => x.Written.Contains('ـ') || System.Text.RegularExpressions.Regex.IsMatch(x.Written, @"\d[ .,]\d{3}\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Select(x => x.Id).ShouldBeEmpty();

    /// <summary>Arguments any form speaks of; the one that decides a plural need not be repeated in "one" and "two".</summary>
    private static IEnumerable<int> SlotsOf(TextForms forms) => forms.Patterns.Values.SelectMany(p => p.Slots).Distinct().Order();
}
