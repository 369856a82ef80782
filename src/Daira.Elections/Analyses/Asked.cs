using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

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
        return rows.Where(r => LiesIn(Results.Places[r], within));
    }

    private bool LiesIn(Place place, Place within) =>
        LevelResults.Containing(place, Words.AsAsked(within.Level), Data.Atlas)?.Code == within.Code
        || Data.Atlas.PathTo(place).Any(p => p.Code == within.Code);

    /// <summary>No figure at all, or figures for other lists only: two different unknowns.</summary>
    public string WhyUnknown(int row) => Results.ListVotes(row) is null ? ClassIds.NoData : ClassIds.NoList;

    /// <summary>How the list stands in each row.</summary>
    public StandingAt?[] Standings() =>
        [.. Enumerable.Range(0, Results.Places.Count).Select(r => StandingAt.Of(Results, r, Column))];

    public long? VotesOfList(Place place) => Results.Votes(Results.RowOf(place.Code), Column);

    /// <summary>The row of a place where nothing is known for the list: the class says which unknown, every other cell stays empty.</summary>
    public AnswerRow UnknownRow(int row, int columns)
    {
        var (place, id) = (Results.Places[row], WhyUnknown(row));
        var why = id == ClassIds.NoList ? new Message("ask.why.no-list", new Code(List!.Code), place) : new Message("ask.why.no-data", place);
        return new AnswerRow(place, id, null, new object?[columns].With(0, id), why);
    }

    public Message Title()
    {
        var topic = Question.Topic.ToString().ToLowerInvariant();
        return List is null
            ? new Message($"{topic}.title", Contest, Words.Level(Level))
            : new Message($"{topic}.title.list", List, Contest, Words.Level(Level));
    }

    public Recipe Recipe(string method, IEnumerable<KeyValuePair<string, string>>? settings = null, params IReadOnlyList<string> otherSources) => new(
        method,
        "1.0",
        [new("contest", Contest.Id), .. List is null ? Array.Empty<KeyValuePair<string, string>>() : [new("list", List.Code)], new("level", Words.LevelId(Level)), .. settings ?? []],
        null,
        Data.Version,
        [.. otherSources.Prepend(Contest.Source).Distinct()]);

    /// <summary>What every reader of these figures must know.</summary>
    public IReadOnlyList<Message> Notices()
    {
        var notices = new List<Message>();
        if (!Contest.Verified)
        {
            notices.Add(new Message("ask.notice.unverified", Contest));
        }

        if (Question.Topic != Topic.Turnout)
        {
            notices.Add(new Message("ask.notice.base", Results.Lists.Count));
        }

        if (Figures.IsSummed)
        {
            notices.Add(new Message("ask.notice.summed", Words.Level(Contest.Level)));
        }

        if (Figures.PartsWithoutFigures.Sum() is > 0 and var without)
        {
            notices.Add(new Message("ask.notice.without-figures", without));
        }

        if (Results.Places.Any(p => Data.Shapes.Find(p.Code) is { IsApproximate: true }))
        {
            notices.Add(new Message("ask.notice.approximate"));
        }

        return notices;
    }
}

internal static class Cells
{
    /// <summary>The same cells with one replaced.</summary>
    public static object?[] With(this object?[] cells, int column, object? cell)
    {
        cells[column] = cell;
        return cells;
    }
}
