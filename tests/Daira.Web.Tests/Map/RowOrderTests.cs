using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation.Languages;
using Daira.Web.Pages.Map;

namespace Daira.Web.Tests.Map;

public class RowOrderTests
{
    private static readonly Answer Three = Of(("Zagora", 0.2m, 500L), ("Aïn", null, null), ("Éta", 0.7m, 40L));

    [Theory]
    [InlineData(null, "Éta Zagora Aïn")]
    [InlineData("votes", "Éta Zagora Aïn")]
    [InlineData("-votes", "Zagora Éta Aïn")]
    [InlineData("place", "Aïn Éta Zagora")]
    [InlineData("-place", "Zagora Éta Aïn")]
    public void Unknown_figures_come_last_whichever_way(string? sort, string expected) =>
        string.Join(' ', RowOrder.Of(sort, Three, "fr").Apply(Three.Rows).Select(r => r.Place.Names.French)).ShouldBe(expected);

    [Fact]
    public void An_order_by_what_is_not_there_is_refused_with_what_is()
    {
        RowOrder.Fault("-votes", Three).ShouldBeNull();
        RowOrder.Fault("colour", Three)!.Message.Arguments[^1].ShouldBe("place, votes");
    }

    private static Answer Of(params (string Name, decimal? Figure, long? Votes)[] rows) => new(
        new Question(Topic.Share, "c"), new Recipe("shares", "1", [], null, "v1", []), new("t"), new("s"), [],
        [new Column("votes", ColumnKind.Votes, new("column.votes"))],
        [.. rows.Select((r, i) => new AnswerRow(
            new Place(i, $"{i}", PlaceLevel.Commune, null, new Names(null, r.Name, null, null), true, null, null, null, null, null), "q1", r.Figure, [r.Votes], new("w")))]);
}
