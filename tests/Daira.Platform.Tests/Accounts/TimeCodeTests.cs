using Daira.Foundation.Accounts;

namespace Daira.Platform.Tests.Accounts;

public class TimeCodeTests
{
    /// <summary>The secret of RFC 6238, appendix B, in base 32; its codes there have eight digits, of which six are used.</summary>
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory, InlineData(59, "287082"), InlineData(1111111109, "081804"), InlineData(1111111111, "050471"), InlineData(1234567890, "005924"), InlineData(2000000000, "279037"), InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long second, string code)
    {
        TimeCode.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(second)).ShouldBe(second / 30);
    }

    [Theory, InlineData(-1, false), InlineData(0, true), InlineData(30, true), InlineData(59, true), InlineData(60, false)]
    public void A_code_holds_for_its_half_minute_and_the_next(int later, bool holds)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds((1234567890 / 30 * 30) + later);
        (TimeCode.StepOf(Secret, "005924", at) is not null).ShouldBe(holds);
    }

    [Theory, InlineData(""), InlineData("00592"), InlineData("0059240"), InlineData("٠٠٥٩٢٤")]
    public void What_is_no_code_opens_nothing(string code) => TimeCode.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(1234567890)).ShouldBeNull();
}
