using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>Seats of districts × lists with both margins fixed.</summary>
/// <param name="Seats">[district, list].</param>
/// <param name="DistrictMultipliers">One per district: votes × both multipliers, rounded by the divisors, gives the seats.</param>
/// <param name="ListMultipliers">One per list.</param>
/// <param name="IsUnique">False when equal figures allow another table with the same margins; lots would choose.</param>
public sealed record BiproportionalSeats(int[,] Seats, IReadOnlyList<Fraction> DistrictMultipliers, IReadOnlyList<Fraction> ListMultipliers, bool IsUnique);

/// <summary>
/// Biproportional apportionment by tie-and-transfer: each district has its seats, each list its seats over the country,
/// and within both every seat costs the same up to rounding. Exact fractions.
/// </summary>
/// <remarks>
/// Source: Balinski and Demange, “Algorithms for proportional matrices in reals and integers”, Mathematical Programming 45
/// (1989); Pukelsheim (2017), ch. 14–15. Used in Zürich, Aargau, Schaffhausen.
/// </remarks>
public sealed class Biproportional
{
    private readonly long[,] votes;
    private readonly int[] listSeats;
    private readonly Divisors divisors;
    private readonly int[,] seats;
    private readonly Fraction[] ofDistrict;
    private readonly Fraction[] ofList;

    private Biproportional(long[,] votes, int[] districtSeats, int[] listSeats, Divisors divisors)
    {
        (this.votes, this.listSeats, this.divisors) = (votes, listSeats, divisors);
        seats = new int[votes.GetLength(0), votes.GetLength(1)];
        ofDistrict = new Fraction[Districts];
        ofList = [.. Enumerable.Repeat((Fraction)1, Lists)];
        for (var d = 0; d < Districts; d++)
        {
            FillDistrict(d, districtSeats[d]);
        }
    }

    private int Districts => votes.GetLength(0);

    private int Lists => votes.GetLength(1);

    /// <summary>The table of seats; null when votes of zero make the margins impossible.</summary>
    /// <param name="votes">[district, list], ≥ 0; every district with seats has a vote.</param>
    /// <param name="districtSeats">≥ 0.</param>
    /// <param name="listSeats">≥ 0; the same sum.</param>
    /// <param name="divisors">Compared without powers and with d(0) &gt; 0 (e.g. Sainte-Laguë).</param>
    /// <exception cref="ArgumentException">Sizes or sums differ, a number is negative, or the divisors begin with zero or compare squares.</exception>
    public static BiproportionalSeats? Allocate(long[,] votes, int[] districtSeats, int[] listSeats, Divisors divisors)
    {
        Check(votes, districtSeats, listSeats, divisors);
        var table = new Biproportional(votes, districtSeats, listSeats, divisors);
        while (table.Under() is { Count: > 0 } under)
        {
            if (!table.Improve(under))
            {
                return null;
            }
        }

        return new(table.seats, table.ofDistrict, table.ofList, !table.HasTieCycle());
    }

    private static void Check(long[,] votes, int[] districtSeats, int[] listSeats, Divisors divisors)
    {
        var fits = votes.GetLength(0) == districtSeats.Length && votes.GetLength(1) == listSeats.Length
            && districtSeats.Sum() == listSeats.Sum()
            && Array.TrueForAll(districtSeats, s => s >= 0) && Array.TrueForAll(listSeats, s => s >= 0)
            && votes.Cast<long>().All(v => v >= 0);
        if (!fits)
        {
            throw new ArgumentException("Votes ≥ 0 must be districts × lists, and the seats ≥ 0 of both must have the same sum.", nameof(votes));
        }

        if (divisors.Power != 1 || divisors.At(0) == Fraction.Zero)
        {
            throw new ArgumentException("The divisors must begin above zero and be compared without powers.", nameof(divisors));
        }

        for (var d = 0; d < districtSeats.Length; d++)
        {
            if (districtSeats[d] > 0 && !Enumerable.Range(0, listSeats.Length).Any(l => votes[d, l] > 0))
            {
                throw new ArgumentException($"District {d} has {districtSeats[d]} seats and no vote.", nameof(votes));
            }
        }
    }

