using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>Councils of regions and communes, organic law 59-11 as amended by 34-15 (2015), as far as a good secondary source says.</summary>
internal static class MoroccoCouncils2015
{
    public static Law Law { get; } = new(
        "ma-councils-2015",
        "MA",
        new DateOnly(2015, 9, 4),
        new Message("law.ma-councils-2015"),
        [
            new LawPart(
                ContestKind.RegionalCouncil,
                new SeatRule(new LargestRemainder(Quota.Hare))                                   // votes of the lists that take part ÷ seats
                {
                    Threshold = new ShareThreshold(new Fraction(6, 100), QuotaBasis.ValidVotes), // 6 % of the valid votes
                    Ties = [TieCriterion.YoungestCandidate],                                     // then lots
                },
                [
                    new("59-11, art. 92", Confidence.MediumHigh, new("law.ma.largest-remainder")),
                    new("59-11, art. 93", Confidence.MediumHigh, new("law.ma.threshold-6")),
                    new("59-11, art. 93", Confidence.MediumHigh, new("law.ma.quotient-eligible")),
                    new("59-11, art. 93", Confidence.MediumHigh, new("law.ma.reserved-apart")),
                    new("59-11", Confidence.MediumHigh, new("law.ma.tie-youngest")),
                ]),
            new LawPart(
                ContestKind.CommunalSeat,
                new SeatRule(new Plurality()) { Ties = [TieCriterion.YoungestCandidate] },       // then lots
                [
                    new("59-11, art. 130", Confidence.Medium, new("law.ma.plurality")),
                    new("59-11, art. 130", Confidence.High, new("law.ma.communes-35000")),
                    new("59-11", Confidence.MediumHigh, new("law.ma.tie-youngest-single")),
                ]),
        ],
        [new("law.ma.not-modelled.reserved-size"), new("law.ma.not-modelled.list-communes"), new("law.ma.not-modelled.complementary-2015")])
    {
        Open =
        [
            new(ContestKind.CommunalList, new("law.ma.open.communal-list-2015")),
            new(ContestKind.ProvincialCouncil, new("law.ma.open.provincial")),
            new(ContestKind.Communal, new("law.ma.open.communal-mixed")),
        ],
    };
}
