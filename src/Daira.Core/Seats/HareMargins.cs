namespace Daira.Core.Seats;

/// <summary>
/// Largest remainders with V/S, where V moves with the votes. Rank all claims: the m-th seat of list j claims
/// e(j) − m, where e = votes·S/V. The S greatest claims are seated (Hamilton's rule as a shifted floor), so the list's
/// t-th seat is certain when at most S − t claims of others reach its own. Each rival claim falls behind at its own
/// number of votes, a closed form; the answer is the e-th smallest of these, e being the surplus of rival claims.
/// </summary>
internal sealed class HareMargins(Field field, int[] others, int list, long votes, long basis)
{
    private readonly Int128 seats = field.Tally.Seats;

    /// <summary>Least extra votes that make the t-th seat certain.</summary>
    public long? VotesToGain(int target)
    {
        var claims = Array.ConvertAll(others, j => Int128.Max(0, Floor((field.Votes[j] - (Int128)votes) * seats, basis) + target));
        var surplus = Sum(claims) - (seats - target);
        long? answer = 0;
        for (; surplus > 0 && answer is not null; surplus--)
        {
            answer = Next(claims, -1, j => FallsBehind(j, claims[j], target));
        }

        return answer;
    }

    /// <summary>Least lost votes that make the t-th seat certainly lost; all of them at most.</summary>
    public long? VotesToLose(int target)
    {
        var claims = Array.ConvertAll(others, j => Int128.Max(0, -Floor((votes - (Int128)field.Votes[j]) * seats, basis) + target - 1));
        var missing = seats - target + 1 - Sum(claims);
        long? answer = 0;
        for (; missing > 0 && answer is not null; missing--)
        {
            answer = Next(claims, +1, j => GetsAhead(j, claims[j] + 1, target));
        }

        return Math.Min(answer ?? votes, votes);
    }

    /// <summary>The rival claim that moves first; it is counted as moved.</summary>
    private static long? Next(Int128[] claims, int step, Func<int, Int128?> when)
    {
        var (best, votes) = (-1, (Int128?)null);
        for (var j = 0; j < claims.Length; j++)
        {
            if (when(j) is { } at && (votes is null || at < votes))
            {
                (best, votes) = (j, at);
            }
        }

        if (best < 0 || votes > long.MaxValue)
        {
            return null;
        }

        claims[best] += step;
        return (long)votes!.Value;
    }

    /// <summary>Extra votes with which the m-th claim of rival j is below the list's t-th: x·(S+m−t) &gt; (Vj−Vi)·S − (m−t)·V.</summary>
    private Int128? FallsBehind(int j, Int128 m, int target) => m == 0
        ? null
        : Int128.Max(0, Floor(((field.Votes[others[j]] - (Int128)votes) * seats) - ((m - target) * basis), seats + m - target) + 1);

    /// <summary>Lost votes with which the m-th claim of rival j is above the list's t-th: y·(S+m−t) &gt; (m−t)·V + (Vi−Vj)·S.</summary>
    private Int128? GetsAhead(int j, Int128 m, int target) =>
        Int128.Max(0, Floor(((m - target) * basis) + ((votes - (Int128)field.Votes[others[j]]) * seats), seats + m - target) + 1);

    private static Int128 Sum(Int128[] claims)
    {
        Int128 sum = 0;
        foreach (var claim in claims)
        {
            sum += claim;
        }

        return sum;
    }

    private static Int128 Floor(Int128 numerator, Int128 denominator) =>
        numerator / denominator is var quotient && numerator % denominator < 0 ? quotient - 1 : quotient;

    /// <summary>The list whose margin it is, for the debugger.</summary>
    public override string ToString() => $"{field.Code(list)}: {votes} of {basis}";
}
