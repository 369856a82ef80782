using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses;

/// <summary>Why a question is refused.</summary>
internal static class Errors
{
    public static Refusal UnknownContest(string id) =>
        Refuse(RefusalKind.NotFound, "unknown-contest", id);

    public static Refusal UnknownList(string list, Contest contest) =>
        Refuse(RefusalKind.NotFound, "unknown-list", list, contest);

    public static Refusal UnknownPlace(string code) =>
        Refuse(RefusalKind.NotFound, "unknown-place", code);

    public static Refusal ListRequired(Contest contest) =>
        Refuse(RefusalKind.Invalid, "list-required", contest);

    public static Refusal ClassCount(int classes) =>
        Refuse(RefusalKind.Invalid, "class-count", classes);

    public static Refusal ManualBreaks() =>
        Refuse(RefusalKind.Invalid, "manual-breaks");

    public static Refusal StrongThresholds(StrongAreasSettings s) =>
        Refuse(RefusalKind.Invalid, "strong-thresholds", new Points(s.StrongMargin), new Points(s.StrongholdMargin), new Points(s.WinnableMargin));

    public static Refusal StrongWeights() =>
        Refuse(RefusalKind.Invalid, "strong-weights");

    public static Refusal EvidenceReach(decimal reach, decimal narrowest) =>
        Refuse(RefusalKind.Invalid, "evidence-reach", new Points(reach), new Points(narrowest));

    public static Refusal SeatsFull(decimal share) =>
        Refuse(RefusalKind.Invalid, "seats-full", new Share(share));

    public static Refusal PermutationCount(int permutations) =>
        Refuse(RefusalKind.Invalid, "permutation-count", permutations);

    /// <summary>Votes counted by constituency cannot be told apart by commune.</summary>
    public static Refusal BelowOwnLevel(Contest contest, PlaceLevel asked) =>
        Refuse(RefusalKind.Conflict, "below-own-level", contest, Words.Level(contest.Level), Words.Level(asked));

    public static Refusal CompositionUnknown(Contest contest, PlaceLevel asked) =>
        Refuse(RefusalKind.Conflict, "composition-unknown", contest, Words.Level(asked));

    public static Refusal NotComparable(Contest contest, Contest against) =>
        Refuse(RefusalKind.Conflict, "not-comparable", contest, against);

    public static Refusal NothingComparable(Contest contest) =>
        Refuse(RefusalKind.Conflict, "nothing-comparable", contest);

    public static Refusal NotEarlier(Contest contest, Contest against) =>
        Refuse(RefusalKind.Invalid, "not-earlier", contest, against);

    public static Refusal ListNotInBoth(string list, Contest against) =>
        Refuse(RefusalKind.Conflict, "list-not-in-both", list, against);

    public static Refusal TurnoutNotReported(Contest contest, PlaceLevel level) =>
        Refuse(RefusalKind.Conflict, "turnout-not-reported", contest, Words.Level(level));

    public static Refusal NoFigures(Contest contest, PlaceLevel level) =>
        Refuse(RefusalKind.Conflict, "no-figures", contest, Words.Level(level));

    public static Refusal SeatsElsewhere(Contest contest) =>
        Refuse(RefusalKind.Conflict, "seats-elsewhere", contest, Words.Level(contest.Level));

    public static Refusal StatisticOfOneFigure() =>
        Refuse(RefusalKind.Invalid, "statistic-of-one-figure");

    public static Refusal ThreeClasses() =>
        Refuse(RefusalKind.Invalid, "three-classes");

    public static Refusal SameFigureTwice(string list) =>
        Refuse(RefusalKind.Invalid, "same-figure-twice", new Code(list));

    public static Refusal OneContestOnly(Contest contest, PlaceLevel level) =>
        Refuse(RefusalKind.Conflict, "one-contest-only", contest, Words.Level(level));

    public static Refusal ZoneCount(int count) =>
        Refuse(RefusalKind.Invalid, "zone-count", count, ZoneSettings.FewestZones, ZoneSettings.MostZones);

    public static Refusal ZoneBound(long least) =>
        Refuse(RefusalKind.Invalid, "zone-bound", least);

    public static Refusal ZonesOutOfReach(long least, long all) =>
        Refuse(RefusalKind.Conflict, "zones-out-of-reach", least, all);

    public static Refusal SeatsUnknown(Contest contest, PlaceLevel level) =>
        Refuse(RefusalKind.Conflict, "seats-unknown", contest, Words.Level(level));

    public static Refusal NoPointKnown(Contest contest, PlaceLevel level) =>
        Refuse(RefusalKind.Conflict, "no-point-known", contest, Words.Level(level));

    private static Refusal Refuse(RefusalKind kind, string code, params object[] arguments) =>
        new(kind, code, new Message($"ask.refused.{code}", arguments));
}
