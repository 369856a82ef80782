using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Analyses;

/// <summary>The tables that ship with the program, read once for all tests.</summary>
internal static class Morocco
{
    private static readonly Lazy<ElectoralData> Loaded = new(() => MoroccoTables.Preview());

    public static ElectoralData Data => Loaded.Value;

    public static Texts Texts { get; } = Texts.Of(typeof(Question).Assembly);

    public static Answer Ask(Question question)
    {
        var outcome = AskQuestion.Run(question, Data);
        outcome.IsDone.ShouldBeTrue(string.Join("; ", outcome.Refusals.Select(r => Say(r.Message))));
        return outcome.Value;
    }

    /// <summary>The one reason why a question is refused.</summary>
    public static string RefusalOf(Question question) =>
        AskQuestion.Run(question, Data).Refusals.ShouldHaveSingleItem().Code;

    public static string Say(Message message, string language = "en") => Texts.Format(message, Language.Of(language));

    public static AnswerRow At(this Answer answer, string place) => answer.Rows.Single(r => r.Place.Code == place);

    public static object? Cell(this Answer answer, AnswerRow row, string column) =>
        row.Cells[answer.Columns.ToList().FindIndex(c => c.Id == column)];
}
