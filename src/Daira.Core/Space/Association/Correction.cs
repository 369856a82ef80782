namespace Daira.Core.Space.Association;

/// <summary>How p-values of many units tested at once are corrected.</summary>
public enum Correction
{
    /// <summary>q = p: one false finding in twenty is expected at 0.05.</summary>
    None,

    /// <summary>False discovery rate, valid for independent or positively dependent tests (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x).</summary>
    BenjaminiHochberg,

    /// <summary>False discovery rate under any dependence (Benjamini and Yekutieli 2001, doi:10.1214/aos/1013699998).</summary>
    BenjaminiYekutieli,

    /// <summary>No false finding at all with probability 1 − level.</summary>
    Bonferroni,
}

/// <summary>Corrects p-values.</summary>
public static class Corrections
{
    /// <summary>Corrected values (q), each in 0 … 1 and never below its p; NaN marks units that were not tested: they stay NaN and do not count.</summary>
    public static double[] Apply(this Correction correction, ReadOnlySpan<double> p)
    {
        var q = p.ToArray();
        var order = Enumerable.Range(0, q.Length).Where(unit => !double.IsNaN(q[unit])).ToArray();
        switch (correction)
        {
            case Correction.Bonferroni:
                foreach (var unit in order)
                    q[unit] = Math.Min(1, q[unit] * order.Length);
                break;
            case Correction.BenjaminiHochberg:
                StepUp(q, order, 1);
                break;
            case Correction.BenjaminiYekutieli:
                StepUp(q, order, Enumerable.Range(1, order.Length).Sum(rank => 1.0 / rank));
                break;
        }

        return q;
    }

    private static void StepUp(double[] q, int[] order, double factor)
    {
        var keys = Array.ConvertAll(order, unit => q[unit]);
        Array.Sort(keys, order);
        var smallest = 1.0;
        for (var rank = order.Length; rank >= 1; rank--)
        {
            smallest = Math.Min(smallest, keys[rank - 1] * order.Length * factor / rank);
            q[order[rank - 1]] = smallest;
        }
    }
}
