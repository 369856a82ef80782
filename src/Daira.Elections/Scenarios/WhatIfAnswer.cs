using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>Seats before and after, constituency by constituency.</summary>
/// <param name="Asked">Without what changes nothing.</param>
/// <param name="Law">The law put to the changed figures; the contest's own where no other was asked for.</param>
/// <param name="Rule">Its rule, with the threshold asked for.</param>
/// <param name="Before">Seats under the contest's own law.</param>
/// <param name="Places">All of them, or the one asked about.</param>
/// <param name="Lists">Over <paramref name="Places"/>, most seats afterwards first.</param>
public sealed record WhatIfAnswer(
    WhatIf Asked, Contest Contest, Law Law, SeatRule Rule, SeatTable Before, IReadOnlyList<WhatIfPlace> Places, IReadOnlyList<WhatIfTotal> Lists)
{
    /// <summary>Constituencies where a seat moves, or becomes open or known.</summary>
    public IEnumerable<WhatIfPlace> Changed => Places.Where(p => p.Lists.Any(l => l.Before != l.After));
}

/// <summary>One constituency.</summary>
/// <param name="Before">As counted, under the contest's law.</param>
/// <param name="After">As assumed; the coalition stands in it under its joined code.</param>
/// <param name="Lists">Most votes counted first.</param>
/// <param name="Fault">Why the changed figures cannot be allotted at all; null when they can, or when the counted ones could not either.</param>
public sealed record WhatIfPlace(ConstituencySeats Before, ConstituencySeats After, IReadOnlyList<WhatIfList> Lists, TallyFaultKind? Fault)
{
    public Place Place => Before.Place;

    /// <summary>Lists whose seats are known before and after, and differ.</summary>
    public IEnumerable<WhatIfList> Moves => Lists.Where(l => l.Move is not null and not 0);

    /// <summary>The arithmetic afterwards, in sentences.</summary>
    public IReadOnlyList<Message> Steps => [.. ExplainSeats.StepsOf(After)];

    /// <summary>Fewest further votes with which one more seat is certain afterwards; null when there is no such number, or it is not known.</summary>
    public long? VotesToNextSeat(string list) => After.Allocations is [{ } only] && only.Lists.Any(l => l.Code == list) ? Margins.Of(only, list).ToGain.Votes : null;
}

/// <summary>One list, or the coalition.</summary>
/// <param name="Members">The lists that stood: one, or those of the coalition.</param>
/// <param name="VotesBefore">Null when none of them stood here.</param>
/// <param name="VotesAfter">Null when it does not stand.</param>
/// <param name="After">None for a list that does not stand.</param>
public sealed record WhatIfList(
    ElectoralList List, IReadOnlyList<ElectoralList> Members, long? VotesBefore, long? VotesAfter, SeatRange Before, SeatRange After)
{
    /// <summary>Null while open.</summary>
    public int? SeatsBefore => Before.Seats;

    /// <summary>Null while open.</summary>
    public int? SeatsAfter => After.Seats;

    /// <summary>Null while either is open.</summary>
    public int? Move => SeatsAfter - SeatsBefore;
}

/// <summary>One list over all constituencies asked about. While a constituency is open its seats are known to lie between two numbers, and so is their sum.</summary>
public sealed record WhatIfTotal(
    ElectoralList List, IReadOnlyList<ElectoralList> Members, long? VotesBefore, long? VotesAfter, SeatRange Before, SeatRange After)
{
    internal static WhatIfTotal Of(IReadOnlyCollection<WhatIfList> places)
    {
        var first = places.First();
        return new WhatIfTotal(
            first.List,
            first.Members,
            Sum(places, l => l.VotesBefore),
            Sum(places, l => l.VotesAfter),
            SeatRange.Sum(places.Select(l => l.Before)),
            SeatRange.Sum(places.Select(l => l.After)));
    }

    /// <summary>Null while either is open.</summary>
    public int? Move => After.Seats - Before.Seats;

    private static long? Sum(IEnumerable<WhatIfList> lists, Func<WhatIfList, long?> votes) =>
        lists.Aggregate((long?)null, (sum, list) => votes(list) is { } known ? checked((sum ?? 0) + known) : sum);
}

/// <summary>Seats between two numbers, both possible to the figures' knowledge.</summary>
public readonly record struct SeatRange(int Least, int Most)
{
    /// <summary>The one number; null while open.</summary>
    public int? Seats => Least == Most ? Least : null;

    internal static SeatRange Sum(IEnumerable<SeatRange> parts) => parts.Aggregate(default(SeatRange), (a, b) => new(a.Least + b.Least, a.Most + b.Most));

    /// <summary>A list that did not stand has none; one without figures has anything from none to all.</summary>
    internal static SeatRange Of(ConstituencySeats at, string list)
    {
        if (at.Find(list) is not { } outcome)
        {
            return default;
        }

        return outcome.Seats is { } known ? new(known, known)
            : outcome.Votes is null || at.Allocations.Count == 0 ? new(0, at.Seats ?? 0)
            : Sum(at.Allocations.Select(a => new SeatRange(a[list].AtLeast, a[list].AtMost)));
    }
}
