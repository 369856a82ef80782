using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Elections.Analyses;

/// <summary>A question that passed its checks, with the figures it is put to.</summary>
/// <param name="List">Null for questions about no list in particular.</param>
/// <param name="Column">Of the list in the results; −1 without one.</param>
internal sealed record Asked(Question Question, ElectoralData Data, LevelResults Figures, ElectoralList? List, int Column)
{
    public ContestResults Results => Figures.Results;

    public Contest Contest => Results.Contest;

    public PlaceLevel Level => Figures.Level;

    /// <summary>Rows that the reader asked to see: all, or those inside <see cref="Question.Within"/>. Classes and clusters are always those of the whole country.</summary>
    public IEnumerable<int> ShownRows()
    {
        var rows = Enumerable.Range(0, Results.Places.Count);
        if (Question.Within is null)
        {
            return rows;
        }

        var within = Data.Atlas.Find(Question.Within)!;
        return rows.Where(r => LevelResults.Containing(Results.Places[r], Words.AsAsked(within.Level), Data.Atlas)?.Code == within.Code);
    }

    /// <summary>No figure at all, or figures for other lists only: two different unknowns.</summary>
    public string WhyUnknown(int row) => Results.ListVotes(row) is null ? ClassIds.NoData : ClassIds.NoList;
}
