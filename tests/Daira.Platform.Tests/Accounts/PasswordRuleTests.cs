using Daira.Foundation.Accounts;

namespace Daira.Platform.Tests.Accounts;

public class PasswordRuleTests
{
    [Theory]
    [InlineData("Casablanca2026", "common")]
    [InlineData("p@ssw0rd12345", "common")]
    [InlineData("motdepasse123", "common")]
    [InlineData("azertyuiop123", "common")]
    [InlineData("123456789012", "common")]
    [InlineData("aaaaaaaaaaaaaa", "common")]
    [InlineData("Mohammed@Rabat2025", "common")]
    [InlineData("wydadraja1949!", "common")]
    [InlineData("كلمةالسر12345", "common")]
    [InlineData("halaidrissi2026", "common")]
    [InlineData("Tr0ub4dor&", "too-short")]
    [InlineData("sept ânes lisent à Tiznit", null)]
    [InlineData("نام القط فوق سطح الجيران", null)]
    [InlineData("kv9-wqz-4hb-tpl", null)]
    public void Long_and_ones_own_rather_than_complicated(string password, string? why) =>
        PasswordRule.WhyNot(password, "hala", "Hala Idrissi").ShouldBe(why);

    [Fact]
    public void There_is_an_end_to_length_but_a_far_one()
    {
        PasswordRule.WhyNot(string.Concat(Enumerable.Range(0, 64).Select(i => (char)('a' + (i * 7 % 26))))).ShouldBeNull();
        PasswordRule.WhyNot(new string('x', 100_000)).ShouldBe("too-long");
    }
}
