namespace Daira.Core.Seats;

/// <summary>What happens when a list holds more district seats than its share of the house.</summary>
public enum OverhangPolicy
{
    /// <summary>The house grows by the seats in excess (New Zealand).</summary>
    Keep,

    /// <summary>The house grows until every list's share covers the seats it holds (Germany 2013: full levelling).</summary>
    Level,

    /// <summary>The house keeps its size; lists in excess keep what they hold and the others share the rest (Scotland).</summary>
    Absorb,
}

/// <summary>A house of district and list seats.</summary>
/// <param name="Size">Seats of the house in the end.</param>
/// <param name="Shares">The allocation that gave the shares last used.</param>
/// <param name="Lists">One per list of the tally.</param>
public sealed record LevelledHouse(int Size, Allocation Shares, IReadOnlyList<LevelledSeats> Lists);

/// <summary>One list in a <see cref="LevelledHouse"/>.</summary>
/// <param name="Held">District seats.</param>
/// <param name="Share">Seats by the proportional allocation; null while that is open.</param>
/// <param name="Overhang">Held beyond the share.</param>
/// <param name="Seats">The greater of the two; null while open.</param>
public sealed record LevelledSeats(string Code, int Held, int? Share, int? Overhang, int? Seats);

/// <summary>Levelling seats and overhang: lists hold district seats (<see cref="ListTally.SeatsHeld"/>) and are topped up to their share.</summary>
public static class Levelling
{
    /// <summary>Allots the house.</summary>
    /// <param name="tally">Its seats are the nominal house, districts included.</param>
    /// <param name="largest">Where <see cref="OverhangPolicy.Level"/> stops; the last house then keeps its overhang.</param>
    /// <param name="tolerated">So much overhang is not levelled and stays beyond the shares (Germany 2021: three seats).</param>
    public static LevelledHouse Allocate(SeatRule rule, Tally tally, OverhangPolicy policy, int largest = Tally.MaximumSeats, int tolerated = 0) => policy switch
    {
        OverhangPolicy.Keep => Finish(tally, Allocator.Allocate(rule, tally)),
        OverhangPolicy.Level => Level(rule, tally, largest, tolerated),
        OverhangPolicy.Absorb => Absorb(rule, tally),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Keep, Level or Absorb."),
    };

    private static LevelledHouse Level(SeatRule rule, Tally tally, int largest, int tolerated)
    {
        for (var size = tally.Seats; ; size++)
        {
            var house = Finish(tally, Allocator.Allocate(rule, tally with { Seats = size }));
            if (size >= largest || Uncovered(tally, house.Shares) <= tolerated)
            {
                return house;
            }
        }
    }

    /// <summary>Seats that lists taking part hold beyond what they can have here, however a tie ends.</summary>
    private static int Uncovered(Tally tally, Allocation shares) =>
        tally.Lists.Zip(shares.Lists).Where(p => p.First.Votes > 0 && p.Second.State != SeatState.Threshold).Sum(p => Math.Max(0, p.First.SeatsHeld - p.Second.AtMost));

    private static LevelledHouse Absorb(SeatRule rule, Tally tally)
    {
        var over = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var rest = tally.Seats - tally.Lists.Where(l => over.Contains(l.Code)).Sum(l => l.SeatsHeld);
            var lists = tally.Lists.Select(l => over.Contains(l.Code) ? l with { Candidates = 0 } : l).ToArray();
            if (rest < 1)
            {
                throw new ArgumentException($"Seats held beyond the shares fill the {tally.Seats} seats of the house.", nameof(tally));
            }

            var shares = Allocator.Allocate(rule, tally with { Seats = rest, Lists = lists });
            var more = tally.Lists.Where((l, i) => !over.Contains(l.Code) && l.SeatsHeld > shares.Lists[i].Seats).Select(l => l.Code).ToList();
            if (more.Count == 0)
            {
                return Finish(tally, shares);
            }

            over.UnionWith(more);
        }
    }

    private static LevelledHouse Finish(Tally tally, Allocation shares)
    {
        var lists = tally.Lists.Select((l, i) => shares.Lists[i].Seats is { } share
            ? new LevelledSeats(l.Code, l.SeatsHeld, share, Math.Max(0, l.SeatsHeld - share), Math.Max(share, l.SeatsHeld))
            : new LevelledSeats(l.Code, l.SeatsHeld, null, null, null)).ToList();
        var certain = lists.Zip(shares.Lists, (l, share) => Math.Max(l.Held, share.AtLeast)).Sum();
        return new(certain + shares.Undecided + shares.Vacant, shares, lists);
    }
}
