using System.Runtime.Intrinsics;
using Daira.Core.Numbers;

namespace Daira.Core.Tests.Simulation;

public class ElementaryTests
{
    [Fact]
    public void Exp_and_log_agree_with_the_library_to_the_last_places()
    {
        for (var x = -700.0; x <= 700; x += 0.37)
        {
            Elementary.Exp(x).ShouldBe(Math.Exp(x), 1e-15 * Math.Exp(x) * 2);
        }

        for (var x = 1e-300; x < 1e300; x *= 1.37)
        {
            Elementary.Log(x).ShouldBe(Math.Log(x), 1e-15 * Math.Max(1, Math.Abs(Math.Log(x))));
        }

        Should.Throw<ArgumentOutOfRangeException>(() => Elementary.Log(0));
        Should.Throw<ArgumentOutOfRangeException>(() => Elementary.Exp(701));
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-20, -9.262340089798408)]
    public void Normal_quantiles_are_the_published_ones(double p, double z) => Elementary.NormalQuantile(p).ShouldBe(z, 1e-13 * Math.Max(1, Math.Abs(z)));

    [Fact]
    public void Exp_in_lanes_is_within_single_precision()
    {
        for (var x = -20f; x < 20; x += 0.013f)
        {
            ((double)Elementary.Exp(Vector512.Create(x)).GetElement(3)).ShouldBe(Math.Exp(x), 2e-7 * Math.Exp(x));
        }
    }
}
