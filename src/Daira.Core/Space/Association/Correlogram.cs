using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>Moran's I among neighbours, neighbours of neighbours, and so on: how far likeness reaches.</summary>
public static class Correlogram
{
    /// <summary>Moran's I for orders 1 … orders.</summary>
    /// <param name="neighbours">First-order neighbours.</param>
    /// <param name="orders">1 or more.</param>
    /// <param name="style">Style of the weights of each order.</param>
    public static IReadOnlyList<GlobalTest> Of(double[] figures, Neighbours neighbours, int orders, WeightStyle style = WeightStyle.RowStandardised, PermutationSettings? settings = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 1);
        return [.. neighbours.Orders(orders).Select(order => GlobalMoran.Of(figures, order.Weigh(style), settings))];
    }
}
