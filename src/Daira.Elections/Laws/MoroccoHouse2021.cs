using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>House of Representatives, organic law 27-11 as amended by 04-21 (2021).</summary>
internal static class MoroccoHouse2021
{
    private static readonly SeatRule Rule = new(new LargestRemainder(Quota.OfRegistered)) // art. 84: registered ÷ seats
    {
        Threshold = null,                                                    // none since 04-21
        Ties = [TieCriterion.YoungestCandidate],                             // then lots
        OneSeatGoesToTheFirst = true,                                        // art. 1: by-elections
        SingleList = new ShareThreshold(new Fraction(1, 5), QuotaBasis.Registered),
        CompareTruncatedQuotient = true,                                     // minutes print a whole quotient
    };

    public static Law Law { get; } = new(
        "ma-house-2021",
        "MA",
        new DateOnly(2021, 5, 17),
        new Message("law.ma-house-2021"),
        [
            new LawPart(ContestKind.HouseLocal, Rule,
            [
                new("27-11, art. 1", Confidence.High, new("law.ma.largest-remainder")),
                new("27-11, art. 84", Confidence.High, new("law.ma.quotient-registered")),
                new("27-11, 04-21", Confidence.High, new("law.ma.no-threshold")),
                new("27-11, art. 84", Confidence.MediumHigh, new("law.ma.single-list")),
                new("27-11, art. 84", Confidence.MediumHigh, new("law.ma.tie-youngest")),
            ]),
            new LawPart(ContestKind.HouseRegional, Rule,
            [
                new("27-11, art. 85", Confidence.High, new("law.ma.regional-same")),
            ]),
        ],
        [new("law.ma.not-modelled.more-seats-than-lists"), new("law.ma.not-modelled.order-of-women"), new("law.ma.not-modelled.annulments")]);
}
