using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>House of Representatives, organic law 27-11 as amended by 20-16 (2016).</summary>
internal static class MoroccoHouse2016
{
    private static readonly SeatRule Rule = new(new LargestRemainder(Quota.Hare)) // votes of the lists that take part ÷ seats
    {
        Threshold = new ShareThreshold(new Fraction(3, 100), QuotaBasis.ValidVotes), // 3 % of the valid votes
        Ties = [TieCriterion.YoungestCandidate],                                     // then lots
        OneSeatGoesToTheFirst = true,
    };

    public static Law Law { get; } = new(
        "ma-house-2016",
        "MA",
        new DateOnly(2016, 8, 10),
        new Message("law.ma-house-2016"),
        [
            new LawPart(ContestKind.HouseLocal, Rule,
            [
                new("27-11, art. 1", Confidence.High, new("law.ma.largest-remainder")),
                new("27-11, 20-16", Confidence.MediumHigh, new("law.ma.threshold-3")),
                new("27-11, art. 84", Confidence.MediumHigh, new("law.ma.quotient-eligible")),
                new("27-11, art. 84", Confidence.MediumHigh, new("law.ma.tie-youngest")),
            ]),
            new LawPart(ContestKind.HouseNational, Rule,
            [
                new("27-11, art. 85", Confidence.MediumHigh, new("law.ma.national-two-parts")),
                new("27-11, art. 85", Confidence.MediumHigh, new("law.ma.threshold-3")),
            ])
            {
                Portions = [60, 30],
                IsNationwide = true,
            },
        ],
        [new("law.ma.not-modelled.single-list-2016"), new("law.ma.not-modelled.annulments")]);
}
