using Daira.Elections.Analyses.Topics;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;

namespace Daira.Elections.Analyses;

/// <summary>Puts a question to the data. Page, API, command and download all ask here, so all show the same.</summary>
/// <remarks>Answers are kept with the view of the data that they are about; new data, new memory.</remarks>
public static class AskQuestion
{
    /// <returns>Refused when the question names what does not exist, is out of range, or asks what the data do not allow.</returns>
    public static Outcome<Answer> Run(Question question, ElectoralData data)
    {
        var asked = Check(question, data);
        return asked.IsDone
            ? data.Answers.GetOrAdd(QuestionKey.Of(question), () => Answer(asked.Value))
            : Outcome<Answer>.Refused(asked.Refusals);
    }

    /// <summary>Figures of a contest at a level, kept like answers.</summary>
    internal static Outcome<LevelResults> FiguresAt(ContestResults results, PlaceLevel? level, ElectoralData data) =>
        data.Parts.GetOrAdd($"level|{results.Contest.Id}|{level}", () => LevelResults.Of(results, level, data.Atlas));

    /// <summary>The places of a question, whatever is asked about them.</summary>
    internal static Outcome<Asked> Place(Question question, ElectoralData data) =>
        Check(question with { Topic = Topic.Leader, List = null, Classification = Classification.Default }, data);

    private static Outcome<Asked> Check(Question question, ElectoralData data)
    {
        if (data.Find(question.Contest) is not { } results)
        {
            return Errors.UnknownContest(question.Contest);
        }

        var wrong = Wrong(question, results, data).ToArray();
        if (wrong.Length > 0)
        {
            return Outcome<Asked>.Refused(wrong);
        }

        var column = question is { List: { } list, Topic: not (Topic.Leader or Topic.Turnout) } ? results.ColumnOf(list) : -1;
        var figures = FiguresAt(results, question.Level, data);
        return figures.IsDone
            ? new Asked(question, data, figures.Value, column < 0 ? null : results.Lists[column], column)
            : Outcome<Asked>.Refused(figures.Refusals);
    }

    private static IEnumerable<Refusal> Wrong(Question question, ContestResults results, ElectoralData data)
    {
        if (question.List is null && question.Topic is not (Topic.Leader or Topic.Turnout or Topic.Seats))
        {
            yield return Errors.ListRequired(results.Contest);
        }

        if (question.List is { } list && results.ColumnOf(list) < 0)
        {
            yield return Errors.UnknownList(list, results.Contest);
        }

        if (question.Within is { } within && data.Atlas.Find(within) is null)
        {
            yield return Errors.UnknownPlace(within);
        }

        if (question is { Beside: { } beside, Topic: Topic.Bivariate or Topic.Clusters } && results.ColumnOf(beside) < 0)
        {
            yield return Errors.UnknownList(beside, results.Contest);
        }

        foreach (var refusal in question.Classification.Faults().Concat(FaultsOfTopic(question)))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<Refusal> FaultsOfTopic(Question question) => question switch
    {
        { Topic: Topic.Persistence, Clusters.Statistic: ClusterStatistic.Bivariate } => [Errors.StatisticOfOneFigure()],
        { Topic: Topic.Strong or Topic.Clusters or Topic.Persistence } => question.Strong.Faults(),
        { Topic: Topic.Bivariate, Classification.Method: >= ClassificationMethod.Manual } => [Errors.ThreeClasses()],
        { Topic: Topic.Zones } => question.Zones.Faults(),
        _ => [],
    };

    private static Outcome<Answer> Answer(Asked asked) => asked.Question.Topic switch
    {
        Topic.Strong => StrongTopic.Answer(asked),
        Topic.Leader => LeaderTopic.Answer(asked),
        Topic.Share => ShareTopic.Answer(asked),
        Topic.Turnout => TurnoutTopic.Answer(asked),
        Topic.Change => ChangeTopic.Answer(asked),
        Topic.Clusters => ClustersTopic.Answer(asked),
        Topic.Seats => SeatsTopic.Answer(asked),
        Topic.Persistence => PersistenceTopic.Answer(asked),
        Topic.Bivariate => BivariateTopic.Answer(asked),
        Topic.Zones => ZonesTopic.Answer(asked),
        _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.Question.Topic, "Topics are those of the enumeration."),
    };
}
