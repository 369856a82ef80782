using Daira.Foundation.Languages;
using Daira.Web;

namespace Daira.Platform.Tests.Languages;

/// <summary>Tamazight is written in its own letters, and machine-made words wait for a reviewer.</summary>
public sealed class TamazightTexts
{
    private static readonly Texts All = Texts.Of(Site.Speakers);

    [Fact]
    public void Machine_made_words_are_marked_for_review() =>
        All.All.Where(t => t.Forms.ContainsKey("zgh") != t.Review.Contains("zgh")).Select(t => $"{t.Id} ({t.File})").ShouldBeEmpty();

    [Fact]
    public void They_are_written_in_Tifinagh_even_beside_an_Arabic_example() =>
        All.All.Where(t => t.Forms.TryGetValue("zgh", out var f) && f.Patterns.Values.Any(p => p.Written.Any(c => c is >= '\u0600' and <= '\u06FF') && !p.Written.Any(c => c is >= '\u2D30' and <= '\u2D7F')))
            .Select(t => t.Id).ShouldBeEmpty();

    [Theory]
    [InlineData("shell.map")]
    [InlineData("shell.places")]
    [InlineData("shell.contests")]
    [InlineData("place.kind.region")]
    [InlineData("place.kind.province")]
    [InlineData("place.tab.results")]
    public void Menus_and_kinds_of_places_have_them(string id) => All[id].Forms.Keys.ShouldContain("zgh");

    [Fact]
    public void What_has_none_is_said_in_Arabic() =>
        All.FormatHtml(new Message("failure.404.title"), Language.Tamazight).ShouldStartWith("<span lang=\"ar\" dir=\"rtl\">");
}
