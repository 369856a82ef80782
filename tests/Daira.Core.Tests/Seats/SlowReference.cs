using System.Numerics;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>
/// The rules once more, slow and plain: fractions of big integers, whole tables of bids sorted at once, nothing shared
/// with the engine but the names of the rules. Ties are left open, as the engine leaves them when no criterion is given.
/// </summary>
internal static class SlowReference
{
    public sealed record House(int[] AtLeast, int[] AtMost, SeatState State);

    public static House Allot(string method, long[] votes, int?[] candidates, int seats, (long Num, long Den)? threshold = null, long? basis = null)
    {
        var sum = votes.Aggregate(BigInteger.Zero, (s, v) => s + v);
        var admitted = votes.Select(v => threshold is not { } t || v * (BigInteger)t.Den >= t.Num * sum).ToArray();
        var running = Enumerable.Range(0, votes.Length).Where(i => admitted[i] && votes[i] > 0 && candidates[i] != 0).ToList();
        if (running.Count == 0)
        {
            return new(new int[votes.Length], new int[votes.Length], admitted.Contains(true) ? SeatState.Exhausted : SeatState.Threshold);
        }

        var eligible = Enumerable.Range(0, votes.Length).Where(i => admitted[i]).Aggregate(BigInteger.Zero, (s, i) => s + votes[i]);
        if (method == "quota-method")
        {
            return ByQuotaMethod(votes, candidates, seats, running, eligible);
        }

        return Quota(method, eligible, seats, basis) is { } quota
            ? ByQuota(quota, votes, candidates, seats, running)
            : ByBids(method, votes, candidates, seats, running);
    }

    private static Rational? Quota(string method, BigInteger v, int s, long? basis) => method switch
    {
        "hare" => new(v, s),
        "droop" => new((v / (s + 1)) + 1, 1),
        "hagenbach-bischoff" => new(v, s + 1),
        "hagenbach-bischoff-up" => new((v + s) / (s + 1), 1),
        "hagenbach-bischoff-nearest" => new(BigInteger.Max(1, ((2 * v) + s + 1) / (2 * (s + 1))), 1),
        "imperiali-quota" => new(v, s + 2),
        "base" => new(basis!.Value, s),
        _ => null,
    };

    private static House ByQuota(Rational quota, long[] votes, int?[] candidates, int seats, List<int> running)
    {
        var (least, most) = (new int[votes.Length], new int[votes.Length]);
        var rest = new Rational[votes.Length];
        foreach (var i in running)
        {
            var full = (new Rational(votes[i], 1) / quota).Floor();
            rest[i] = new Rational(votes[i], 1) - (new Rational(full, 1) * quota);
            least[i] = most[i] = (int)BigInteger.Min(full, candidates[i] ?? int.MaxValue);
        }

        var left = seats - least.Sum(n => (long)n);
        if (left < 0)
        {
            return new(new int[votes.Length], [.. least.Select(n => Math.Min(n, seats))], SeatState.UndeterminedByText);
        }

        var takers = running.Where(i => candidates[i] is not { } c || least[i] < c).ToList();
        if (left > takers.Count)
        {
            return TooFewTakers(candidates, takers, least, most, left);
        }

        return Settle([.. takers.Select(i => (i, rest[i]))], (int)left, least, most, 0);
    }

    private static House TooFewTakers(int?[] candidates, List<int> takers, int[] least, int[] most, long left)
    {
        var places = takers.Sum(i => candidates[i] is { } c ? c - least[i] : long.MaxValue / 1000);
        if (places > left)
        {
            takers.ForEach(i => most[i] = least[i] + (int)Math.Min(left, candidates[i] is { } c ? c - least[i] : left));
            return new(least, most, SeatState.UndeterminedByText);
        }

        takers.ForEach(i => least[i] = most[i] = candidates[i]!.Value);
        return new(least, most, places == left ? SeatState.Elected : SeatState.Exhausted);
    }

    private static House ByBids(string method, long[] votes, int?[] candidates, int seats, List<int> running)
    {
        var bids = new List<(int List, Rational Bid)>();
        foreach (var i in running)
        {
            var places = method == "plurality" ? 1 : Math.Min(seats, candidates[i] ?? seats);
            for (var held = 0; held < places; held++)
            {
                bids.Add((i, BidOf(method, votes[i], held)));
            }
        }

        var taken = Math.Min(seats, bids.Count);
        return Settle(bids, taken, new int[votes.Length], new int[votes.Length], seats - taken);
    }

