namespace Daira.Core.Seats;

/// <summary>Seats of lists that were reached in more than one allocation.</summary>
/// <param name="Between">The first allocation, between agreements (or the whole house).</param>
/// <param name="Within">The allocations that followed, by agreement or part; absent where the first one is still open.</param>
/// <param name="Lists">One per list of the tally, in its order.</param>
public sealed record CombinedAllocation(Allocation Between, IReadOnlyDictionary<string, Allocation> Within, IReadOnlyList<CombinedSeats> Lists)
{
    /// <summary>The outcome of one list.</summary>
    /// <exception cref="KeyNotFoundException">No list of that code stood.</exception>
    public CombinedSeats this[string code] => Lists.FirstOrDefault(l => l.Code == code)
        ?? throw new KeyNotFoundException($"No list '{code}' in this tally.");
}

/// <summary>One list's seats in a <see cref="CombinedAllocation"/>.</summary>
/// <param name="Seats">Null while open.</param>
public sealed record CombinedSeats(string Code, long Votes, int? Seats, SeatState State);

/// <summary>
/// Agreements by which lists pool their votes for the last seats (Knesset: Bader-Ofer; apparentement): seats are first
/// allotted between agreements, then within each by the same method. A list below the threshold leaves its agreement.
/// </summary>
/// <remarks>Source: Basic Law: The Knesset; Knesset Elections Law [Consolidated Version] 5729-1969, art. 82.</remarks>
public static class SurplusAgreements
{
    /// <summary>Allots between agreements, then within.</summary>
    /// <param name="agreements">Codes of the lists of each agreement; no list in two; lists in none stand alone.</param>
    /// <exception cref="ArgumentException">A code is unknown or stands in two agreements, or the tally has <see cref="Allocator.Faults"/>.</exception>
    public static CombinedAllocation Allocate(SeatRule rule, Tally tally, IReadOnlyList<IReadOnlyList<string>> agreements, TieDecision? decision = null)
    {
        Check(tally, agreements);
        var admitted = tally.Lists.Where((_, i) => Field.Admits(rule, tally, i)).ToList();
        var groups = Group(admitted, agreements);
        var open = rule with { Threshold = null };
        if (groups.Count == 0)
        {
            return new(Allocator.Allocate(rule, tally, decision), new Dictionary<string, Allocation>(StringComparer.Ordinal), [.. tally.Lists.Select(l => Out(l))]);
        }

        var between = Allocator.Allocate(open, tally with { Lists = [.. groups.Select(Pool)] }, decision);
        var within = new Dictionary<string, Allocation>(StringComparer.Ordinal);
        foreach (var (group, seats) in groups.Zip(between.Lists, (g, l) => (g, l.Seats)))
        {
            if (group.Count > 1 && seats > 0)
            {
                within[Name(group)] = Allocator.Allocate(open, tally with { Seats = seats.Value, Lists = group, ValidVotes = null }, decision);
            }
        }

        return new(between, within, [.. tally.Lists.Select(l => SeatsOf(l, groups, between, within))]);
    }

    private static void Check(Tally tally, IReadOnlyList<IReadOnlyList<string>> agreements)
    {
        var codes = agreements.SelectMany(a => a).ToList();
        if (codes.Find(c => !tally.Lists.Any(l => l.Code == c)) is { } unknown)
        {
            throw new ArgumentException($"The agreement names list '{unknown}', which did not stand.", nameof(agreements));
        }

        if (codes.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"List '{twice.Key}' stands in two agreements.", nameof(agreements));
        }
    }

    private static List<List<ListTally>> Group(List<ListTally> admitted, IReadOnlyList<IReadOnlyList<string>> agreements)
    {
        var groups = agreements.Select(a => admitted.FindAll(l => a.Contains(l.Code))).Where(g => g.Count > 0).ToList();
        groups.AddRange(admitted.Where(l => !agreements.Any(a => a.Contains(l.Code))).Select(l => new List<ListTally> { l }));
        return groups;
    }

    private static ListTally Pool(List<ListTally> group) => group is [var alone]
        ? alone
        : new(Name(group), group.Sum(l => l.Votes))
        {
            Candidates = group.TrueForAll(l => l.Candidates is not null) ? group.Sum(l => l.Candidates) : null,
        };

    private static string Name(List<ListTally> group) => string.Join('+', group.Select(l => l.Code));

    private static CombinedSeats SeatsOf(ListTally list, List<List<ListTally>> groups, Allocation between, Dictionary<string, Allocation> within)
    {
        if (groups.Find(g => g.Contains(list)) is not { } group)
        {
            return Out(list);
        }

        var pooled = between[Name(group)];
        return group.Count == 1 || pooled.Seats is null or 0
            ? new(list.Code, list.Votes, pooled.Seats, pooled.State)
            : new(list.Code, list.Votes, within[Name(group)][list.Code].Seats, within[Name(group)][list.Code].State);
    }

    private static CombinedSeats Out(ListTally list) => new(list.Code, list.Votes, 0, SeatState.Threshold);
}
