using System.Globalization;
using System.Text.RegularExpressions;
using Daira.Web.Tests.Browser;

namespace Daira.Web.Tests.Map;

/// <summary>
/// The nine colours of two figures stay apart for readers who see no red, no green or no blue (Machado, Oliveira and Fernandes
/// 2009, doi:10.1109/TVCG.2009.113, full severity), measured in OKLab, where 0.02 is just noticed.
/// </summary>
public partial class BivariateColours
{
    private const double Least = 0.15;

    private static readonly Dictionary<string, double[]> Sights = new()
    {
        ["all colours"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["no red"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["no green"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["no blue"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    [Theory]
    [InlineData(0, "light")]
    [InlineData(1, "dark")]
    public void Every_two_stay_apart_for_every_reader(int theme, string name)
    {
        var all = Colour().Matches(File.ReadAllText(Path.Combine(InstalledSite.Root, "src/Daira.Web/Styles/_tokens.css"))).Select(m => m.Groups["hex"].Value).ToArray();
        all.Length.ShouldBe(18);
        var colours = all[(9 * theme)..(9 * (theme + 1))];
        foreach (var (sight, matrix) in Sights)
        {
            var seen = colours.Select(c => Lab(See(Linear(c), matrix))).ToArray();
            for (var i = 0; i < 9; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    Math.Sqrt(seen[i].Zip(seen[j], (a, b) => (a - b) * (a - b)).Sum()).ShouldBeGreaterThan(Least, $"{name}, {sight}: {colours[i]} and {colours[j]}");
                }
            }
        }
    }

    private static double[] Linear(string hex) => [.. Enumerable.Range(0, 3)
        .Select(i => int.Parse(hex.AsSpan((2 * i) + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
        .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];

    private static double[] See(double[] rgb, double[] m) => [.. Enumerable.Range(0, 3).Select(i => Math.Clamp(Row(m, i, rgb), 0, 1))];

    /// <summary>Ottosson 2020, “A perceptual color space for image processing”.</summary>
    private static double[] Lab(double[] rgb)
    {
        double[] toCones = [0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005];
        double[] toLab = [0.2104542553, 0.7936177850, -0.0040720468, 1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371, 0.7827717662, -0.8086757660];
        double[] cones = [.. Enumerable.Range(0, 3).Select(i => Math.Cbrt(Row(toCones, i, rgb)))];
        return [.. Enumerable.Range(0, 3).Select(i => Row(toLab, i, cones))];
    }

    private static double Row(double[] matrix, int row, double[] vector) =>
        (matrix[3 * row] * vector[0]) + (matrix[(3 * row) + 1] * vector[1]) + (matrix[(3 * row) + 2] * vector[2]);

    [GeneratedRegex("--bivariate-[0-8]: (?<hex>#[0-9a-f]{6});")]
    private static partial Regex Colour();
}
