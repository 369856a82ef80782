using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Languages;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("ar", "1\u202F234\u202F567,8")]
    [InlineData("fr", "1\u202F234\u202F567,8")]
    [InlineData("en", "1,234,567.8")]
    [InlineData("zgh", "1\u202F234\u202F567,8")]
    public void Numbers_group_as_readers_write_them(string language, string written) =>
        Figures.Number(1_234_567.8m, Language.Of(language), 1).ShouldBe(written);

    [Theory]
    [InlineData("ar", "64,2%")]
    [InlineData("fr", "64,2\u202F%")]
    [InlineData("en", "64.2%")]
    [InlineData("zgh", "64,2\u202F%")]
    public void Shares_have_one_decimal(string language, string written) =>
        Figures.Percent(new Share(0.64157m), Language.Of(language)).ShouldBe(written);

    [Fact]
    public void Signs_are_real_minus_signs_and_zero_has_none()
    {
        Figures.Signed(-9643, Language.Arabic).ShouldBe("\u22129\u202F643");
        Figures.Signed(12284, Language.French).ShouldBe("+12\u202F284");
        Figures.Signed(0, Language.English).ShouldBe("0");
        Figures.Points(new Points(-0.0004m), Language.English).ShouldBe("0.0");
        Figures.Points(new Points(0.330m), Language.Arabic).ShouldBe("+33,0");
    }

    [Theory]
    [InlineData("ar", "20 نونبر 2026")]
    [InlineData("fr", "20 novembre 2026")]
    [InlineData("en", "20 November 2026")]
    [InlineData("zgh", "20 ⵏⵓⵡⴰⵏⴱⵉⵔ 2026")]
    public void Dates_bear_Moroccan_months(string language, string written) =>
        Figures.Date(new DateOnly(2026, 11, 20), Language.Of(language)).ShouldBe(written);

    [Fact]
    public void The_first_of_a_month_is_ordinal_in_French_only()
    {
        Figures.Date(new DateOnly(2021, 9, 1), Language.French).ShouldBe("1er septembre 2021");
        Figures.Date(new DateOnly(2021, 9, 1), Language.Arabic).ShouldBe("1 شتنبر 2021");
    }

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(1, "one")]
    [InlineData(2, "two")]
    [InlineData(3, "few")]
    [InlineData(10, "few")]
    [InlineData(11, "many")]
    [InlineData(99, "many")]
    [InlineData(100, "other")]
    [InlineData(102, "other")]
    [InlineData(103, "few")]
    [InlineData(111, "many")]
    [InlineData(-2, "two")]
    public void Arabic_counts_in_six_forms(long count, string category) =>
        Plural.CategoryOf(count, Language.Arabic).ShouldBe(category);

    [Fact]
    public void Every_category_a_number_can_take_is_one_that_texts_must_give()
    {
        foreach (var language in Language.All)
        {
            var taken = Enumerable.Range(0, 1000).Select(n => Plural.CategoryOf(n, language)).Distinct();
            taken.Order().ShouldBe(Plural.CategoriesOf(language).Order());
        }
    }

    [Theory]
    [InlineData("fr-FR,fr;q=0.9,ar;q=0.8", "fr")]
    [InlineData("de, en;q=0.3, ar;q=0.7", "ar")]
    [InlineData("tzm", "zgh")]
    [InlineData("ar;q=0, en", "en")]
    [InlineData("de", null)]
    [InlineData("", null)]
    [InlineData("fr;q=zz", null)]
    public void A_browser_is_answered_in_the_language_it_prefers(string header, string? expected) =>
        Language.Accepted(header)?.Code.ShouldBe(expected);
}
