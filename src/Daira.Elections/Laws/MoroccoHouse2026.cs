using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>House of Representatives, organic law 27-11 as amended by 53-25 (2026): seats are allotted as in 2021; who may stand on regional lists changed.</summary>
internal static class MoroccoHouse2026
{
    private static readonly LawPart Local = MoroccoHouse2021.Law.For(ContestKind.HouseLocal)!;
    private static readonly LawPart Regional = MoroccoHouse2021.Law.For(ContestKind.HouseRegional)!;

    public static Law Law { get; } = new(
        "ma-house-2026",
        "MA",
        new DateOnly(2026, 1, 29), // Bulletin officiel 7478
        new Message("law.ma-house-2026"),
        [
            Local with { Provisions = [.. Local.Provisions, new("53-25", Confidence.MediumHigh, new("law.ma.constituencies-same"))] },
            Regional with
            {
                Candidates = new("law.candidates.women"),
                Provisions =
                [
                    .. Regional.Provisions,
                    new("53-25", Confidence.MediumHigh, new("law.ma.regional-women")),
                    new("53-25", Confidence.Medium, new("law.ma.independents-2026")),
                ],
            },
        ],
        [.. MoroccoHouse2021.Law.NotModelled, new("law.ma.not-modelled.eligibility-2026")]);
}
