using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Analyses;

public sealed class QuestionTests
{
    private const string Communal = "ma-communal-2021";
    private const string House2021 = "ma-house-2021-local";

    public static TheoryData<Question, string> Refused => new()
    {
        { new(Topic.Strong, "ma-house-1997-local", "PI"), "unknown-contest" },
        { new(Topic.Strong, House2021, "XYZ"), "unknown-list" },
        { new(Topic.Strong, House2021), "list-required" },
        { new(Topic.Share, House2021), "list-required" },
        { new(Topic.Change, House2021), "list-required" },
        { new(Topic.Clusters, House2021), "list-required" },
        { new(Topic.Leader, House2021, Within: "999"), "unknown-place" },
        { new(Topic.Leader, House2021, Level: PlaceLevel.Commune), "below-own-level" },
        { new(Topic.Leader, Communal, Level: PlaceLevel.Station), "below-own-level" },
        { new(Topic.Leader, "ma-house-2007-local", Level: PlaceLevel.Province), "composition-unknown" },
        { new(Topic.Leader, "ma-house-2002-local", Level: PlaceLevel.Region), "composition-unknown" },
        { new(Topic.Turnout, Communal), "turnout-not-reported" },
        { new(Topic.Turnout, House2021, Level: PlaceLevel.Region), "turnout-not-reported" },
        { new(Topic.Change, House2021, "PI", Against: "ma-house-2007-local"), "not-comparable" },
        { new(Topic.Change, House2021, "PI", Against: "ma-house-2021-regional"), "not-earlier" },
        { new(Topic.Change, "ma-house-2016-local", "PI", Against: House2021), "not-earlier" },
        { new(Topic.Change, House2021, "PI", Against: "ma-house-1997-local"), "unknown-contest" },
        { new(Topic.Change, House2021, "PVM", Against: "ma-house-2016-local"), "list-not-in-both" },
        { new(Topic.Change, "ma-house-2007-local", "PI"), "nothing-comparable" },
        { new(Topic.Change, Communal, "PI"), "nothing-comparable" },
        { new(Topic.Clusters, House2021, "PI") { Strong = StrongAreasSettings.Default with { Permutations = 9 } }, "permutation-count" },
        { new(Topic.Seats, Communal), "no-law" },
        { new(Topic.Seats, House2021, Level: PlaceLevel.Region), "seats-elsewhere" },
        { new(Topic.Seats, "ma-house-2016-national"), "seats-elsewhere" },
        { new(Topic.Share, House2021, "PI") { Classification = new(ClassificationMethod.Quantile, 1, []) }, "class-count" },
        { new(Topic.Share, House2021, "PI") { Classification = new(ClassificationMethod.Quantile, 8, []) }, "class-count" },
        { new(Topic.Share, House2021, "PI") { Classification = new(ClassificationMethod.Manual, 5, []) }, "manual-breaks" },
        { new(Topic.Share, House2021, "PI") { Classification = new(ClassificationMethod.Manual, 5, [0.2m, 0.2m]) }, "manual-breaks" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refused_with_its_reason(Question question, string code)
    {
        Morocco.RefusalOf(question).ShouldBe(code);
        var message = AskQuestion.Run(question, Morocco.Data).Refusals[0].Message;
        foreach (var language in (string[])["ar", "fr", "en"])
        {
            Morocco.Say(message, language).Length.ShouldBeGreaterThan(10);
        }
    }

    public static TheoryData<Question, int> Permitted => new()
    {
        { new(Topic.Leader, House2021, Level: PlaceLevel.Province), 75 },
        { new(Topic.Leader, Communal, Level: PlaceLevel.Constituency), 92 },
        { new(Topic.Leader, "ma-house-2007-local"), 95 },
        { new(Topic.Leader, "ma-house-2002-local", Level: PlaceLevel.Country), 1 },
        { new(Topic.Turnout, "ma-house-2011-local"), 92 },
        { new(Topic.Change, House2021, "PI", Against: "ma-house-2007-local", Level: PlaceLevel.Country), 1 },
        { new(Topic.Change, House2021, "PI", Against: "ma-house-2011-local"), 92 },
        { new(Topic.Seats, "ma-house-2021-regional", "PI"), 12 },
        { new(Topic.Share, House2021, "PI") { Classification = new(ClassificationMethod.Manual, 5, [0.1m, 0.2m]) }, 92 },
        { new(Topic.Leader, Communal, Within: "552"), 23 },
        { new(Topic.Seats, "ma-house-2016-national", Level: PlaceLevel.Country), 1 },
    };

    [Theory]
    [MemberData(nameof(Permitted))]
    public void Permitted_twins_answer(Question question, int rows) => Morocco.Ask(question).Rows.Count.ShouldBe(rows);

    [Fact]
    public void Questions_inside_a_divided_city_show_its_arrondissements()
    {
        var city = Morocco.Data.Atlas.At(PlaceLevel.Commune).First(c => !c.IsUnit);
        Morocco.Ask(new Question(Topic.Leader, Communal, Within: city.Code)).Rows.Select(r => r.Place.Parent).Distinct().ShouldBe([city.Code]);
    }

    [Fact]
    public void All_faults_of_a_question_are_told_at_once() =>
        AskQuestion.Run(new Question(Topic.Strong, House2021, "XYZ", Within: "0") { Strong = StrongAreasSettings.Default with { MarginWeight = 0 } }, Morocco.Data)
            .Refusals.Select(r => r.Code).ShouldBe(["unknown-list", "unknown-place", "strong-weights"]);

    [Fact]
    public void Unknown_ids_and_wrong_values_are_told_apart()
    {
        KindOf(new(Topic.Leader, "x")).ShouldBe(RefusalKind.NotFound);
        KindOf(new(Topic.Share, House2021)).ShouldBe(RefusalKind.Invalid);
        KindOf(new(Topic.Leader, House2021, Level: PlaceLevel.Commune)).ShouldBe(RefusalKind.Conflict);

        static RefusalKind KindOf(Question q) => AskQuestion.Run(q, Morocco.Data).Refusals[0].Kind;
    }

    public static TheoryData<Topic, string, string?, PlaceLevel?> Everything()
    {
        var all = new TheoryData<Topic, string, string?, PlaceLevel?>
        {
            { Topic.Strong, Communal, "MP", null }, { Topic.Strong, Communal, "PI", PlaceLevel.Region }, { Topic.Strong, "ma-house-2007-local", "PI", null },
            { Topic.Strong, "ma-house-2021-regional", "RNI", null }, { Topic.Clusters, Communal, "PJD", null }, { Topic.Leader, Communal, null, null },
            { Topic.Leader, "ma-house-2007-local", null, null }, { Topic.Share, Communal, "UC", PlaceLevel.Province }, { Topic.Turnout, "ma-house-2011-local", null, null },
            { Topic.Change, House2021, "PJD", PlaceLevel.Region }, { Topic.Change, "ma-house-2016-local", "PAM", null }, { Topic.Seats, House2021, null, null },
            { Topic.Seats, House2021, "RNI", null }, { Topic.Seats, "ma-house-2011-local", "PJD", null }, { Topic.Seats, "ma-house-2021-regional", "RNI", null },
            { Topic.Seats, "ma-house-2016-local", "FGD", null }, { Topic.Strong, Communal, "PI", PlaceLevel.Country },
        };
        return all;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_answer_is_whole_and_can_be_said_in_three_languages(Topic topic, string contest, string? list, PlaceLevel? level)
    {
        var answer = Morocco.Ask(new Question(topic, contest, list, level));
        answer.Legend.Sum(c => c.Places).ShouldBe(answer.Rows.Count);
        answer.Rows.ShouldAllBe(r => r.Cells.Count == answer.Columns.Count && Equals(r.Cells[0], r.Class));
        answer.Rows.ShouldAllBe(r => answer.Legend.Any(c => c.Id == r.Class));
        answer.Recipe.DataVersion.ShouldBe(Morocco.Data.Version);
        foreach (var language in (string[])["ar", "fr", "en"])
        {
            foreach (var message in MessagesOf(answer))
            {
                Morocco.Say(message, language).ShouldNotBeNullOrWhiteSpace();
            }
        }
    }

    [Fact]
    public void Cells_are_of_their_columns_kind()
    {
        foreach (var (topic, contest, list, level) in Everything().Select(d => d.Data))
        {
            var answer = Morocco.Ask(new Question(topic, contest, list, level));
            foreach (var (column, i) in answer.Columns.Select((c, i) => (c, i)))
            {
                answer.Rows.Select(r => r.Cells[i]).OfType<object>().ShouldAllBe(cell => IsOfKind(cell, column.Kind), $"{topic} {column.Id}");
            }
        }
    }

    [Fact]
    public void The_same_question_is_answered_from_memory_and_another_view_of_the_data_alike()
    {
        var question = new Question(Topic.Clusters, House2021, "PI");
        var first = Morocco.Ask(question);
        Morocco.Ask(question with { }).ShouldBeSameAs(first);
        var again = AskQuestion.Run(question, Daira.Elections.Imports.Sources.Morocco.MoroccoTables.Preview()).Value;
        again.ShouldNotBeSameAs(first);
        again.Rows.Select(r => (r.Place.Code, r.Class, r.Cells[4])).ShouldBe(first.Rows.Select(r => (r.Place.Code, r.Class, r.Cells[4])));
    }

    [Fact]
    public void Memory_is_bounded_the_oldest_answer_leaves_first()
    {
        var data = Daira.Elections.Imports.Sources.Morocco.MoroccoTables.Preview();
        Answer Ask(int thousandths) => AskQuestion.Run(new Question(Topic.Share, House2021, "PI") { Classification = new(ClassificationMethod.Manual, 5, [thousandths / 1000m]) }, data).Value;
        var first = Ask(1);
        Ask(1).ShouldBeSameAs(first);
        for (var i = 2; i < 40; i++)
        {
            Ask(i);
        }

        Ask(1).ShouldNotBeSameAs(first);
    }

    [Fact]
    public void A_contest_without_results_answers_that_nothing_is_known()
    {
        var house = Morocco.Data.Find(House2021)!;
        var empty = new ContestResults(house.Contest with { Id = "coming" }, [], house.Lists, [], [], []);
        var data = new ElectoralData("coming", Morocco.Data.Atlas, [empty], [], ShapeCatalogue.Empty);
        AskQuestion.Run(new Question(Topic.Leader, "coming"), data).Value.Rows.ShouldBeEmpty();
        AskQuestion.Run(new Question(Topic.Leader, "coming"), data).Value.Summary.Id.ShouldBe("ask.summary.nothing-known");
        AskQuestion.Run(new Question(Topic.Share, "coming", "PI"), data).Value.Rows.ShouldBeEmpty();
        AskQuestion.Run(new Question(Topic.Clusters, "coming", "PI"), data).Value.Rows.ShouldBeEmpty();
        AskQuestion.Run(new Question(Topic.Seats, "coming"), data).Value.Rows.ShouldBeEmpty();
        AskQuestion.Run(new Question(Topic.Strong, "coming", "PI"), data).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-figures");
        AskQuestion.Run(new Question(Topic.Turnout, "coming"), data).Refusals.ShouldHaveSingleItem().Code.ShouldBe("turnout-not-reported");
        NationalSeries.Sum(empty).Votes.ShouldBeNull();
    }

    private static IEnumerable<Message> MessagesOf(Answer a) =>
        new[] { a.Title, a.Summary }.Concat(a.Notices).Concat(a.Legend.SelectMany(l => new[] { l.Name, l.Rule })).Concat(a.Columns.Select(c => c.Name))
            .Concat(a.Rows.Take(100).SelectMany(r => r.Components.SelectMany(c => new[] { c.Name, c.Value }).Append(r.Why)))
            .Concat(a.Rows.GroupBy(r => r.Why.Id).Select(g => g.First().Why));

    private static bool IsOfKind(object cell, ColumnKind kind) => kind switch
    {
        ColumnKind.Votes => cell is long,
        ColumnKind.Seats => cell is int,
        ColumnKind.Share => cell is Share,
        ColumnKind.Points => cell is Points,
        ColumnKind.Number => cell is decimal,
        ColumnKind.Sentence => cell is Message,
        _ => cell is string,
    };
}
