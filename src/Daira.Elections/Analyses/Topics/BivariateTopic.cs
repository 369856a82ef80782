using System.Globalization;
using Daira.Elections.Analyses.Classes;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>A list's share beside another figure: three classes of each, nine together. Method: docs/methods/bivariate.</summary>
internal static class BivariateTopic
{
    private const int Steps = 3;

    private static readonly string[] Heights = ["low", "middle", "high"];

    public static Outcome<Answer> Answer(Asked asked)
    {
        var beside = SecondFigure.Of(asked);
        return beside.IsDone ? Answer(asked, beside.Value) : Outcome<Answer>.Refused(beside.Refusals);
    }

    private static Answer Answer(Asked asked, SecondFigure beside)
    {
        var shares = asked.Standings().Select(s => s?.Share).ToArray();
        var both = shares.Zip(beside.At, (a, b) => a is null || b is null ? null : ((decimal First, decimal Second)?)(a.Value, b.Value)).ToArray();
        var first = Thirds([.. both.OfType<(decimal First, decimal Second)>().Select(p => p.First)], asked.Question.Classification, ScaleKind.Shares);
        var second = Thirds([.. both.OfType<(decimal First, decimal Second)>().Select(p => p.Second)], asked.Question.Classification, beside.List is null ? ScaleKind.Turnout : ScaleKind.Shares);
        var rows = asked.ShownRows().Select(r => Row(asked, beside, r, shares[r], both[r], first, second)).ToArray();
        return new Answer(
            asked.Question,
            asked.Recipe("bivariate", [new("beside", beside.Id), new("classes", HowOf(asked.Question.Classification).ToString()), new("breaks", Stated(first)), new("breaks-beside", Stated(second))]),
            new Message("bivariate.title.list", asked.List!, beside.Name, asked.Contest, Words.Level(asked.Level)),
            Summary(asked, beside, rows),
            Legend.Of([.. Rules(asked, beside, first, second), ClassRule.NoList, ClassRule.NoData], rows, asked.VotesOfList),
            Columns(beside),
            rows)
        {
            Notices = asked.Notices(),
        };
    }

    /// <summary>Round breaks know no thirds: unless another way is asked for, each class of a figure holds a third of the places.</summary>
    private static ClassificationMethod HowOf(Classification asked) =>
        asked.Method == ClassificationMethod.Round ? ClassificationMethod.Quantile : asked.Method;

    /// <summary>Where all figures are the same there is only “from that figure”.</summary>
    private static Scale Thirds(decimal[] figures, Classification how, ScaleKind kind) =>
        figures.Distinct().Take(2).Count() < 2 ? new Scale(kind, [figures.FirstOrDefault()]) : Breaks.Cut(figures, new(HowOf(how), Steps, []), kind);

    private static string Stated(Scale scale) => string.Join(' ', scale.Breaks.Select(b => b.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Of fewer than three classes the ends are kept.</summary>
    private static int SlotOf(int index, Scale scale) => scale.Breaks.Count >= Steps - 1 ? index : index * (Steps - 1);

    private static string IdOf(int first, int second) => $"b{first + 1}{second + 1}";

    private static IEnumerable<ClassRule> Rules(Asked asked, SecondFigure beside, Scale first, Scale second) =>
        from i in Enumerable.Range(0, first.Breaks.Count + 1).Reverse()
        from j in Enumerable.Range(0, second.Breaks.Count + 1).Reverse()
        let a = SlotOf(i, first)
        let b = SlotOf(j, second)
        select new ClassRule(
            IdOf(a, b),
            $"bivariate-{(Steps * a) + b}",
            new Message("bivariate.class", new Code(asked.List!.Code), new Message($"bivariate.{Heights[a]}"), beside.Name, new Message($"bivariate.{Heights[b]}")),
            new Message("bivariate.rule", first.RuleOf(i), second.RuleOf(j)));

    private static Column[] Columns(SecondFigure beside) =>
    [
        new("class", ColumnKind.Class, Words.Column("class")),
        new("share", ColumnKind.Share, Words.Column("share")) { Essential = true },
        new("beside", ColumnKind.Share, beside.List is { } list ? new Message("column.share-of", new Code(list.Code)) : Words.Column("turnout")) { Essential = true },
        new("votes", ColumnKind.Votes, Words.Column("votes")),
        new("total", ColumnKind.Votes, Words.Column("total")),
    ];

    private static AnswerRow Row(Asked asked, SecondFigure beside, int row, decimal? share, (decimal First, decimal Second)? both, Scale first, Scale second)
    {
        var place = asked.Results.Places[row];
        object?[] known = [null, share is { } s ? new Share(s) : null, beside.At[row] is { } o ? new Share(o) : null, asked.Results.Votes(row, asked.Column), asked.Results.ListVotes(row)];
        if (both is not { } pair)
        {
            var unknown = share is null ? asked.WhyUnknown(row) : ClassIds.NoData;
            return new AnswerRow(place, unknown, null, known.With(0, unknown), new Message("bivariate.why.unknown", new Code(asked.List!.Code), beside.Name, place));
        }

        var id = IdOf(SlotOf(first.IndexOf(pair.First), first), SlotOf(second.IndexOf(pair.Second), second));
        return new AnswerRow(place, id, pair.First, known.With(0, id),
            new Message("bivariate.why", new Code(asked.List!.Code), new Share(pair.First), beside.Name, new Share(pair.Second)));
    }

    private static Message Summary(Asked asked, SecondFigure beside, AnswerRow[] rows)
    {
        var known = rows.Count(r => r.Figure is not null);
        return known == 0
            ? new Message("ask.summary.nothing-known", asked.Contest)
            : new Message(
                "bivariate.summary",
                asked.List!, beside.Name, Count(Steps - 1, Steps - 1), Count(Steps - 1, 0), Count(0, Steps - 1), Count(0, 0), known, Words.Level(asked.Level));

        int Count(int first, int second) => rows.Count(r => r.Class == IdOf(first, second));
    }
}
