using System.Globalization;
using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>Generated contests with everything a rule can hold, in numbers so small that every vote can be tried.</summary>
internal sealed record Vector(SeatRule Rule, Tally Tally, string Text)
{
    public static IReadOnlyList<string> Families { get; } = ["averages", "votes", "shares", "roll", "unknown", "plurality"];

    /// <summary>A contest without faults.</summary>
    public static Vector Draw(Random random, string family)
    {
        while (true)
        {
            var words = new List<string>();
            var (rule, tally) = (Rules(random, family, words), Tallies(random, family, words));
            if (Allocator.Faults(rule, tally).Count == 0)
            {
                return new(rule, tally, string.Join(' ', words));
            }
        }
    }

    private static SeatRule Rules(Random random, string family, List<string> words)
    {
        var name = Pick(random, Names(family));
        words.Add(name);
        var rule = new SeatRule(Method(name)) { Threshold = family is "unknown" ? null : ThresholdOf(random, words) };
        rule = random.Next(family is "shares" ? 8 : 3) == 0 ? rule with { Ties = Criteria(random, words) } : rule;
        if (random.Next(4) == 0)
        {
            words.Add("one-to-first");
            rule = rule with { OneSeatGoesToTheFirst = true };
        }

        if (random.Next(5) == 0)
        {
            words.Add("single=1/5");
            rule = rule with { SingleList = new ShareThreshold(new Fraction(1, 5), QuotaBasis.Registered) };
        }

        return rule;
    }

    private static string[] Names(string family) => family switch
    {
        "averages" => ["dhondt", "sainte-lague", "modified-sainte-lague", "imperiali", "danish", "adams", "dean", "huntington-hill", "macau"],
        "votes" => ["hare", "droop", "hagenbach-bischoff", "hagenbach-bischoff-up", "hagenbach-bischoff-nearest", "imperiali-quota", "valid", "voters", "base"],
        "shares" => ["hare"],
        "roll" => ["registered"],
        "unknown" => ["registered", "voters"],
        _ => ["plurality"],
    };

    private static AllocationMethod Method(string name) => name switch
    {
        "valid" => new LargestRemainder(new Quota(QuotaBasis.ValidVotes)),
        "voters" => new LargestRemainder(Quota.OfVoters),
        "registered" => new LargestRemainder(Quota.OfRegistered),
        "base" => new LargestRemainder(Quota.Of(40)),
        _ => AllocationMethod.ByName(name)!,
    };

    private static Threshold? ThresholdOf(Random random, List<string> words)
    {
        if (random.Next(2) == 0)
        {
            return null;
        }

        var share = new ShareThreshold(new Fraction(random.Next(1, 9), 20), (QuotaBasis)random.Next(4)) { Strict = random.Next(4) == 0 };
        Threshold threshold = random.Next(8) switch
        {
            < 5 => share,
            5 => new VotesThreshold(random.Next(1, 8)),
            6 => new AnyThreshold([share, new SeatsHeldThreshold(1)]),
            _ => new AllThresholds([share, new VotesThreshold(3)]),
        };
        words.Add($"{threshold.GetType().Name}({share.Share.Numerator}/{share.Share.Denominator} of {share.Basis}{(share.Strict ? " strict" : "")})");
        return threshold;
    }

    private static TieCriterion[] Criteria(Random random, List<string> words)
    {
        TieCriterion[] criteria = [.. Enum.GetValues<TieCriterion>().OrderBy(_ => random.Next()).Take(random.Next(1, 3))];
        words.Add(string.Join('+', criteria));
        return criteria;
    }

    private static Tally Tallies(Random random, string family, List<string> words)
    {
        var count = random.Next(10) == 0 ? 1 : random.Next(2, 6);
        var most = Pick(random, [4, 12, 40]);
        var (plain, dated) = (random.Next(3) > 0, random.Next(4) == 0);
        ListTally[] lists = [.. Enumerable.Range(0, count).Select(n => List(random, ((char)('A' + n)).ToString(), random.Next(most), plain, dated))];
        var votes = lists.Sum(l => l.Votes);
        long? valid = random.Next(4) == 0 ? votes + random.Next(6) : null;
        long? voters = random.Next(3) == 0 ? (valid ?? votes) + random.Next(6) : null;
        var tally = new Tally(random.Next(1, 6), lists) { ValidVotes = valid, Voters = voters };
        tally = family is "unknown" ? Bounded(random, tally, votes) : random.Next(6) > 0 ? tally with { Registered = (voters ?? valid ?? votes) + random.Next(60) } : tally;
        words.Add(string.Create(CultureInfo.InvariantCulture, $"seats={tally.Seats} registered={tally.Registered}[{tally.RegisteredAtLeast},{tally.RegisteredAtMost}] turnout={tally.Turnout} voters={voters} valid={valid}"));
        words.AddRange(lists.Select(Words));
        return tally;
    }

    private static Tally Bounded(Random random, Tally tally, long votes) => random.Next(4) switch
    {
        0 => tally with { Turnout = random.Next(2, 9) / 10m, TurnoutDecimals = random.Next(1, 3) },
        1 => tally with { RegisteredAtLeast = votes + random.Next(40), RegisteredAtMost = random.Next(2) == 0 ? votes + 40 + random.Next(40) : null },
        2 => tally with { Registered = votes + 10 + random.Next(40) },
        _ => tally,
    };

    private static ListTally List(Random random, string code, long votes, bool plain, bool dated) => new(code, votes)
    {
        Candidates = plain || random.Next(2) == 0 ? null : random.Next(5),
        BirthDates = dated && random.Next(4) > 0 ? [.. Enumerable.Range(0, 3).Select(_ => random.Next(5) == 0 ? (DateOnly?)null : new DateOnly(1980 + random.Next(3), 1, 1))] : null,
        ExemptFromThreshold = !plain && random.Next(5) == 0,
        SeatsHeld = random.Next(2),
    };

    private static string Words(ListTally list) =>
        $"{list.Code}={list.Votes}{(list.Candidates is { } c ? $"({c})" : "")}{(list.ExemptFromThreshold ? "!" : "")}{(list.SeatsHeld > 0 ? "*" : "")}"
        + (list.BirthDates is { } dates ? $"<{string.Join(',', dates.Select(d => d?.Year.ToString(CultureInfo.InvariantCulture) ?? "?"))}>" : "");

    private static T Pick<T>(Random random, T[] of) => of[random.Next(of.Length)];
}
