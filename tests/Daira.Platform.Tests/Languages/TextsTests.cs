using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Languages;

public sealed class TextsTests
{
    private static readonly Texts Small = Texts.Parse("""
        {
          "days": {
            "ar": { "zero": "لا يوم", "one": "يوم", "two": "يومان", "few": "{0} أيام", "many": "{0} يوما", "other": "{0} يوم" },
            "fr": { "one": "{0} jour", "other": "{0} jours" },
            "en": { "one": "{0} day", "other": "{0} days" }
          },
          "won": { "ar": "نالت {0} حصة {1} في {2}", "fr": "{0} a obtenu {1} à {2}", "en": "{0} won {1} in {2}" },
          "of": { "ar": { "by": 1, "zero": "{0} 0", "one": "{0} 1", "two": "{0} 2", "few": "{0} f", "many": "{0} m", "other": "{0} o" }, "fr": "{0} {1}", "en": "{0} {1}" },
          "said": { "ar": "قيل: {0}", "fr": "dit : {0}", "en": "said: {0}", "zgh": "ⵉⵏⵏⴰ: {0}", "review": ["zgh"] },
          "braces": { "ar": "{{0}} {0}", "fr": "{{0}} {0}", "en": "{{0}} {0}" }
        }
        """);

    [Theory]
    [InlineData(1, "يوم")]
    [InlineData(2, "يومان")]
    [InlineData(3, "3 أيام")]
    [InlineData(11, "11 يوما")]
    [InlineData(100, "100 يوم")]
    public void Counted_words_take_their_form(int count, string said) =>
        Small.Format(new Message("days", count), Language.Arabic).ShouldBe(said);

    [Fact]
    public void The_argument_that_decides_the_form_can_be_another_than_the_first() =>
        Small.Format(new Message("of", "x", 11), Language.Arabic).ShouldBe("x m");

    [Fact]
    public void Figures_dates_and_foreign_names_are_marked_in_HTML_and_plain_elsewhere()
    {
        var message = new Message("won", new Code("PI"), new Share(0.105m), new NameIn("Sefrou", "fr"));
        Small.Format(message, Language.Arabic).ShouldBe("نالت PI حصة 10,5% في Sefrou");
        Small.FormatHtml(message, Language.Arabic).ShouldBe(
            "نالت <bdi class=\"n\" dir=\"ltr\">PI</bdi> حصة <bdi class=\"n\" dir=\"ltr\">10,5%</bdi> في <span lang=\"fr\" dir=\"ltr\">Sefrou</span>");
        Small.FormatHtml(message, Language.French).ShouldEndWith("à Sefrou");
    }

    [Fact]
    public void A_text_without_Tamazight_is_said_in_Arabic_and_marked_so()
    {
        Small.FormatHtml(new Message("days", 3), Language.Tamazight)
            .ShouldBe("<span lang=\"ar\" dir=\"rtl\"><bdi class=\"n\" dir=\"ltr\">3</bdi> أيام</span>");
        Small.Format(new Message("said", 3), Language.Tamazight).ShouldBe("ⵉⵏⵏⴰ: 3");
    }

    [Fact]
    public void A_message_inside_a_message_is_said_in_the_same_language() =>
        Small.Format(new Message("said", new Message("days", 2)), Language.English).ShouldBe("said: 2 days");

    [Fact]
    public void What_readers_wrote_cannot_become_markup() =>
        Small.FormatHtml(new Message("said", "<script>\"'&"), Language.English).ShouldBe("said: &lt;script&gt;&quot;&#39;&amp;");

    [Fact]
    public void Doubled_braces_are_braces() => Small.Format(new Message("braces", 7), Language.French).ShouldBe("{0} 7");

    [Fact]
    public void An_unknown_id_throws() =>
        Should.Throw<KeyNotFoundException>(() => Small.Format(new Message("nothing"), Language.French)).Message.ShouldContain("nothing");

    [Fact]
    public void Binary_floating_point_and_missing_arguments_are_refused()
    {
        Should.Throw<ArgumentException>(() => Small.Format(new Message("said", 0.5d), Language.French));
        Should.Throw<ArgumentException>(() => Small.Format(new Message("won", 1), Language.French));
        Should.Throw<ArgumentException>(() => Small.Format(new Message("days", 0.5m), Language.French));
    }

    [Theory]
    [InlineData("""{ "a": { "ar": "x {" } }""")]
    [InlineData("""{ "a": { "ar": "x {n}" } }""")]
    public void A_stray_brace_is_refused(string json) => Should.Throw<FormatException>(() => Texts.Parse(json));

    [Fact]
    public void A_text_twice_or_without_Arabic_or_in_an_unknown_language_is_refused()
    {
        Should.Throw<System.Text.Json.JsonException>(() => Texts.Parse("""{ "a": { "ar": "x" }, "a": { "ar": "y" } }"""));
        Should.Throw<InvalidOperationException>(() => Texts.Parse("""{ "a": { "fr": "x" } }"""));
        Should.Throw<InvalidOperationException>(() => Texts.Parse("""{ "a": { "ar": "x", "de": "y" } }"""));
    }
}
