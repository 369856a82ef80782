using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Comparisons;

/// <summary>Why a comparison is refused, besides what any question is refused for.</summary>
internal static class Errors
{
    public static Refusal SameContest(Contest contest) => Refuse(RefusalKind.Invalid, "same-contest", contest);

    public static Refusal NamedTwice(string list) => Refuse(RefusalKind.Invalid, "named-twice", new Code(list));

    public static Refusal TwoBlocs(string list, IReadOnlyList<string> blocs) => Refuse(RefusalKind.Invalid, "two-blocs", new Code(list), string.Join(" · ", blocs));

    public static Refusal WithinTheWhole(Place within) => Refuse(RefusalKind.Invalid, "within-nation", within);

    public static Refusal NothingInside(Place within, Message level) => Refuse(RefusalKind.Conflict, "nothing-inside", within, level);

    public static Refusal ListNowhere(string list, Contest before, Contest after) => Refuse(RefusalKind.NotFound, "list-nowhere", new Code(list), before, after);

    private static Refusal Refuse(RefusalKind kind, string code, params object[] arguments) => new(kind, code, new Message($"compare.refused.{code}", arguments));
}
