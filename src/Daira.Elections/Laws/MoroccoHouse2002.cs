using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>House of Representatives, organic law 31-97 as it stood in 2002: no text or good secondary source of its rules was read, so nothing is allotted.</summary>
internal static class MoroccoHouse2002
{
    public static Law Law { get; } = new("ma-house-2002", "MA", new DateOnly(2002, 9, 27), new Message("law.ma-house-2002"), [], [])
    {
        Open =
        [
            new(ContestKind.HouseLocal, new("law.ma.open.house-2002")),
            new(ContestKind.HouseNational, new("law.ma.open.house-2002")),
        ],
    };
}
