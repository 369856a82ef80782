using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Results;

/// <summary>One row that was ever said of a cell.</summary>
/// <param name="Votes">Null when unknown.</param>
/// <param name="IsInForce">Whether it is the figure shown.</param>
/// <param name="Line">Line of the file; 0 for a correction.</param>
/// <param name="File">Title of the source: the file as imported, or the published table.</param>
/// <param name="Sha256">Checksum of the file as received.</param>
/// <param name="Import">Number of the import; null for what ships and for corrections.</param>
/// <param name="Decision">Id of the correction, or of the choice of a place it rests on; null without.</param>
public sealed record OriginOfFigure(string Place, string List, long? Votes, bool IsInForce, string Status, int Line, string File, string Publisher, string Sha256, int? Import, string? Decision);

/// <summary>Traces a figure to the cell it came from: file, line, checksum, import, decision. A sum is traced to its parts.</summary>
public static class TraceFigure
{
    /// <returns>In the order in which they were said; refused where nothing was.</returns>
    public static Outcome<IReadOnlyList<OriginOfFigure>> Run(ElectionsStore elections, string contest, string place, string list, ElectoralData data)
    {
        if (data.Find(contest) is not { } results)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-contest", new Message("ask.refused.unknown-contest", contest));
        }

        using var connection = elections.Database.Open(readOnly: true);
        var own = Rows(connection, contest, place, list);
        if (own.Count == 0 && results.Parts is { } parts && data.Atlas.Find(place) is { } whole)
        {
            var scope = new Contests.ContestScope(results.Contest, data.Atlas);
            own = [.. parts.Places.Where(p => scope.OwnOf(p)?.Code == whole.Code).SelectMany(p => Rows(connection, contest, p.Code, list))];
        }

        return own.Count > 0
            ? Outcome<IReadOnlyList<OriginOfFigure>>.Of(own)
            : new Refusal(RefusalKind.NotFound, "no-such-result", new Message("correct.no-such-result", contest, place, list));
    }

    private static List<OriginOfFigure> Rows(System.Data.Common.DbConnection connection, string contest, string place, string list) => connection.Read(
        """
        select r.place, r.list, r.votes, case when exists (select 1 from results n where n.replaces = r.id) then 0 else 1 end, r.status, r.line, s.title, s.publisher, s.sha256, r.import, r.decision
        from results r join sources s on s.id = r.source
        where r.contest = @contest and r.place = @place and r.list = @list order by r.id
        """,
        r => new OriginOfFigure(
            r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetInt64(2), r.GetInt32(3) == 1, r.GetString(4).ToLowerInvariant(), r.GetInt32(5), r.GetString(6), r.GetString(7), r.GetString(8), r.IsDBNull(9) ? null : r.GetInt32(9), r.IsDBNull(10) ? null : r.GetString(10)),
        ("@contest", contest),
        ("@place", place),
        ("@list", list));
}
