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
    public IEnumerable<WhatIfPlace> Changed => Places.Where(p => p.Lists.Any(l => l.SeatsBefore != l.SeatsAfter));
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
/// <param name="SeatsBefore">Null while open.</param>
/// <param name="SeatsAfter">Null while open; 0 for a list that does not stand.</param>
public sealed record WhatIfList(
    ElectoralList List, IReadOnlyList<ElectoralList> Members, long? VotesBefore, long? VotesAfter, int? SeatsBefore, int? SeatsAfter)
{
    /// <summary>Null while either is open.</summary>
    public int? Move => SeatsAfter - SeatsBefore;
}

/// <summary>One list over all constituencies asked about.</summary>
/// <param name="SeatsBefore">Sum of the known ones.</param>
/// <param name="SeatsAfter">Sum of the known ones.</param>
/// <param name="OpenBefore">In how many constituencies its seats are open, so that <paramref name="SeatsBefore"/> is the least.</param>
/// <param name="OpenAfter">The same afterwards.</param>
public sealed record WhatIfTotal(
    ElectoralList List, IReadOnlyList<ElectoralList> Members, long? VotesBefore, long? VotesAfter, int SeatsBefore, int SeatsAfter, int OpenBefore, int OpenAfter)
{
    internal static WhatIfTotal Of(IReadOnlyCollection<WhatIfList> places)
    {
        var first = places.First();
        return new WhatIfTotal(
            first.List,
            first.Members,
            Sum(places, l => l.VotesBefore),
            Sum(places, l => l.VotesAfter),
            places.Sum(l => l.SeatsBefore ?? 0),
            places.Sum(l => l.SeatsAfter ?? 0),
            places.Count(l => l.SeatsBefore is null),
            places.Count(l => l.SeatsAfter is null));
    }

    private static long? Sum(IEnumerable<WhatIfList> lists, Func<WhatIfList, long?> votes) =>
        lists.Aggregate((long?)null, (sum, list) => votes(list) is { } known ? checked((sum ?? 0) + known) : sum);
}
