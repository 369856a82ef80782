using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>Why a contest is not simulated.</summary>
internal static class Refusals
{
    public static Refusal NoPair(Contest contest) => Conflict("simulate.no-pair", contest);

    public static Refusal NoShocks(Contest before, Contest after) => Conflict("simulate.no-shocks", before, after);

    public static Refusal TooLarge(Contest contest, string why) => Conflict("simulate.too-large", contest, why);

    public static Refusal NotScored(Contest contest) => Conflict("simulate.no-earlier", contest);

    public static Refusal Conflict(string text, params object[] arguments) => new(RefusalKind.Conflict, text.Replace('.', '-'), new Message(text, arguments));

    /// <summary>Nationwide lists, rules without an exact counterpart, sources with gaps.</summary>
    public static Refusal? NotSimulated(SeatTable table) =>
        NotSimulated(table.Part, table) ?? (table.Constituencies.Where(c => c.Allocations.Count == 0 || c.State == Core.Seats.SeatState.IncompleteLists).ToArray() is { Length: > 0 } incomplete
            ? Conflict("simulate.incomplete", table.Contest, incomplete.Length, incomplete[0].Place)
            : null);

    /// <summary>The same without asking whether every list is in the source: a forecast may rest on the lists that are.</summary>
    public static Refusal? NotSimulated(LawPart part, SeatTable table) =>
        part.IsNationwide || part.Portions.Count > 0 ? Conflict("simulate.nationwide", table.Contest)
            : SimulatedRules.Of(part.Rule) is null ? Conflict("simulate.rule", table.Law.Name)
            : null;

    /// <summary>Every word of the question that does not fit the contest.</summary>
    public static Refusal? Unfit(Simulation asked, ContestResults results, SeatTable table)
    {
        var scenario = asked.Scenario;
        if (scenario.NewLists.Keys.FirstOrDefault(code => results.ColumnOf(code) >= 0) is { } known)
        {
            return new Refusal(RefusalKind.Invalid, "list-stood", new Message("simulate.list-stood", known, results.Contest));
        }

        var named = scenario.Swings.Keys.Concat(scenario.Polls.Keys).Concat(scenario.Flows.SelectMany(f => new[] { f.From, f.To })).Concat(asked.Coalition).Append(asked.Own);
        if (named.FirstOrDefault(code => code is not null && results.ColumnOf(code) < 0 && !scenario.NewLists.ContainsKey(code)) is { } list)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-list", new Message("ask.refused.unknown-list", list, results.Contest));
        }

        if (scenario.Polls.Values.Sum() > 1)
        {
            return new Refusal(RefusalKind.Invalid, "polls-beyond-all", new Message("simulate.polls-beyond-all", new Share(scenario.Polls.Values.Sum())));
        }

        return UnfitRolls(scenario, results, table);
    }

    private static Refusal? UnfitRolls(Scenario scenario, ContestResults results, SeatTable table)
    {
        if (scenario.Registered.Keys.FirstOrDefault(code => results.RowOf(code) < 0) is { } place)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-constituency", new Message("seats.refused.unknown-constituency", place, results.Contest));
        }

        if ((scenario.Registered.Count > 0 || scenario.Rolls != UnknownRolls.Unknown) && !ContestModel.CountsRegistered(table.Part))
        {
            return new Refusal(RefusalKind.Invalid, "registered-unused", new Message("simulate.registered-unused", table.Law.Name));
        }

        var low = scenario.Registered.FirstOrDefault(given => given.Value < table.Find(given.Key)?.Allocations[0].Tally.Valid);
        return low.Key is null ? null : new Refusal(RefusalKind.Invalid, "registered-too-low", new Message("simulate.registered-too-low", low.Key, low.Value, table.Find(low.Key)!.Allocations[0].Tally.Valid));
    }
}