    /// <summary>Every order in which equal bids can be served, to the end; the bounds are over all houses so reached.</summary>
    private static House ByQuotaMethod(long[] votes, int?[] candidates, int seats, List<int> running, BigInteger all)
    {
        var houses = new List<int[]>();
        Grow(new int[votes.Length], 1);
        var least = votes.Select((_, i) => houses.Min(h => h[i])).ToArray();
        var most = votes.Select((_, i) => houses.Max(h => h[i])).ToArray();
        return new(least, most, !least.SequenceEqual(most) ? SeatState.DrawingOfLots : least.Sum() < seats ? SeatState.Exhausted : SeatState.Elected);

        void Grow(int[] held, int house)
        {
            var open = running.FindAll(i => held[i] < (candidates[i] ?? int.MaxValue));
            if (house > seats || open.Count == 0)
            {
                houses.Add(held);
                return;
            }

            var within = open.FindAll(i => new Rational(held[i], 1) is var h && Rational.Order(h, new Rational(votes[i] * (BigInteger)house, all)) < 0);
            var bidders = within.Count > 0 ? within : open;
            var top = bidders.Select(i => new Rational(votes[i], held[i] + 1)).Max(Comparer<Rational>.Create(Rational.Order));
            foreach (var i in bidders.FindAll(i => Rational.Order(new Rational(votes[i], held[i] + 1), top) == 0))
            {
                var next = held.ToArray();
                next[i]++;
                Grow(next, house + 1);
            }
        }
    }

    /// <summary>Divisors of zero are stood for by one so small that every such bid beats every other.</summary>
    private static Rational BidOf(string method, BigInteger v, int s)
    {
        var tiny = new Rational(1, BigInteger.Pow(10, 60));
        var votes = new Rational(method == "huntington-hill" ? v * v : v, 1);
        return votes / (method switch
        {
            "dhondt" => new(s + 1, 1),
            "sainte-lague" => new((2 * s) + 1, 1),
            "modified-sainte-lague" => s == 0 ? new(14, 10) : new((2 * s) + 1, 1),
            "imperiali" => new Rational(s + 2, 2),
            "danish" => new((3 * s) + 1, 1),
            "adams" => s == 0 ? tiny : new(s, 1),
            "dean" => s == 0 ? tiny : new Rational(2, 1) / (new Rational(1, s) + new Rational(1, s + 1)),
            "huntington-hill" => s == 0 ? tiny : new((BigInteger)s * (s + 1), 1),
            "macau" => new(BigInteger.Pow(2, s), 1),
            "plurality" => new(1, 1),
            _ => throw new ArgumentException($"No method '{method}'.", nameof(method)),
        });
    }

    private static House Settle(List<(int List, Rational Figure)> claims, int seats, int[] least, int[] most, int vacant)
    {
        var sorted = claims.OrderByDescending(c => c.Figure, Comparer<Rational>.Create(Rational.Order)).ToList();
        var state = vacant > 0 ? SeatState.Exhausted : SeatState.Elected;
        if (seats > 0 && seats < sorted.Count && Rational.Order(sorted[seats - 1].Figure, sorted[seats].Figure) == 0)
        {
            state = SeatState.DrawingOfLots;
        }

        for (var n = 0; n < sorted.Count; n++)
        {
            var open = state == SeatState.DrawingOfLots && Rational.Order(sorted[n].Figure, sorted[seats].Figure) == 0;
            least[sorted[n].List] += n < seats && !open ? 1 : 0;
            most[sorted[n].List] += n < seats || open ? 1 : 0;
        }

        return new(least, [.. most.Select((m, i) => Math.Max(m, least[i]))], state);
    }

    internal readonly record struct Rational(BigInteger Num, BigInteger Den)
    {
        public static Rational operator +(Rational a, Rational b) => new((a.Num * b.Den) + (b.Num * a.Den), a.Den * b.Den);

        public static Rational operator -(Rational a, Rational b) => new((a.Num * b.Den) - (b.Num * a.Den), a.Den * b.Den);

        public static Rational operator *(Rational a, Rational b) => new(a.Num * b.Num, a.Den * b.Den);

        public static Rational operator /(Rational a, Rational b) => new(a.Num * b.Den, a.Den * b.Num);

        public BigInteger Floor() => Num / Den;

        public static int Order(Rational a, Rational b) => (a.Num * b.Den).CompareTo(b.Num * a.Den);
    }
}
