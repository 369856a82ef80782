using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation;

namespace Daira.Platform.Tests.Analyses;

public class QuestionQueryTests
{
    [Fact]
    public void What_is_written_reads_as_the_same_question()
    {
        var question = new Question(Topic.Change, "ma-house-2021-local", "PI", PlaceLevel.Constituency, "ma-house-2016-local", "3")
        {
            Classification = new(ClassificationMethod.Manual, 4, [-0.05m, 0m, 0.05m]),
            Strong = StrongAreasSettings.Default with { StrongholdMargin = 0.3m, SeatsWeight = 0 },
        };
        var words = QuestionQuery.Write(question).ToDictionary(p => p.Key, p => p.Value);
        var read = QuestionQuery.Read(words.GetValueOrDefault, "x").Value;
        QuestionQuery.Write(read).ShouldBe(QuestionQuery.Write(question));
        read.Strong.ShouldBe(question.Strong);
        read.Classification.Breaks.ShouldBe(question.Classification.Breaks);
        (read.Topic, read.List, read.Level, read.Against, read.Within).ShouldBe((Topic.Change, "PI", PlaceLevel.Constituency, "ma-house-2016-local", "3"));
    }

    [Fact]
    public void Nothing_asked_takes_the_defaults()
    {
        var question = QuestionQuery.Read(_ => null, "ma-communal-2021").Value;
        QuestionQuery.Write(question).ShouldBe([new("topic", "strong"), new("contest", "ma-communal-2021")]);
    }

    [Theory]
    [InlineData("topic", "weather")]
    [InlineData("level", "village")]
    [InlineData("method", "magic")]
    [InlineData("classes", "1")]
    [InlineData("classes", "10")]
    [InlineData("classes", "-5")]
    [InlineData("classes", "99999999999999999999")]
    [InlineData("breaks", "0.2,0.1")]
    [InlineData("breaks", "a")]
    [InlineData("breaks", "1,2,3,4,5,6,7,8,9")]
    [InlineData("stronghold", "1.5")]
    [InlineData("stronghold", "NaN")]
    [InlineData("stronghold", "0.01")]
    [InlineData("weights", "1,2,3")]
    [InlineData("weights", "0,0,0,0,0")]
    [InlineData("permutations", "5000000")]
    public void A_wrong_word_is_refused_as_invalid(string name, string value)
    {
        var read = QuestionQuery.Read(n => n == name ? value : null, "x");
        read.IsDone.ShouldBeFalse();
        read.Refusals.ShouldAllBe(r => r.Kind == RefusalKind.Invalid);
    }

    [Fact]
    public void All_faults_are_told_at_once() =>
        QuestionQuery.Read(n => n is "topic" or "level" ? "?" : null, "x").Refusals.Count.ShouldBe(2);
}
