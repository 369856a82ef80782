using System.Data.Common;
using System.Globalization;
using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation.Storage;

namespace Daira.Elections.Results;

/// <summary>Where a figure, or a sum of figures, comes from. Several values of each stand in the same order, separated by <c> | </c>.</summary>
/// <param name="Source">Publisher and title of the source: the file as imported, or the published table.</param>
/// <param name="Line">Lines of the file, e.g. <c>2-5; 9</c>.</param>
/// <param name="Sha256">Checksum of the file as received.</param>
/// <param name="Import">Number of the import; empty for what ships.</param>
/// <param name="Decision">Ids of the corrections and choices of a place that it rests on; empty without.</param>
public sealed record FigureOrigin(string Source, string Line, string Sha256, string Import, string Decision)
{
    public static FigureOrigin Unknown { get; } = new("", "", "", "", "");
}

/// <summary>Where every figure of a contest comes from: what exports say beside the figures.</summary>
public sealed class FigureOrigins
{
    private readonly Dictionary<(string Place, string List), Rests> cells = [];
    private readonly Dictionary<string, Rests> rows = [];
    private readonly Dictionary<string, Source> sources;

    private FigureOrigins(ElectoralData data) => sources = data.Sources.ToDictionary(s => s.Id);

    /// <summary>Reads what the rows in force say of themselves; a sum rests on all its parts.</summary>
    /// <param name="level">The level the figures are summed up to; null = the contest's own.</param>
    public static FigureOrigins Read(ElectionsStore elections, ContestResults results, ElectoralData data, PlaceLevel? level = null)
    {
        var origins = new FigureOrigins(data);
        var scope = new ContestScope(results.Contest, data.Atlas);
        var wholes = new Dictionary<string, string>();
        string WholeOf(string place) => wholes.TryGetValue(place, out var known) ? known : wholes[place] = Whole(place, level, scope);
        using var connection = elections.Database.Open(readOnly: true);
        foreach (var said in Said(connection, results.Contest.Id))
        {
            origins.Add(WholeOf(said.Place), said);
        }

        return origins;
    }

    /// <summary>Of one figure; unknown where nothing was said.</summary>
    public FigureOrigin Of(string place, string list) => cells.TryGetValue((place, list), out var rests) ? rests.Tell(sources) : FigureOrigin.Unknown;

    /// <summary>Of every figure at a place, turnout and seats included.</summary>
    public FigureOrigin Of(string place) => rows.TryGetValue(place, out var rests) ? rests.Tell(sources) : FigureOrigin.Unknown;

    private void Add(string place, SaidRow said)
    {
        (rows.TryGetValue(place, out var row) ? row : rows[place] = new Rests()).Add(said);
        if (said.List is { } list)
        {
            (cells.TryGetValue((place, list), out var cell) ? cell : cells[(place, list)] = new Rests()).Add(said);
        }
    }

    private static string Whole(string code, PlaceLevel? level, ContestScope scope)
    {
        if (scope.Atlas.Find(code) is not { } place || scope.OwnOf(place) is not { } own)
        {
            return code;
        }

        return level is { } asked && LevelResults.Containing(own, Words.AsAsked(asked), scope.Atlas) is { } whole ? whole.Code : own.Code;
    }

    private static IEnumerable<SaidRow> Said(DbConnection connection, string contest)
    {
        var votes = connection.Read(
            """
            select r.place, r.list, r.source, r.line, r.import, r.decision, r.replaces from results r
            where r.contest = @contest and not exists (select 1 from results n where n.replaces = r.id)
            """,
            r => new SaidRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3), Number(r, 4), r.IsDBNull(5) ? null : r.GetString(5)) { Replaces = r.IsDBNull(6) ? null : r.GetInt64(6) },
            ("@contest", contest));
        var totals = connection.Read(
            "select place, source, line, import, decision from totals where contest = @contest",
            r => new SaidRow(r.GetString(0), null, r.GetString(1), r.GetInt32(2), Number(r, 3) is > 0 and var import ? import : null, r.IsDBNull(4) ? null : r.GetString(4)),
            ("@contest", contest));
        return votes.Select(v => v is { Line: 0, Replaces: { } old } ? AsCorrected(v, old, connection) : v).Concat(totals);
    }

    /// <summary>A correction is on no line: it stands for the row it corrects, wherever that was read, and for every choice made on the way.</summary>
    private static SaidRow AsCorrected(SaidRow row, long replaced, DbConnection connection)
    {
        var old = connection.Read(
            "select line, import, decision, replaces from results where id = @id",
            r => (Line: r.GetInt32(0), Import: Number(r, 1), Decision: r.IsDBNull(2) ? null : r.GetString(2), Replaces: r.IsDBNull(3) ? (long?)null : r.GetInt64(3)),
            ("@id", replaced))[0];
        var corrected = row with { Line = old.Line, Import = row.Import ?? old.Import, Before = old.Decision is null ? row.Before : [.. row.Before, old.Decision] };
        return old is { Line: 0, Replaces: { } older } ? AsCorrected(corrected, older, connection) : corrected;
    }

    private static int? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private sealed record SaidRow(string Place, string? List, string Source, int Line, int? Import, string? Decision)
    {
        public long? Replaces { get; init; }

        public IReadOnlyList<string> Before { get; init; } = [];
    }

    /// <summary>Everything that a figure rests on.</summary>
    private sealed class Rests
    {
        private readonly SortedDictionary<(string Source, int Import), List<int>> lines = [];
        private readonly SortedSet<string> decisions = new(StringComparer.Ordinal);

        public void Add(SaidRow said)
        {
            var key = (said.Source, said.Import ?? 0);
            if (!lines.TryGetValue(key, out var read))
            {
                lines[key] = read = [];
            }

            read.Add(said.Line);
            foreach (var decision in said.Before.Append(said.Decision).OfType<string>())
            {
                decisions.Add(decision);
            }
        }

        public FigureOrigin Tell(Dictionary<string, Source> sources)
        {
            Source? Known(string id) => sources.GetValueOrDefault(id);
            return new(
                Each(k => Known(k.Source) is { } s ? $"{s.Publisher}, {s.Title}" : k.Source),
                string.Join(" | ", lines.Values.Select(Ranges)),
                Each(k => Known(k.Source)?.Sha256 ?? ""),
                Each(k => k.Import == 0 ? "" : k.Import.ToString(CultureInfo.InvariantCulture)),
                string.Join("; ", decisions));
        }

        private string Each(Func<(string Source, int Import), string> say) => lines.Count == 1 ? say(lines.Keys.First()) : string.Join(" | ", lines.Keys.Select(say));

        private static string Ranges(List<int> read)
        {
            var said = new List<string>();
            int[] ordered = [.. read.Where(l => l > 0).Distinct().Order()];
            for (var i = 0; i < ordered.Length;)
            {
                var first = i;
                while (++i < ordered.Length && ordered[i] == ordered[i - 1] + 1)
                {
                    // Lines that follow one another are one range.
                }

                said.Add(i - first == 1 ? $"{ordered[first]}" : $"{ordered[first]}-{ordered[i - 1]}");
            }

            return string.Join("; ", said);
        }
    }
}
