using Daira.Elections.Contests;
using Daira.Elections.Places;

namespace Daira.Elections.Storage;

/// <summary>
/// Adds up minutes that were counted below a contest's own places: stations to their unit, units to their constituency. A figure
/// published for a place itself is never replaced by a sum. A sum of votes is of what is known; a total is known only where every part's is.
/// </summary>
internal sealed class CountedParts
{
    /// <summary>For a place of which nothing is counted.</summary>
    public const int Nowhere = -1;

    private readonly ContestScope scope;
    private readonly bool[] hasVotes;
    private readonly Dictionary<string, TotalsRow> totals;
    private readonly Dictionary<string, List<string>> below = [];
    private readonly bool[] parts;

    /// <param name="votes">In force.</param>
    /// <param name="totals">In force, one per place.</param>
    public CountedParts(Contest contest, Atlas atlas, List<CountedVote> votes, IReadOnlyList<TotalsRow> totals)
    {
        scope = new ContestScope(contest, atlas);
        hasVotes = new bool[atlas.Places.Count];
        parts = new bool[atlas.Places.Count];
        foreach (var vote in votes)
        {
            hasVotes[vote.Place] = true;
        }

        foreach (var place in atlas.Places.Where(p => hasVotes[p.Index]).Concat(totals.Select(t => atlas.Find(t.Place)).OfType<Place>()).ToList())
        {
            Climb(place);
        }

        this.totals = HasParts ? totals.ToDictionary(t => t.Place) : [];
        Totals = HasParts ? [.. Tops.Select(TotalsAt).OfType<TotalsRow>()] : totals;
    }

    public bool HasParts => below.Count > 0;

    /// <summary>At the contest's own places, summed where they were counted below.</summary>
    public IReadOnlyList<TotalsRow> Totals { get; }

    /// <summary>Of each place of the atlas, the contest's own place at which its votes count; <see cref="Nowhere"/> when a place between says otherwise.</summary>
    public int[] Wholes() => [.. scope.Atlas.Places.Select(p => hasVotes[p.Index] ? WholeOf(p) : Nowhere)];

    /// <summary>Of each place of the atlas, itself when votes were counted there and it is below the contest's own.</summary>
    public int[] Parts() => [.. scope.Atlas.Places.Select(p => parts[p.Index] && hasVotes[p.Index] ? p.Index : Nowhere)];

    /// <summary>Whether a place is one of the contest's own.</summary>
    public bool IsWhole(string place) => scope.Atlas.Find(place) is not { } found || !parts[found.Index];

    private IEnumerable<string> Tops => below.Keys.Where(IsWhole).Concat(totals.Keys.Where(IsWhole)).Distinct().ToList();

    private int WholeOf(Place place)
    {
        var at = place;
        while (parts[at.Index])
        {
            at = scope.Above(at)!;
            if (hasVotes[at.Index])
            {
                return Nowhere;
            }
        }

        return at.Index;
    }

    private void Climb(Place counted)
    {
        if (scope.OwnOf(counted) is null)
        {
            return;
        }

        for (var place = counted; !scope.IsOwn(place) && !parts[place.Index];)
        {
            parts[place.Index] = true;
            var above = scope.Above(place)!;
            if (!below.TryGetValue(above.Code, out var list))
            {
                below[above.Code] = list = [];
            }

            list.Add(place.Code);
            place = above;
        }
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

    private static long? Whole(List<TotalsRow?> parts, Func<TotalsRow, long?> figure) =>
        parts.TrueForAll(p => p is not null && figure(p) is not null) ? parts.Sum(p => figure(p!)!.Value) : null;
}