    /// <summary>Highest averages inside the district; the last bid paid is its first multiplier.</summary>
    private void FillDistrict(int d, int count)
    {
        ofDistrict[d] = 0;
        for (var n = 0; n < count; n++)
        {
            var best = 0;
            for (var l = 1; l < Lists; l++)
            {
                best = divisors.Compare(votes[d, l], seats[d, l], votes[d, best], seats[d, best]) > 0 ? l : best;
            }

            ofDistrict[d] = divisors.At(seats[d, best]) / votes[d, best];
            seats[d, best]++;
        }
    }

    private List<int> Under() => [.. Enumerable.Range(0, Lists).Where(l => Held(l) < listSeats[l])];

    private int Held(int list) => Enumerable.Range(0, Districts).Sum(d => seats[d, list]);

    private Fraction Figure(int d, int l) => votes[d, l] * ofDistrict[d] * ofList[l];

    private bool CanRise(int d, int l) => votes[d, l] > 0 && Figure(d, l) == divisors.At(seats[d, l]);

    private bool CanFall(int d, int l) => seats[d, l] > 0 && Figure(d, l) == divisors.At(seats[d, l] - 1);

    /// <summary>One transfer from a list above its seats to one below, or one change of multipliers that makes new ties.</summary>
    private bool Improve(List<int> under)
    {
        var raisedBy = new int?[Districts];
        var loweredIn = new int?[Lists];
        var reached = new HashSet<int>(under);
        var queue = new Queue<int>(under);
        while (queue.TryDequeue(out var l))
        {
            foreach (var d in Enumerable.Range(0, Districts).Where(d => raisedBy[d] is null && CanRise(d, l)))
            {
                raisedBy[d] = l;
                foreach (var k in Enumerable.Range(0, Lists).Where(k => !reached.Contains(k) && CanFall(d, k)))
                {
                    reached.Add(k);
                    loweredIn[k] = d;
                    queue.Enqueue(k);
                    if (Held(k) > listSeats[k])
                    {
                        Transfer(k, raisedBy, loweredIn);
                        return true;
                    }
                }
            }
        }

        return Rescale(reached, raisedBy);
    }

    private void Transfer(int list, int?[] raisedBy, int?[] loweredIn)
    {
        for (var l = list; loweredIn[l] is { } d; l = raisedBy[d]!.Value)
        {
            seats[d, l]--;
            seats[d, raisedBy[d]!.Value]++;
        }
    }

    /// <summary>Raises the lists reached and lowers the districts reached by the least factor that makes a new tie.</summary>
    private bool Rescale(HashSet<int> reached, int?[] raisedBy)
    {
        Fraction? least = null;
        for (var d = 0; d < Districts; d++)
        {
            for (var l = 0; l < Lists; l++)
            {
                if (FactorToTie(d, l, reached.Contains(l), raisedBy[d] is not null) is { } factor && (least is null || factor < least))
                {
                    least = factor;
                }
            }
        }

        if (least is not { } by)
        {
            return false;
        }

        foreach (var l in reached)
        {
            ofList[l] *= by;
        }

        foreach (var d in Enumerable.Range(0, Districts).Where(d => raisedBy[d] is not null))
        {
            ofDistrict[d] /= by;
        }

        return true;
    }

    private Fraction? FactorToTie(int d, int l, bool listRises, bool districtFalls) => (listRises, districtFalls) switch
    {
        (true, false) when votes[d, l] > 0 && ofDistrict[d] > Fraction.Zero => divisors.At(seats[d, l]) / Figure(d, l),
        (false, true) when seats[d, l] > 0 => Figure(d, l) / divisors.At(seats[d, l] - 1),
        _ => null,
    };

    /// <summary>A round of ties (raise here, lower there, back to the start) means another table with the same margins.</summary>
    private bool HasTieCycle()
    {
        var state = new int[Lists];
        return Enumerable.Range(0, Lists).Any(l => state[l] == 0 && FindsCycle(l, state));
    }

    private bool FindsCycle(int list, int[] state)
    {
        state[list] = 1;
        foreach (var d in Enumerable.Range(0, Districts).Where(d => CanRise(d, list)))
        {
            foreach (var k in Enumerable.Range(0, Lists).Where(k => k != list && CanFall(d, k)))
            {
                if (state[k] == 1 || (state[k] == 0 && FindsCycle(k, state)))
                {
                    return true;
                }
            }
        }

        state[list] = 2;
        return false;
    }
}
