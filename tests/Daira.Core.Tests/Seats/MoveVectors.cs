using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>Votes that pass between two lists, as they stand in <c>moves.txt</c>; the file is written by trying every number of them.</summary>
public class MoveVectors
{
    private const int Count = 60;

    public static TheoryData<string> Families => [.. Vector.Families.Except(["unknown"])];

    [Theory]
    [MemberData(nameof(Families))]
    public void Votes_from_a_rival_stand_as_they_are_written(string family)
    {
        List<string> lines = [.. Vectors(family).Select(v => Line(v, (list, from) => SeatMoves.ToGainFrom(v.Rule, v.Tally, list, from)))];
        lines.ShouldBe(GoldenFile.Section("moves.txt", family));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void What_is_written_is_what_trying_every_number_of_votes_gives(string family)
    {
        var tried = Vectors(family).Take(Case.Many(Count)).Select(v => Line(v, (list, from) => ByTrying(v, list, from))).ToList();
        if (Environment.GetEnvironmentVariable("DAIRA_BLESS") is { Length: > 0 })
        {
            GoldenFile.Bless("moves.txt", family, tried);
        }

        tried.ShouldBe(GoldenFile.Section("moves.txt", family).Take(tried.Count));
    }

    private static List<Vector> Vectors(string family)
    {
        var random = new Random(2_000 + family.Length);
        return [.. Enumerable.Range(0, Count).Select(_ => Vector.Draw(random, family))];
    }

    private static string Line(Vector vector, Func<string, string, MarginFigure> figure)
    {
        var pairs = vector.Tally.Lists.SelectMany(to => vector.Tally.Lists.Where(from => from != to).Select(from => (To: to.Code, From: from.Code)));
        return $"{vector.Text} => {string.Join(' ', pairs.Select(p => $"{p.From}→{p.To}:{Written(figure(p.To, p.From))}"))}";
    }

    private static string Written(MarginFigure figure) => figure.Votes is { } votes ? $"{votes}" : $"{figure.Reason}";

    private static MarginFigure ByTrying(Vector vector, string list, string from)
    {
        var now = Allocator.Allocate(vector.Rule, vector.Tally);
        if (now.Ranges.Count > 0)
        {
            return new(null, MarginReason.DependsOnRegistered);
        }

        if (now[list].Seats is not { } seats)
        {
            return new(null, MarginReason.Open);
        }

        var (to, source) = (vector.Tally.Lists.Single(l => l.Code == list), vector.Tally.Lists.Single(l => l.Code == from));
        if (seats >= Math.Min(vector.Tally.Seats, to.Candidates ?? int.MaxValue))
        {
            return new(null, MarginReason.NothingToGain);
        }

        for (var votes = 1L; votes <= source.Votes; votes++)
        {
            var passed = vector.Tally with
            {
                Lists = [.. vector.Tally.Lists.Select(l => l == to ? l with { Votes = l.Votes + votes } : l == source ? l with { Votes = l.Votes - votes } : l)],
            };
            if (Allocator.Allocate(vector.Rule, passed)[list].AtLeast > seats)
            {
                return new(votes, MarginReason.Known);
            }
        }

        return new(null, MarginReason.OutOfReach);
    }
}
