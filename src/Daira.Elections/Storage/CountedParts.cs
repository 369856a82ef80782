using Daira.Elections.Contests;
using Daira.Elections.Places;

namespace Daira.Elections.Storage;

/// <summary>
/// Adds up minutes that were counted below a contest's own places: stations to their unit, units to their constituency. A figure
/// published for a place itself is never replaced by a sum. A sum of votes is of what is known; a total is known only where every part's is.
/// </summary>
internal sealed class CountedParts
{
    private readonly ContestScope scope;
    private readonly Dictionary<string, List<VoteRow>> votes;
    private readonly Dictionary<string, TotalsRow> totals;
    private readonly Dictionary<string, List<string>> below = [];
    private readonly HashSet<string> parts = [];

    /// <param name="votes">In force.</param>
    /// <param name="totals">In force, one per place.</param>
    public CountedParts(Contest contest, Atlas atlas, IReadOnlyList<VoteRow> votes, IReadOnlyList<TotalsRow> totals)
    {
        scope = new ContestScope(contest, atlas);
        foreach (var place in votes.Select(v => v.Place).Concat(totals.Select(t => t.Place)).Distinct().ToList())
        {
            Climb(place);
        }

        this.votes = HasParts ? votes.GroupBy(v => v.Place).ToDictionary(g => g.Key, g => g.ToList()) : [];
        this.totals = HasParts ? totals.ToDictionary(t => t.Place) : [];
        Votes = HasParts ? [.. Tops.SelectMany(VotesAt)] : votes;
        Totals = HasParts ? [.. Tops.Select(TotalsAt).OfType<TotalsRow>()] : totals;
    }

    public bool HasParts => parts.Count > 0;

    /// <summary>At the contest's own places, summed where they were counted below.</summary>
    public IReadOnlyList<VoteRow> Votes { get; }

    public IReadOnlyList<TotalsRow> Totals { get; }

    /// <summary>Whether a place is one of the contest's own.</summary>
    public bool IsWhole(string place) => !parts.Contains(place);

    private IEnumerable<string> Tops => below.Keys.Where(IsWhole).Concat(votes.Keys.Where(IsWhole)).Concat(totals.Keys.Where(IsWhole)).Distinct().ToList();

    private void Climb(string code)
    {
        if (scope.Atlas.Find(code) is not { } place || scope.OwnOf(place) is null)
        {
            return;
        }

        while (!scope.IsOwn(place) && parts.Add(place.Code))
        {
            var above = scope.Above(place)!;
            if (!below.TryGetValue(above.Code, out var list))
            {
                below[above.Code] = list = [];
            }

            list.Add(place.Code);
            place = above;
        }
    }

    private IReadOnlyList<VoteRow> VotesAt(string place)
    {
        if (votes.TryGetValue(place, out var own) || !below.TryGetValue(place, out var children))
        {
            return own ?? [];
        }

        return [.. children.SelectMany(VotesAt).GroupBy(v => v.List).Select(g => new VoteRow(
            0, scope.Contest.Id, place, g.Key, Sum(g, v => v.Votes), scope.Contest.Status, g.First().Source, 0, null, null))];
    }

    private TotalsRow? TotalsAt(string place)
    {
        var own = totals.GetValueOrDefault(place);
        if (!below.TryGetValue(place, out var children))
        {
            return own;
        }

        var inside = children.Select(TotalsAt).ToList();
        return new TotalsRow(
            scope.Contest.Id,
            place,
            own?.Seats,
            own?.Registered ?? Whole(inside, t => t.Registered),
            own?.Voters ?? Whole(inside, t => t.Voters),
            own?.Spoilt ?? Whole(inside, t => t.Spoilt),
            own?.Turnout,
            own?.SpoiltShare,
            own?.Source ?? "",
            own?.Line ?? 0);
    }

    private static long? Sum<T>(IEnumerable<T> rows, Func<T, long?> figure) =>
        rows.Aggregate((long?)null, (sum, row) => figure(row) is { } known ? checked((sum ?? 0) + known) : sum);

    private static long? Whole(List<TotalsRow?> parts, Func<TotalsRow, long?> figure) =>
        parts.TrueForAll(p => p is not null && figure(p) is not null) ? parts.Sum(p => figure(p!)!.Value) : null;
}
