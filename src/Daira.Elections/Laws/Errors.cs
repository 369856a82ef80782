using Daira.Elections.Contests;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>Why seats are not allotted.</summary>
internal static class Errors
{
    public static Refusal UnknownContest(string id) =>
        new(RefusalKind.NotFound, "unknown-contest", new Message("ask.refused.unknown-contest", id));

    public static Refusal UnknownConstituency(string code, Contest contest) =>
        new(RefusalKind.NotFound, "unknown-constituency", new Message("seats.refused.unknown-constituency", code, contest));

    public static Refusal UnknownList(string list, Contest contest) =>
        new(RefusalKind.NotFound, "unknown-list", new Message("ask.refused.unknown-list", list, contest));

    /// <summary>No text was read for it: the open question is named.</summary>
    public static Refusal NoLaw(Contest contest) => new(
        RefusalKind.Conflict,
        "no-law",
        LawRegistry.Open(contest.Country, contest.Kind, contest.Date) is var (law, open)
            ? new Message("seats.refused.open-question", contest, law.Name, open.Question)
            : new Message("seats.refused.no-law", contest));

    public static Refusal LawSilent(Law law, Contest contest) => new(
        RefusalKind.Conflict,
        "law-silent",
        law.Open.FirstOrDefault(q => q.Kind == contest.Kind) is { } open
            ? new Message("seats.refused.open-question", contest, law.Name, open.Question)
            : new Message("seats.refused.law-silent", law.Name, contest));

    public static Refusal UnknownLaw(string id, Contest contest) =>
        new(RefusalKind.Conflict, "unknown-law", new Message("seats.refused.unknown-law", id, contest));
}
