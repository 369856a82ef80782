namespace Daira.Core.Seats;

/// <summary>How far seats are from votes: the usual indices, on shares of the lists given.</summary>
/// <remarks>
/// Sources: Gallagher, “Proportionality, disproportionality and electoral systems”, Electoral Studies 10 (1991);
/// Loosemore and Hanby (1971); Rae (1967); Rose (1984); Lijphart (1994); Laakso and Taagepera (1979). Doubles: these
/// describe, they decide nothing.
/// </remarks>
/// <param name="Gallagher">√(½ Σ(v−s)²), 0…1.</param>
/// <param name="LoosemoreHanby">½ Σ|v−s|, 0…1.</param>
/// <param name="Rae">Mean |v−s| over lists with at least half a percent of the votes.</param>
/// <param name="Rose">1 − Loosemore-Hanby: 1 is proportional.</param>
/// <param name="Lijphart">Greatest |v−s|.</param>
/// <param name="SainteLague">Σ(s−v)²/v; infinite when a list without a vote holds a seat.</param>
/// <param name="DHondt">Greatest s/v.</param>
/// <param name="EffectiveListsByVotes">1/Σv².</param>
/// <param name="EffectiveListsBySeats">1/Σs².</param>
public sealed record Disproportionality(
    double Gallagher,
    double LoosemoreHanby,
    double Rae,
    double Rose,
    double Lijphart,
    double SainteLague,
    double DHondt,
    double EffectiveListsByVotes,
    double EffectiveListsBySeats)
{
    /// <summary>The indices of one house.</summary>
    /// <param name="votes">≥ 0, with a sum above 0.</param>
    /// <param name="seats">≥ 0, one per list, with a sum above 0.</param>
    public static Disproportionality Of(ReadOnlySpan<long> votes, ReadOnlySpan<int> seats)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seats.Length, votes.Length);
        var (allVotes, allSeats) = (0.0, 0.0);
        for (var i = 0; i < votes.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(votes[i], nameof(votes));
            ArgumentOutOfRangeException.ThrowIfNegative(seats[i], nameof(seats));
            (allVotes, allSeats) = (allVotes + votes[i], allSeats + seats[i]);
        }

        ArgumentOutOfRangeException.ThrowIfZero(allVotes, nameof(votes));
        ArgumentOutOfRangeException.ThrowIfZero(allSeats, nameof(seats));
        return Of(votes, seats, allVotes, allSeats);
    }

    private static Disproportionality Of(ReadOnlySpan<long> votes, ReadOnlySpan<int> seats, double allVotes, double allSeats)
    {
        var (squares, sum, most, chi, ratio, byVotes, bySeats, rae, raeLists) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0);
        for (var i = 0; i < votes.Length; i++)
        {
            var (v, s) = (votes[i] / allVotes, seats[i] / allSeats);
            var gap = Math.Abs(v - s);
            (squares, sum, most) = (squares + (gap * gap), sum + gap, Math.Max(most, gap));
            (byVotes, bySeats) = (byVotes + (v * v), bySeats + (s * s));
            chi += v > 0 ? gap * gap / v : s > 0 ? double.PositiveInfinity : 0;
            ratio = Math.Max(ratio, v > 0 ? s / v : s > 0 ? double.PositiveInfinity : 0);
            (rae, raeLists) = v >= 0.005 ? (rae + gap, raeLists + 1) : (rae, raeLists);
        }

        return new(Math.Sqrt(squares / 2), sum / 2, rae / raeLists, 1 - (sum / 2), most, chi, ratio, 1 / byVotes, 1 / bySeats);
    }
}
