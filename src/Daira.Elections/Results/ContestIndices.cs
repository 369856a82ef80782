using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Results;

/// <summary>How far the seats of a contest are from its votes, over the whole country.</summary>
/// <param name="Votes">Sum of all lists' votes.</param>
/// <param name="Seats">Members proclaimed.</param>
/// <param name="Lists">Lists with a vote.</param>
public sealed record ContestIndices(Contest Contest, long Votes, int Seats, int Lists, Disproportionality Indices)
{
    /// <returns>Refused for an unknown contest, where no members were proclaimed, and where a list won without a vote in the source: its share is unknown, and with it every other.</returns>
    public static Outcome<ContestIndices> Run(string contest, ElectoralData data)
    {
        if (data.Find(contest) is not { } results)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-contest", new Message("ask.refused.unknown-contest", contest));
        }

        var lists = results.Lists.Select((list, column) => (list.Code, Votes: Sum(results, r => results.Votes(r, column)), Seats: SeatsOf(results, column))).ToArray();
        var without = lists.Where(l => l.Votes is null && l.Seats > 0).Select(l => l.Code)
            .Concat(results.National?.Proclaimed.Where(p => p.Value > 0 && results.ColumnOf(p.Key) < 0).Select(p => p.Key) ?? []).ToArray();
        if (lists.All(l => l.Seats is null or 0) || lists.All(l => l.Votes is null or 0))
        {
            return Conflict("no-proclaimed-seats", "indices.no-seats", results.Contest);
        }

        if (without.Length > 0 || Enumerable.Range(0, results.Places.Count).Any(r => results.ListVotes(r) is null))
        {
            return Conflict("votes-missing", "indices.votes-missing", results.Contest, new Code(string.Join(" · ", without)));
        }

        var stood = lists.Where(l => l.Votes is not null).ToArray();
        return new ContestIndices(
            results.Contest,
            stood.Sum(l => l.Votes!.Value),
            stood.Sum(l => l.Seats ?? 0),
            stood.Count(l => l.Votes > 0),
            Disproportionality.Of([.. stood.Select(l => l.Votes!.Value)], [.. stood.Select(l => l.Seats ?? 0)]));
    }

    /// <summary>The contests of the same kind and country for which they are known, newest first.</summary>
    public static IReadOnlyList<ContestIndices> Series(Contest contest, ElectoralData data) =>
        [.. data.Contests.Where(c => c.Contest.Kind == contest.Kind && c.Contest.Country == contest.Country).Select(c => Run(c.Contest.Id, data)).Where(i => i.IsDone).Select(i => i.Value)];

    private static int? SeatsOf(ContestResults results, int column) => results.National is { } national
        ? national.Proclaimed.GetValueOrDefault(results.Lists[column].Code)
        : (int?)Sum(results, r => results.Proclaimed(r, column));

    private static long? Sum(ContestResults results, Func<int, long?> figure) => Enumerable.Range(0, results.Places.Count)
        .Aggregate((long?)null, (sum, row) => figure(row) is { } known ? checked((sum ?? 0) + known) : sum);

    private static Refusal Conflict(string code, string text, params object[] arguments) => new(RefusalKind.Conflict, code, new Message(text, arguments));
}
