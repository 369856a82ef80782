using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>Councils of regions, communes and arrondissements, organic law 59-11 as amended by 06-21 (2021), as far as good secondary sources say.</summary>
internal static class MoroccoCouncils2021
{
    private static readonly SeatRule Lists = new(new LargestRemainder(Quota.OfVoters)) // persons who voted ÷ seats, not the registered
    {
        Threshold = null,                                                              // none since 06-21
        Ties = [TieCriterion.YoungestCandidate],                                       // then lots
    };

    public static Law Law { get; } = new(
        "ma-councils-2021",
        "MA",
        new DateOnly(2021, 4, 21),
        new Message("law.ma-councils-2021"),
        [
            new LawPart(ContestKind.RegionalCouncil, Lists,
            [
                new("59-11, art. 92", Confidence.MediumHigh, new("law.ma.largest-remainder")),
                new("59-11, art. 93", Confidence.MediumHigh, new("law.ma.quotient-voters")),
                new("59-11, 06-21", Confidence.MediumHigh, new("law.ma.no-threshold")),
                new("59-11", Confidence.MediumHigh, new("law.ma.tie-youngest")),
            ]),
            new LawPart(ContestKind.CommunalList, Lists,
            [
                new("59-11, art. 130", Confidence.MediumHigh, new("law.ma.largest-remainder")),
                new("59-11, art. 130", Confidence.High, new("law.ma.communes-above-50000")),
                new("59-11, 06-21", Confidence.MediumHigh, new("law.ma.quotient-voters")),
                new("59-11, 06-21", Confidence.MediumHigh, new("law.ma.no-threshold")),
                new("59-11", Confidence.MediumHigh, new("law.ma.tie-youngest")),
            ]),
            new LawPart(
                ContestKind.CommunalSeat,
                new SeatRule(new Plurality()) { Ties = [TieCriterion.YoungestCandidate] },
                [
                    new("59-11, art. 130", Confidence.Medium, new("law.ma.plurality")),
                    new("59-11, art. 130", Confidence.High, new("law.ma.communes-50000")),
                    new("59-11", Confidence.MediumHigh, new("law.ma.tie-youngest-single")),
                ]),
        ],
        [new("law.ma.not-modelled.reserved-quotient-2021"), new("law.ma.not-modelled.reserved-size"), new("law.ma.not-modelled.list-communes"), new("law.ma.not-modelled.complementary-2021")])
    {
        Open =
        [
            new(ContestKind.ProvincialCouncil, new("law.ma.open.provincial")),
            new(ContestKind.Communal, new("law.ma.open.communal-mixed")),
        ],
    };
}
