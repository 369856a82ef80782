using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>Sums over weights from which moments are made (Cliff and Ord 1981, “Spatial processes”): S₀ = Σ w, S₁ = ½ Σ (wᵢⱼ + wⱼᵢ)², S₂ = Σ (wᵢ· + w·ᵢ)².</summary>
internal sealed record WeightConstants(double N, double S0, double S1, double S2)
{
    /// <param name="weights">N counts only units that have neighbours.</param>
    public static WeightConstants Of(SpatialWeights weights)
    {
        var rows = new double[weights.Count];
        var columns = new double[weights.Count];
        double s0 = 0, s1 = 0;
        for (var unit = 0; unit < weights.Count; unit++)
        {
            var neighbours = weights.Neighbours[unit];
            var row = weights[unit];
            for (var at = 0; at < row.Length; at++)
            {
                s0 += row[at];
                rows[unit] += row[at];
                columns[neighbours[at]] += row[at];
                var back = weights.WeightOf(neighbours[at], unit);
                // A pair is met from both ends when both weights are there, from one end otherwise.
                s1 += (row[at] + back) * (row[at] + back) / (weights.Neighbours.Contains(neighbours[at], unit) ? 2 : 1);
            }
        }

        var s2 = rows.Zip(columns, (row, column) => (row + column) * (row + column)).Sum();
        return new(weights.Count - weights.Neighbours.Isolates.Count, s0, s1, s2);
    }
}
