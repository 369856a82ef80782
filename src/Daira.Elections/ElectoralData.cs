using System.Collections.Frozen;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Elections;

/// <summary>
/// One unchanging view of the whole <c>elections</c> database, loaded into columns once; analyses, pages, tiles and
/// exports all read this. A change of data makes a new one with a higher <see cref="Version"/>.
/// </summary>
public sealed class ElectoralData
{
    private readonly FrozenDictionary<string, ContestResults> results;

    public ElectoralData(string version, Atlas atlas, IReadOnlyList<ContestResults> contests, IReadOnlyList<Source> sources, ShapeCatalogue shapes)
    {
        Version = version;
        Atlas = atlas;
        Contests = [.. contests.OrderByDescending(c => c.Contest.Date).ThenBy(c => c.Contest.Id, StringComparer.Ordinal)];
        results = contests.ToFrozenDictionary(c => c.Contest.Id);
        Sources = sources;
        Shapes = shapes;
    }

    /// <summary>Changes with every committed change of data; the ETag of pages, tiles and API answers.</summary>
    public string Version { get; }

    public Atlas Atlas { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ContestResults> Contests { get; }

    public IReadOnlyList<Source> Sources { get; }

    public ShapeCatalogue Shapes { get; }

    /// <summary>Faults, gaps and checks of the data, found by the program at import.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Answers over these data; one over 1,538 units weighs some 2 MB.</summary>
    internal Memory Answers { get; } = new(32);

    /// <summary>Parts of answers: sums by level, neighbours, draws, seats, margins.</summary>
    internal Memory Parts { get; } = new(256);

    /// <summary>The contest with this id, or null.</summary>
    public ContestResults? Find(string contest) => results.GetValueOrDefault(contest);
}
