using System.Globalization;
using Daira.Core.Space.Regions;
using Daira.Core.Space.Weights;
using Daira.Elections.Analyses.StrongAreas;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>Proposed organising areas: connected, alike in the list's share, each large enough. Method: docs/methods/regions.</summary>
internal static class ZonesTopic
{
    public static Outcome<Answer> Answer(Asked asked)
    {
        var votes = asked.Results.Places.Select((_, r) => asked.Results.ListVotes(r) ?? 0).ToArray();
        var shares = Array.ConvertAll(asked.Standings(), s => s is { } known ? (double)known.Share : double.NaN);
        var map = JoinedMap.Of(asked, shares);
        var plan = Plan(asked.Question, shares, map.Neighbours, votes);
        return plan.Refusal switch
        {
            RegionRefusal.None => Answer(asked, plan, map, votes),
            RegionRefusal.PopulationBoundTooHigh => Errors.ZonesOutOfReach(asked.Question.Zones.Least, votes.Sum()),
            _ => Errors.NoFigures(asked.Contest, asked.Level),
        };
    }

    private static RegionPlan Plan(Question question, double[] shares, Neighbours neighbours, long[] votes)
    {
        var zones = question.Zones;
        var settings = new RegionSettings { Population = [.. votes.Select(v => (double)v)], SmallestPopulation = zones.Least };
        return zones.Method switch
        {
            ZoneMethod.Redcap => Redcap.Of([shares], neighbours, zones.Count, settings: settings),
            ZoneMethod.MaxP => MaxP.Of([shares], neighbours, settings, question.Strong.Seed),
            _ => Skater.Of([shares], neighbours, zones.Count, settings),
        };
    }

    private static Answer Answer(Asked asked, RegionPlan plan, JoinedMap map, long[] votes)
    {
        var zones = asked.Question.Zones;
        var totals = Totals(asked, plan, votes);
        var rows = asked.ShownRows().Select(r => Row(asked, r, plan.Regions[r], totals)).ToArray();
        KeyValuePair<string, string>[] settings =
        [
            new("zones", zones.Method.ToString().ToLowerInvariant()),
            new("count", plan.Count.ToString(CultureInfo.InvariantCulture)),
            new("least", zones.Least.ToString(CultureInfo.InvariantCulture)),
            new("neighbours", map.FromShapes ? "queen" : "knn"),
        ];
        return new Answer(
            asked.Question,
            asked.Recipe("regions", settings) with { Seed = zones.Method == ZoneMethod.MaxP ? asked.Question.Strong.Seed : null },
            asked.Title(),
            new Message("zones.summary", asked.List!, plan.Count, new Share((decimal)plan.Explained), Words.Level(asked.Level), totals.Min(t => t.Votes), totals.Max(t => t.Votes)),
            Legend.Of([.. Rules(plan, map.Neighbours, totals), ClassRule.NoList, ClassRule.NoData], rows, asked.VotesOfList),
            Columns,
            rows)
        {
            Notices = [new Message("zones.notice.proposal"), .. asked.Notices(), .. Notices(plan, zones, map)],
        };
    }

    private static IEnumerable<Message> Notices(RegionPlan plan, ZoneSettings zones, JoinedMap map)
    {
        if (zones.Method != ZoneMethod.MaxP && plan.Count < zones.Count)
        {
            yield return new Message("zones.notice.fewer", plan.Count, zones.Count);
        }

        if (map.Joined > 0)
        {
            yield return new Message("zones.notice.joined", map.Joined);
        }
    }

    private static Total[] Totals(Asked asked, RegionPlan plan, long[] votes)
    {
        var totals = new Total[plan.Count];
        for (var row = 0; row < votes.Length; row++)
        {
            if (plan.Regions[row] is var zone and not RegionPlan.Undefined)
            {
                totals[zone] = totals[zone].Add(votes[row], asked.Results.Votes(row, asked.Column) ?? 0);
            }
        }

        return totals;
    }

    /// <summary>Neighbouring areas differ in colour; the number tells areas of one colour apart.</summary>
    private static IEnumerable<ClassRule> Rules(RegionPlan plan, Neighbours neighbours, Total[] totals)
    {
        var colours = ZoneColours.Of(plan, neighbours);
        return totals.Select((t, zone) => new ClassRule(
            IdOf(zone), $"zone-{colours[zone]}", new Message("zones.zone", zone + 1), new Message("zones.rule", t.Votes, t.Share)));
    }

    private static string IdOf(int zone) => (zone + 1).ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<Column> Columns { get; } =
    [
        new("class", ColumnKind.Class, Words.Column("zone")),
        new("zone", ColumnKind.Number, Words.Column("zone")),
        new("share", ColumnKind.Share, Words.Column("share")) { Essential = true },
        new("votes", ColumnKind.Votes, Words.Column("votes")),
        new("total", ColumnKind.Votes, Words.Column("total")) { Essential = true },
    ];

