using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>Full quotas, then largest remainders.</summary>
/// <remarks>
/// With quota N/D the remainder of a list is V·D − full·N, a whole number over the common denominator D: comparing
/// these numbers is comparing the exact fractions.
/// </remarks>
internal sealed class RemainderAllocator(Draft draft, Ties ties, List<Step>? steps)
{
    private readonly Field field = draft.Field;
    private readonly Int128[] remainder = new Int128[draft.Field.Votes.Length];
    private Int128 numerator;
    private Int128 denominator;

    public void Run(Quota quota)
    {
        var basis = BasisOf(quota, field);
        (numerator, denominator) = quota.Price(basis, draft.Seats);
        steps?.Add(new QuotaStep(quota, basis, draft.Seats + quota.SeatsAdded, Quota.AsFraction(numerator, denominator)));
        Run();
    }

    /// <summary>With a price that is known already.</summary>
    public void Run(Int128 priceNumerator, Int128 priceDenominator)
    {
        (numerator, denominator) = (priceNumerator, priceDenominator);
        Run();
    }

    public static long BasisOf(Quota quota, Field field) => quota.Basis switch
    {
        QuotaBasis.VotesOfEligibleLists => field.Votes.Where((_, i) => field.Admitted[i]).Sum(),
        QuotaBasis.ValidVotes => field.Tally.Valid,
        QuotaBasis.Voters => field.Tally.Voters!.Value,
        QuotaBasis.Registered => field.Tally.Registered!.Value,
        QuotaBasis.Fixed => quota.FixedBasis!.Value,
        _ => throw new InvalidOperationException($"Basis {quota.Basis} is not one of the five."),
    };

    private void Run()
    {
        var left = (Int128)draft.Seats - TakeQuotients();
        var takers = field.Contenders.Where(i => draft.ByQuotient[i] < field.Limit[i]).ToArray();
        Array.Sort(takers, (a, b) => remainder[b].CompareTo(remainder[a]) is var c and not 0 ? c : a.CompareTo(b));
        Rank(takers);
        steps?.Add(new RemaindersStep((int)Int128.Clamp(left, int.MinValue, int.MaxValue), [.. takers.Select(field.Code)]));
        if (left < 0)
        {
            KeepSilent(left, takers);
        }
        else if (left > takers.Length)
        {
            FillOrKeepSilent((int)left, takers);
        }
        else if (left > 0)
        {
            TakeRemainders((int)left, takers);
        }

        FindExhausted(takers);
    }

    private Int128 TakeQuotients()
    {
        Int128 sum = 0;
        foreach (var i in field.Contenders)
        {
            var scaled = field.Votes[i] * denominator;
            var full = scaled / numerator;
            remainder[i] = scaled - (full * numerator);
            var seats = (int)Int128.Min(full, field.Limit[i]);
            draft.ByQuotient[i] = draft.AtLeast[i] = seats;
            draft.Exhausted[i] = full > seats;
            sum += seats;
            Explain(i, full);
        }

        return sum;
    }

    private void Explain(int i, Int128 full)
    {
        if (steps is null)
        {
            return;
        }

        var (price, rest) = (Quota.AsFraction(numerator, denominator), Quota.AsFraction(remainder[i], denominator));
        draft.Remainder[i] = rest;
        steps.Add(new QuotientStep(field.Code(i), field.Votes[i], (int)Int128.Min(full, int.MaxValue), draft.ByQuotient[i], rest));
        for (var nth = 1; nth <= Math.Min(draft.ByQuotient[i], draft.Seats); nth++)
        {
            draft.Won.Add((i, new(nth, SeatSource.Quotient, price, null, null)));
        }
    }

    private void Rank(int[] takers)
    {
        for (var r = 0; r < takers.Length; r++)
        {
            draft.RemainderRank[takers[r]] = r > 0 && remainder[takers[r]] == remainder[takers[r - 1]]
                ? draft.RemainderRank[takers[r - 1]]
                : r + 1;
        }
    }

    /// <summary>More quotas are filled than there are seats: no text says who loses.</summary>
    private void KeepSilent(Int128 left, int[] takers)
    {
        steps?.Add(new SilentTextStep((int)Int128.Max(left, int.MinValue), takers.Length));
        draft.Won.Clear();
        draft.Ask(SeatState.UndeterminedByText, draft.Seats, field.Contenders, i => Math.Min(draft.ByQuotient[i], draft.Seats));
        Array.Clear(draft.AtLeast);
    }

    /// <summary>More seats are left than lists that can take one: certain only when there is a seat for every candidate.</summary>
    private void FillOrKeepSilent(int left, int[] takers)
    {
        if (takers.Sum(i => (long)field.Limit[i] - draft.ByQuotient[i]) is var candidates && candidates > left)
        {
            steps?.Add(new SilentTextStep(left, takers.Length));
            draft.Ask(SeatState.UndeterminedByText, left, takers, i => Math.Min(left, field.Limit[i] - draft.ByQuotient[i]));
            return;
        }

        foreach (var i in takers)
        {
            while (draft.AtLeast[i] < field.Limit[i])
            {
                Win(i, null);
            }
        }

        draft.LeaveVacant(left - (int)candidates);
    }

    private void TakeRemainders(int left, int[] takers)
    {
        int? next = left < takers.Length ? takers[left] : null;
        var boundary = remainder[takers[left - 1]];
        var tied = next is { } n && remainder[n] == boundary ? Array.FindAll(takers, i => remainder[i] == boundary) : [];
        var clear = tied.Length == 0 ? left : Array.FindIndex(takers, i => remainder[i] == boundary);
        foreach (var i in takers.AsSpan(0, clear))
        {
            Win(i, next);
        }

        if (tied.Length > 0)
        {
            ties.Settle(draft, tied, left - clear, i => Win(i, next));
        }
    }

    private void Win(int i, int? next)
    {
        draft.AtLeast[i]++;
        if (steps is null)
        {
            return;
        }

        Fraction? nextRemainder = next is { } n ? draft.Remainder[n] : null;
        var nextCode = next is { } m ? field.Code(m) : null;
        draft.Won.Add((i, new(draft.AtLeast[i], SeatSource.Remainder, draft.Remainder[i], nextCode, nextRemainder)));
        steps.Add(new RemainderSeatStep(field.Code(i), draft.RemainderRank[i]!.Value, draft.Remainder[i]!.Value, nextCode, nextRemainder));
    }

    /// <summary>A list whose candidates are all elected, and whose remainder beats one that won or a seat stays vacant, was stopped by its own length.</summary>
    private void FindExhausted(int[] takers)
    {
        var lowest = takers.Where(i => draft.AtLeast[i] > draft.ByQuotient[i]).Select(i => (Int128?)remainder[i]).Min();
        foreach (var i in field.Contenders)
        {
            draft.Exhausted[i] |= draft.Vacant > 0 || (draft.ByQuotient[i] == field.Limit[i] && remainder[i] > lowest);
        }
    }
}
