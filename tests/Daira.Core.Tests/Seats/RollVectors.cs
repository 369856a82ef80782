using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>Outcomes by range of an unknown roll (or number of voters), as they stand in <c>rolls.txt</c>; the file is written by trying every number.</summary>
public class RollVectors
{
    private const int Count = 80;

    [Fact]
    public void Outcomes_stand_as_they_are_written()
    {
        List<string> lines = [.. Vectors().Select(v => $"{v.Text} => {Written(v.Rule, v.Tally)}")];
        lines.ShouldBe(GoldenFile.Section("rolls.txt", "unknown"));
    }

    [Fact]
    public void What_is_written_is_what_trying_every_number_gives()
    {
        var tried = Vectors().Take(Case.Many(Count)).Select(v => $"{v.Text} => {ByTrying(v.Rule, v.Tally)}").ToList();
        if (Environment.GetEnvironmentVariable("DAIRA_BLESS") is { Length: > 0 })
        {
            GoldenFile.Bless("rolls.txt", "unknown", tried);
        }

        tried.ShouldBe(GoldenFile.Section("rolls.txt", "unknown").Take(tried.Count));
    }

    /// <summary>The allotment shown for one of the numbers is the one at the least of them.</summary>
    [Fact]
    public void Where_every_number_gives_the_same_the_least_is_explained()
    {
        foreach (var vector in Vectors())
        {
            var house = Allocator.Allocate(vector.Rule, vector.Tally);
            if (house.Ranges.Count != 1)
            {
                continue;
            }

            var known = Allocator.Allocate(vector.Rule, With(vector.Rule, vector.Tally, house.Ranges[0].From));
            house.Steps.Skip(1).Select(s => s.GetType()).ShouldBe(known.Steps.Select(s => s.GetType()), vector.Text);
            house.Lists.Select(l => (l.Seats, l.AtLeast, l.AtMost, l.Won.Count)).ShouldBe(known.Lists.Select(l => (l.Seats, l.AtLeast, l.AtMost, l.Won.Count)), vector.Text);
            house.Lists.Select(l => l.State).ShouldBe(known.Lists.Select(l => l.State == SeatState.Elected ? SeatState.IndependentOfRegistered : l.State), vector.Text);
        }
    }

    private static List<Vector> Vectors()
    {
        var random = new Random(3_000);
        return [.. Enumerable.Range(0, Count).Select(_ => Vector.Draw(random, "unknown"))];
    }

    private static string Written(SeatRule rule, Tally tally)
    {
        var house = Allocator.Allocate(rule, tally);
        return house.Ranges.Count == 0
            ? $"known: {house.State.Word()} {Seats(house)}"
            : string.Join(" | ", house.Ranges.Select(r => $"{r.From}…{r.To}: {r.State.Word()} {string.Join(',', r.Seats.Select(s => s?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"))}"))
                + $" {string.Join(' ', house.Lists.Select(l => $"{l.AtLeast}–{l.AtMost}"))} {house.State.Word()} undecided {house.Undecided}";
    }

    private static string ByTrying(SeatRule rule, Tally tally)
    {
        if (Numbers(rule, tally) is not { } numbers)
        {
            var house = Allocator.Allocate(rule, tally);
            return $"known: {house.State.Word()} {Seats(house)}";
        }

        var ranges = new List<(long From, long To, Allocation House, string Outcome)>();
        foreach (var number in numbers.Tried)
        {
            var house = Allocator.Allocate(rule, With(rule, tally, number));
            var outcome = $"{house.State.Word()} {Seats(house)}";
            var bounds = $"{outcome} {string.Join(' ', house.Lists.Select(l => $"{l.AtLeast}–{l.AtMost}"))}";
            if (ranges.Count > 0 && ranges[^1].Outcome == bounds)
            {
                ranges[^1] = ranges[^1] with { To = number };
            }
            else
            {
                ranges.Add((number, number, house, bounds));
            }
        }

        var lists = tally.Lists.Select((_, i) => $"{ranges.Min(r => r.House.Lists[i].AtLeast)}–{ranges.Max(r => r.House.Lists[i].AtMost)}");
        var state = ranges.Count > 1 ? SeatState.RegisteredMissing : ranges[0].House.State == SeatState.Elected ? SeatState.IndependentOfRegistered : ranges[0].House.State;
        return string.Join(" | ", ranges.Select((r, n) => $"{r.From}…{(n < ranges.Count - 1 || numbers.Ends ? r.To : "")}: {r.House.State.Word()} {Seats(r.House)}"))
            + $" {string.Join(' ', lists)} {state.Word()} undecided {(ranges.Count > 1 ? tally.Seats : ranges[0].House.Undecided)}";
    }

    private static string Seats(Allocation house) => string.Join(',', house.Lists.Select(l => l.Seats?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"));

    /// <summary>Every number that the figures allow, and whether they end; null where it is known. Beyond the last one tried no list fills a quota.</summary>
    private static (IEnumerable<long> Tried, bool Ends)? Numbers(SeatRule rule, Tally tally)
    {
        var single = rule.SingleList is not null && tally.Lists.Count == 1;
        var basis = single ? QuotaBasis.Registered : rule.OneSeatGoesToTheFirst && tally.Seats == 1 ? (QuotaBasis?)null : ((LargestRemainder)rule.Method).Quota.Basis;
        var far = 6 * (tally.ListVotes + 2) * (tally.Seats + 1);
        return basis switch
        {
            QuotaBasis.Registered when tally.Registered is null => (Until(0, far).Where(r => Allows(tally, r)), tally.RegisteredAtMost is not null || (tally is { Turnout: not null, Voters: not null } && !Allows(tally, far))),
            QuotaBasis.Voters when tally.Voters is null => (Until(tally.Valid, tally.Registered ?? far), tally.Registered is not null),
            _ => null,
        };
    }

    private static IEnumerable<long> Until(long from, long to) => Enumerable.Range(0, (int)(to - from + 1)).Select(n => from + n);

    /// <summary>Could so many be on the roll? With them the turnout would be printed as it is.</summary>
    private static bool Allows(Tally tally, long roll)
    {
        var half = 0.5m / (decimal)Math.Pow(10, tally.TurnoutDecimals);
        var voters = tally.Voters ?? tally.Valid;
        return roll >= Math.Max(1, voters) && roll >= (tally.RegisteredAtLeast ?? 0) && roll <= (tally.RegisteredAtMost ?? long.MaxValue)
            && (tally.Turnout is not { } turnout || (voters <= (turnout + half) * roll && (tally.Voters is null || voters >= (turnout - half) * roll)));
    }

    private static Tally With(SeatRule rule, Tally tally, long number) =>
        (rule.SingleList is not null && tally.Lists.Count == 1) || ((LargestRemainder)rule.Method).Quota.Basis == QuotaBasis.Registered
            ? tally with { Registered = number }
            : tally with { Voters = number };
}
