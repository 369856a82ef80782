using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>House of Representatives, organic law 27-11 as first promulgated (2011).</summary>
internal static class MoroccoHouse2011
{
    public static Law Law { get; } = new(
        "ma-house-2011",
        "MA",
        new DateOnly(2011, 10, 14),
        new Message("law.ma-house-2011"),
        [
            new LawPart(
                ContestKind.HouseLocal,
                new SeatRule(new LargestRemainder(Quota.Hare))                                  // votes of the lists that take part ÷ seats
                {
                    Threshold = new ShareThreshold(new Fraction(6, 100), QuotaBasis.ValidVotes), // 6 % of the valid votes
                    Ties = [TieCriterion.YoungestCandidate],                                     // then lots
                    OneSeatGoesToTheFirst = true,
                },
                [
                    new("27-11, art. 1", Confidence.High, new("law.ma.largest-remainder")),
                    new("27-11, art. 84", Confidence.MediumHigh, new("law.ma.threshold-6")),
                    new("27-11, art. 84", Confidence.Medium, new("law.ma.quotient-eligible")),
                    new("27-11, art. 84", Confidence.MediumHigh, new("law.ma.tie-youngest")),
                ]),
            new LawPart(
                ContestKind.HouseNational,
                new SeatRule(new LargestRemainder(Quota.Hare))
                {
                    Threshold = new ShareThreshold(new Fraction(3, 100), QuotaBasis.ValidVotes), // 3 % of the valid votes
                    Ties = [TieCriterion.YoungestCandidate],
                },
                [
                    new("27-11, art. 85", Confidence.Medium, new("law.ma.national-two-parts")),
                    new("27-11, art. 85", Confidence.Medium, new("law.ma.threshold-3")),
                ])
            {
                Portions = [60, 30],
                IsNationwide = true,
            },
        ],
        [new("law.ma.not-modelled.national-2011"), new("law.ma.not-modelled.annulments")]);
}
