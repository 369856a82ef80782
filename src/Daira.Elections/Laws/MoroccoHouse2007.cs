using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>House of Representatives, organic law 31-97 as it stood in 2007.</summary>
/// <remarks>Threshold and quotient come from one secondary source and reproduce the Interior Ministry's national number of seats of every list.</remarks>
internal static class MoroccoHouse2007
{
    public static Law Law { get; } = new(
        "ma-house-2007",
        "MA",
        new DateOnly(2007, 9, 7),
        new Message("law.ma-house-2007"),
        [
            new LawPart(
                ContestKind.HouseLocal,
                new SeatRule(new LargestRemainder(Quota.Hare))                                  // votes of the lists that take part ÷ seats
                {
                    Threshold = new ShareThreshold(new Fraction(6, 100), QuotaBasis.ValidVotes), // 6 % of the valid votes
                    Ties = [TieCriterion.OldestCandidate],                                       // art. 78, then lots
                    OneSeatGoesToTheFirst = true,
                },
                [
                    new("31-97", Confidence.MediumHigh, new("law.ma.largest-remainder")),
                    new("31-97", Confidence.MediumHigh, new("law.ma.threshold-6")),
                    new("31-97", Confidence.MediumHigh, new("law.ma.quotient-eligible")),
                    new("31-97, art. 78", Confidence.MediumHigh, new("law.ma.tie-oldest")),
                ]),
        ],
        [new("law.ma.not-modelled.national-2007"), new("law.ma.not-modelled.annulments")]);
}
