using System.Numerics;
using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>How far seats are from votes: the usual indices, on shares of the lists given; exact to the twelfth decimal, cut there.</summary>
/// <remarks>
/// Sources: Gallagher, “Proportionality, disproportionality and electoral systems”, Electoral Studies 10 (1991);
/// Loosemore and Hanby (1971); Rae (1967); Rose (1984); Lijphart (1994); Laakso and Taagepera (1979).
/// </remarks>
/// <param name="Gallagher">√(½ Σ(v−s)²), 0…1.</param>
/// <param name="LoosemoreHanby">½ Σ|v−s|, 0…1.</param>
/// <param name="Rae">Mean |v−s| over lists with at least half a percent of the votes; null when there is none.</param>
/// <param name="Rose">1 − Loosemore-Hanby: 1 is proportional.</param>
/// <param name="Lijphart">Greatest |v−s|.</param>
/// <param name="SainteLague">Σ(s−v)²/v; null (no bound) when a list without a vote holds a seat.</param>
/// <param name="DHondt">Greatest s/v; null likewise.</param>
/// <param name="EffectiveListsByVotes">1/Σv².</param>
/// <param name="EffectiveListsBySeats">1/Σs².</param>
public sealed record Disproportionality(
    decimal Gallagher,
    decimal LoosemoreHanby,
    decimal? Rae,
    decimal Rose,
    decimal Lijphart,
    decimal? SainteLague,
    decimal? DHondt,
    decimal EffectiveListsByVotes,
    decimal EffectiveListsBySeats)
{
    private const int Decimals = 12;

    /// <summary>The indices of one house.</summary>
    /// <param name="votes">≥ 0, with a sum above 0.</param>
    /// <param name="seats">≥ 0, one per list, with a sum above 0.</param>
    public static Disproportionality Of(IReadOnlyList<long> votes, IReadOnlyList<int> seats)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seats.Count, votes.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(votes.DefaultIfEmpty().Min(), 0, nameof(votes));
        ArgumentOutOfRangeException.ThrowIfLessThan(seats.DefaultIfEmpty().Min(), 0, nameof(seats));
        var (allVotes, allSeats) = (votes.Aggregate(BigInteger.Zero, (a, v) => a + v), seats.Aggregate(BigInteger.Zero, (a, s) => a + s));
        ArgumentOutOfRangeException.ThrowIfEqual(allVotes, BigInteger.Zero, nameof(votes));
        ArgumentOutOfRangeException.ThrowIfEqual(allSeats, BigInteger.Zero, nameof(seats));
        return Of([.. votes.Zip(seats, (v, s) => (new Fraction(v, allVotes), new Fraction(s, allSeats)))]);
    }

    private static Disproportionality Of((Fraction Votes, Fraction Seats)[] shares)
    {
        var gaps = Array.ConvertAll(shares, s => Fraction.Abs(s.Votes - s.Seats));
        var sizeable = gaps.Where((_, i) => shares[i].Votes >= new Fraction(1, 200)).ToList();
        var half = Sum(gaps) / 2;
        var withVotes = shares.Where(s => s.Votes > Fraction.Zero).ToList();
        var bounded = !Array.Exists(shares, s => s.Votes == Fraction.Zero && s.Seats > Fraction.Zero);
        return new(
            Root(Sum(gaps.Select(g => g * g)) / 2),
            half.Truncate(Decimals),
            sizeable.Count == 0 ? null : (Sum(sizeable) / sizeable.Count).Truncate(Decimals),
            (1 - half).Truncate(Decimals),
            gaps.Max().Truncate(Decimals),
            bounded ? Sum(withVotes.Select(s => (s.Seats - s.Votes) * (s.Seats - s.Votes) / s.Votes)).Truncate(Decimals) : null,
            bounded ? withVotes.Max(s => s.Seats / s.Votes).Truncate(Decimals) : null,
            (1 / Sum(shares.Select(s => s.Votes * s.Votes))).Truncate(Decimals),
            (1 / Sum(shares.Select(s => s.Seats * s.Seats))).Truncate(Decimals));
    }

    private static Fraction Sum(IEnumerable<Fraction> terms) => terms.Aggregate(Fraction.Zero, (a, b) => a + b);

    private static decimal Root(Fraction square)
    {
        var scale = BigInteger.Pow(10, Decimals);
        return new Fraction(WholeNumbers.Root((square * new Fraction(scale * scale, 1)).Floor()), scale).Truncate(Decimals);
    }
}
