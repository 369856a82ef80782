using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>
/// Margins of generated contests as they stand in <c>margins.txt</c>, whole. That they are right is shown apart, by trying every number of
/// votes with nothing but the allotment; that file is written by the same trying (<c>DAIRA_BLESS</c>), not by the code under test.
/// </summary>
public class MarginVectors
{
    private const int Count = 60;

    /// <summary>So many votes are tried one by one.</summary>
    private const int Tried = 400;

    public static TheoryData<string> Families => [.. Vector.Families];

    [Theory]
    [MemberData(nameof(Families))]
    public void Margins_stand_as_they_are_written(string family)
    {
        List<string> lines = [.. Vectors(family).Select(v => $"{v.Text} => {Written(v, Margins.Of(v.Rule, v.Tally))}")];
        lines.ShouldBe(GoldenFile.Section("margins.txt", family));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_search_gives_the_same_margins_as_the_table_and_one_list_those_of_all(string family)
    {
        foreach (var vector in Vectors(family))
        {
            var (now, all) = (Allocator.Allocate(vector.Rule, vector.Tally), Margins.Of(vector.Rule, vector.Tally));
            Margins.Search(vector.Rule, vector.Tally).ShouldBe(all, vector.Text);
            all.Select(m => Margins.Of(now, m.List)).ShouldBe(all, vector.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void What_is_written_is_what_trying_every_number_of_votes_gives(string family)
    {
        var vectors = Vectors(family).Take(Case.Many(Count)).ToList();
        var tried = vectors.Select(v => $"{v.Text} => {Written(v, ByTrying(v))}").ToList();
        if (Environment.GetEnvironmentVariable("DAIRA_BLESS") is { Length: > 0 })
        {
            GoldenFile.Bless("margins.txt", family, tried);
        }

        tried.ShouldBe(GoldenFile.Section("margins.txt", family).Take(vectors.Count));
    }

    private static IEnumerable<Vector> Vectors(string family)
    {
        var random = new Random(1_000 + family.Length);
        return Enumerable.Range(0, Count).Select(_ => Vector.Draw(random, family)).ToList();
    }

    /// <summary>Whether the quick way was taken: it is part of what is promised.</summary>
    private static string Written(Vector vector, IEnumerable<Margin> margins) =>
        $"{(MarginTable.Try(vector.Rule, vector.Tally) is null ? "" : "table ")}{string.Join(' ', margins.Select(m => $"{m.List}+{Written(m.ToGain)}-{Written(m.ToLose)}"))}";

    private static string Written(MarginFigure figure) => figure.Votes is { } votes ? $"{votes}" : figure.Reason switch
    {
        MarginReason.NothingToGain or MarginReason.NothingToLose => "·",
        MarginReason.DependsOnRegistered => "roll",
        MarginReason.Open => "open",
        _ => "∞",
    };

    private static IEnumerable<Margin> ByTrying(Vector vector)
    {
        var now = Allocator.Allocate(vector.Rule, vector.Tally);
        return now.Lists.Select((list, i) => list.Seats is { } seats
            ? new Margin(
                list.Code,
                seats >= Math.Min(vector.Tally.Seats, vector.Tally.Lists[i].Candidates ?? int.MaxValue) ? Because(MarginReason.NothingToGain) : Fewest(vector, i, now, +1, o => o.AtLeast > seats),
                seats == 0 ? Because(MarginReason.NothingToLose) : Fewest(vector, i, now, -1, o => o.AtMost < seats))
            : new Margin(list.Code, Unsettled(list), Unsettled(list)));
    }

    private static MarginFigure Unsettled(ListSeats list) => Because(list.State == SeatState.RegisteredMissing ? MarginReason.DependsOnRegistered : MarginReason.Open);

    private static MarginFigure Because(MarginReason reason) => new(null, reason);

    private static MarginFigure Fewest(Vector vector, int i, Allocation now, int sign, Func<ListSeats, bool> moved)
    {
        var tally = vector.Tally;
        var most = sign < 0 ? Math.Min(tally.Lists[i].Votes, tally.ListVotes - 1) : tally.Registered - (tally.Voters ?? tally.Valid) ?? Tried;
        var basis = now.Steps.OfType<UnknownBasisStep>().FirstOrDefault();
        for (var votes = 1L; votes <= most; votes++)
        {
            if (basis is null ? moved(With(vector, i, sign * votes)) : AtEveryRoll(vector, i, basis, sign, votes, moved))
            {
                return new(votes, MarginReason.Known);
            }
        }

        return Because(basis is null ? MarginReason.OutOfReach : MarginReason.DependsOnRegistered);
    }

    /// <summary>At every roll the seat moves with these votes and does not with one less.</summary>
    private static bool AtEveryRoll(Vector vector, int i, UnknownBasisStep basis, int sign, long votes, Func<ListSeats, bool> moved) =>
        Rolls(vector, basis, sign * votes).Any() && Rolls(vector, basis, sign * votes).All(roll => moved(With(vector, i, sign * votes, roll, basis)))
            && Rolls(vector, basis, sign * (votes - 1)).All(roll => !moved(With(vector, i, sign * (votes - 1), roll, basis)));

    /// <summary>Every roll (or number of voters) that the figures allow; beyond the last one tried no list fills a quota.</summary>
    private static IEnumerable<long> Rolls(Vector vector, UnknownBasisStep basis, long change)
    {
        var least = basis.Basis == QuotaBasis.Voters ? basis.AtLeast + change : Math.Max(basis.AtLeast, vector.Tally.Valid + change);
        var most = Math.Min(basis.AtMost ?? long.MaxValue, Math.Max(least, (vector.Tally.ListVotes + Math.Abs(change)) * vector.Tally.Seats) + 2);
        return Enumerable.Range(0, (int)Math.Max(0, most - least + 1)).Select(n => least + n);
    }

    private static ListSeats With(Vector vector, int i, long votes, long? basis = null, UnknownBasisStep? unknown = null)
    {
        var (tally, list) = (vector.Tally, vector.Tally.Lists[i]);
        var moved = tally with
        {
            Lists = [.. tally.Lists.Select((l, n) => n == i ? list with { Votes = list.Votes + votes } : l)],
            ValidVotes = tally.ValidVotes + votes,
            Voters = unknown?.Basis == QuotaBasis.Voters ? basis : tally.Voters + votes,
            Registered = unknown?.Basis == QuotaBasis.Registered ? basis : tally.Registered,
        };
        var draft = Allocator.Draw(vector.Rule, moved, null, null);
        return new(list.Code, list.Votes, draft.State, draft.AtLeast[i], draft.AtLeast[i] + draft.Open[i]);
    }
}