    private static AnswerRow Row(Asked asked, int row, int zone, Total[] totals)
    {
        if (zone == RegionPlan.Undefined || StandingAt.Of(asked.Results, row, asked.Column) is not { } standing)
        {
            return asked.UnknownRow(row, Columns.Count);
        }

        var id = IdOf(zone);
        return new AnswerRow(asked.Results.Places[row], id, standing.Share,
            [id, (decimal)(zone + 1), new Share(standing.Share), standing.Votes, standing.Total],
            new Message("zones.why", new Code(asked.List!.Code), new Share(standing.Share), zone + 1, totals[zone].Share));
    }

    private readonly record struct Total(long Votes, long OfList)
    {
        public Share Share => new(Votes == 0 ? 0 : (decimal)OfList / Votes);

        public Total Add(long votes, long ofList) => new(Votes + votes, OfList + ofList);
    }
}

/// <summary>Neighbours in one piece: what no border joins (an island, a place behind others without figures) is joined to the nearest place.</summary>
/// <param name="Joined">Links added.</param>
internal sealed record JoinedMap(Neighbours Neighbours, bool FromShapes, int Joined)
{
    /// <param name="figures">NaN: takes no part, and joins nobody.</param>
    public static JoinedMap Of(Asked asked, double[] figures)
    {
        var around = PlaceNeighbours.Of(asked);
        int[] known = [.. Enumerable.Range(0, figures.Length).Where(r => !double.IsNaN(figures[r]))];
        var points = asked.Results.Places.Select(p => PlaceNeighbours.PointOf(p, asked.Data.Atlas)).ToArray();
        var links = Enumerable.Range(0, figures.Length).Select(r => around.Neighbours[r].ToArray().ToList()).ToArray();
        var pieces = Pieces(known, links).OrderBy(p => p.Count).ToList();
        var joined = 0;
        if (known.All(r => points[r] is not null))
        {
            var plane = PlaceNeighbours.InPlane([.. known.Select(r => points[r]!.Value)]).Zip(known).ToDictionary(p => p.Second, p => p.First);
            for (; pieces.Count > 1; joined++)
            {
                var piece = pieces[0];
                var (own, other) = piece.SelectMany(a => known.Where(b => !piece.Contains(b)).Select(b => (A: a, B: b))).MinBy(p => plane[p.A].Distance(plane[p.B]));
                links[own].Add(other);
                links[other].Add(own);
                pieces = [.. Pieces(known, links).OrderBy(p => p.Count)];
            }
        }

        return new JoinedMap(Neighbours.FromLists([.. links.Select(l => (IReadOnlyList<int>)[.. l.Distinct().Order()])]), around.FromShapes, joined);
    }

    private static IEnumerable<HashSet<int>> Pieces(int[] known, List<int>[] links)
    {
        var left = known.ToHashSet();
        while (left.Count > 0)
        {
            var (piece, edge) = (new HashSet<int>(), new Queue<int>([left.First()]));
            while (edge.TryDequeue(out var here))
            {
                if (left.Remove(here))
                {
                    piece.Add(here);
                    links[here].ForEach(edge.Enqueue);
                }
            }

            yield return piece;
        }
    }
}

/// <summary>Colours of areas on a map, so that neighbours differ: the area with most neighbours chooses first.</summary>
internal static class ZoneColours
{
    /// <summary>As many as the palette keeps apart.</summary>
    private const int Colours = 8;

    public static int[] Of(RegionPlan plan, Neighbours neighbours)
    {
        var beside = Enumerable.Range(0, plan.Count).Select(_ => new HashSet<int>()).ToArray();
        for (var unit = 0; unit < plan.Regions.Count; unit++)
        {
            foreach (var other in neighbours[unit])
            {
                var (a, b) = (plan.Regions[unit], plan.Regions[other]);
                if (a != b && a != RegionPlan.Undefined && b != RegionPlan.Undefined)
                {
                    beside[a].Add(b);
                    beside[b].Add(a);
                }
            }
        }

        var colours = new int[plan.Count];
        Array.Fill(colours, -1);
        foreach (var zone in Enumerable.Range(0, plan.Count).OrderByDescending(z => beside[z].Count).ThenBy(z => z))
        {
            var free = Enumerable.Range(0, Colours).Except(beside[zone].Select(z => colours[z])).ToArray();
            colours[zone] = free.Length > 0 ? free.MinBy(c => colours.Count(used => used == c)) : zone % Colours;
        }

        return colours;
    }
}
