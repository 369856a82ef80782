namespace Daira.Core.Space.Association;

/// <summary>How a unit's class held over contests.</summary>
/// <param name="Hot">Contests in which it was in the class asked about.</param>
/// <param name="Known">Contests in which it was tested.</param>
/// <param name="Latest">Length of the unbroken run up to the last contest in which it was tested.</param>
public readonly record struct Persistence(int Hot, int Known, int Latest)
{
    /// <summary>Share of the contests in which it was tested; null when in none.</summary>
    public double? Share => Known == 0 ? null : (double)Hot / Known;

    /// <summary>In every contest in which it was tested, and in two at least.</summary>
    public bool IsLasting => Known >= 2 && Hot == Known;

    /// <summary>For each unit, over contests from the oldest to the latest.</summary>
    /// <param name="contests">One result per contest, of the same units.</param>
    /// <param name="wanted">The class asked about, e.g. <see cref="ClusterClass.HighHigh"/>.</param>
    /// <exception cref="ArgumentException">Results of different numbers of units.</exception>
    public static Persistence[] Of(IReadOnlyList<LocalAssociation> contests, ClusterClass wanted)
    {
        var count = contests.Count == 0 ? 0 : contests[0].Count;
        if (contests.Any(contest => contest.Count != count))
            throw new ArgumentException("Every contest needs results for the same units.", nameof(contests));
        return [.. Enumerable.Range(0, count).Select(unit => OfUnit(contests.Select(contest => contest[unit].Class), wanted))];
    }

    /// <summary>For one unit, from its classes in the oldest contest to the latest.</summary>
    public static Persistence OfUnit(IEnumerable<ClusterClass> classes, ClusterClass wanted)
    {
        var tested = classes.Where(value => value is not (ClusterClass.Undefined or ClusterClass.NoNeighbours)).ToArray();
        return new(tested.Count(value => value == wanted), tested.Length, tested.Reverse().TakeWhile(value => value == wanted).Count());
    }
}
