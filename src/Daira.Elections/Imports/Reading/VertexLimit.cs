using Daira.Foundation;

namespace Daira.Elections.Imports.Reading;

/// <summary>Counts the points of a file's borders, which are what its shapes cost in memory.</summary>
internal sealed class VertexLimit
{
    /// <summary>Points in all; the 1,538 units of a country drawn to some 50 m have 200,000.</summary>
    public const int Most = 3_000_000;

    private long taken;

    /// <exception cref="ReadingFaultException">It is too many.</exception>
    public void Take(long points, int feature)
    {
        taken += points;
        if (points < 0 || taken > Most)
        {
            throw ReadingFaultException.Of(RefusalKind.TooLarge, "shapes.too-many-points", (long)feature, (long)Most);
        }
    }
}
