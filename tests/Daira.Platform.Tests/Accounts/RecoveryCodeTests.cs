using Daira.Foundation.Accounts;

namespace Daira.Platform.Tests.Accounts;

public class RecoveryCodeTests
{
    [Fact]
    public void A_code_has_five_groups_of_chance_and_is_known_however_it_is_typed()
    {
        var codes = Enumerable.Range(0, 200).Select(_ => RecoveryCode.New()).ToList();
        codes.ShouldAllBe(c => System.Text.RegularExpressions.Regex.IsMatch(c, "^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$"));
        codes.Distinct().Count().ShouldBe(200);
        RecoveryCode.DigestOf(codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)).ShouldBe(RecoveryCode.DigestOf(codes[0]));
        RecoveryCode.DigestOf(codes[1]).ShouldNotBe(RecoveryCode.DigestOf(codes[0]));
        RecoveryCode.DigestOf(codes[0]).ShouldNotContain(codes[0]);
        RecoveryCode.IsEarlier("ABCDE-FGHIJ").ShouldBeTrue();
        codes.ShouldAllBe(c => !RecoveryCode.IsEarlier(c));
    }
}
