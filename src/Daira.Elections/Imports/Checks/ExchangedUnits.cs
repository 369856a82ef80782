using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Elections.Imports.Checks;

/// <summary>Two units that a source seems to have put into each other's constituency.</summary>
/// <param name="MisfitAsIs">Σ |votes of the units − votes of the constituency| over lists, ÷ votes of both constituencies, as the source has it.</param>
/// <param name="MisfitExchanged">The same after exchanging the two.</param>
public sealed record ExchangedPair(Place First, Place Second, decimal MisfitAsIs, decimal MisfitExchanged);

/// <summary>
/// Looks for exchanged units: where a contest counted by units and one counted by constituencies were held on the same day,
/// the units of a constituency should sum to something near its own votes. An exchange of two units of one province that
/// takes away more than half of a large misfit is evidence of a slip in the source.
/// </summary>
public static class ExchangedUnits
{
    /// <summary>Below this misfit two ballots of one day simply differ.</summary>
    private const decimal Large = 0.10m;

    /// <param name="constituencyOf">The constituency of each unit as the source names it, faults included.</param>
    public static IReadOnlyList<ExchangedPair> Find(Atlas atlas, ContestResults units, ContestResults constituencies, IReadOnlyDictionary<string, string> constituencyOf)
    {
        var pairs = new Columns(units, constituencies);
        var members = constituencyOf.GroupBy(u => u.Value).ToDictionary(g => g.Key, g => pairs.Sum(g.Select(u => u.Key)));
        var found = new List<ExchangedPair>();
        foreach (var province in constituencyOf.GroupBy(u => atlas.AncestorAt(atlas.Find(u.Key)!, PlaceLevel.Province)?.Code))
        {
            var inside = province.OrderBy(u => u.Key, StringComparer.Ordinal).ToArray();
            for (var i = 0; i < inside.Length; i++)
            {
                for (var j = i + 1; j < inside.Length; j++)
                {
                    if (inside[i].Value != inside[j].Value && Try(pairs, members, inside[i], inside[j]) is var (asIs, exchanged))
                    {
                        found.Add(new ExchangedPair(atlas.Find(inside[i].Key)!, atlas.Find(inside[j].Key)!, asIs, exchanged));
                    }
                }
            }
        }

        return [.. found.OrderByDescending(e => e.MisfitAsIs - e.MisfitExchanged)];
    }

    private static (decimal AsIs, decimal Exchanged)? Try(Columns columns, Dictionary<string, long[]> members, KeyValuePair<string, string> a, KeyValuePair<string, string> b)
    {
        var (votesOfA, votesOfB) = (columns.OfConstituency(a.Value), columns.OfConstituency(b.Value));
        var whole = votesOfA.Sum() + votesOfB.Sum();
        var asIs = Distance(members[a.Value], votesOfA) + Distance(members[b.Value], votesOfB);
        if (whole == 0 || asIs < Large * whole)
        {
            return null;
        }

        var (unitA, unitB) = (columns.OfUnit(a.Key), columns.OfUnit(b.Key));
        var exchanged = Distance(Moved(members[a.Value], unitA, unitB), votesOfA) + Distance(Moved(members[b.Value], unitB, unitA), votesOfB);
        return exchanged * 2 < asIs ? (asIs / (decimal)whole, exchanged / (decimal)whole) : null;
    }

    private static long[] Moved(long[] sum, long[] leaving, long[] coming) => [.. sum.Select((s, i) => s - leaving[i] + coming[i])];

    private static long Distance(long[] a, long[] b) => a.Zip(b).Sum(x => Math.Abs(x.First - x.Second));

    /// <summary>The lists that both contests have, as vectors. A list absent from the source adds nothing to a sum.</summary>
    private sealed class Columns(ContestResults units, ContestResults constituencies)
    {
        private readonly (int Unit, int Constituency)[] lists =
            [.. units.Lists.Select((l, i) => (i, constituencies.ColumnOf(l.Code))).Where(x => x.Item2 >= 0)];

        private readonly Dictionary<string, long[]> vectors = [];

        public long[] OfConstituency(string code) => Vector(constituencies, code, l => l.Constituency);

        public long[] OfUnit(string code) => Vector(units, code, l => l.Unit);

        public long[] Sum(IEnumerable<string> codes) =>
            codes.Select(OfUnit).Aggregate(new long[lists.Length], (sum, unit) => [.. sum.Zip(unit, (a, b) => a + b)]);

        private long[] Vector(ContestResults results, string code, Func<(int Unit, int Constituency), int> column)
        {
            if (!vectors.TryGetValue(code, out var vector))
            {
                var row = results.RowOf(code);
                vectors[code] = vector = row < 0 ? new long[lists.Length] : [.. lists.Select(l => results.Votes(row, column(l)) ?? 0)];
            }

            return vector;
        }
    }
}
