using System.Data.Common;
using System.Text.Json;
using Daira.Elections.Storage;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Results;

/// <summary>One correction that a person decided, as it is kept and applied again when <c>elections</c> is rebuilt.</summary>
/// <param name="Old">The figure it replaces: when the source no longer holds it, the correction is doubtful and not applied.</param>
internal sealed record DecidedCorrection(string Decision, string Contest, string Place, string List, long? Old, long? Votes);

/// <summary>Reads, writes and applies decided corrections.</summary>
internal static class Corrections
{
    public const string Kind = "correct-result";

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web);

    private sealed record Content(string Contest, string Place, string List, long? Old, long? Votes);

    public static string Write(Correction request, long? old) =>
        JsonSerializer.Serialize(new Content(request.Contest, request.Place, request.List, old, request.Votes), Plain);

    public static DecidedCorrection Read(Decision decision) => Read(decision.Id.ToString("D"), decision.Content);

    public static DecidedCorrection Read(string decision, string json)
    {
        var content = JsonSerializer.Deserialize<Content>(json, Plain)!;
        return new DecidedCorrection(decision, content.Contest, content.Place, content.List, content.Old, content.Votes);
    }

    /// <summary>All that were ever decided, in order.</summary>
    public static IReadOnlyList<DecidedCorrection> All(RecordStore record) =>
        record.Read(db => db.Rows<Decision>().Where(d => d.Kind == Kind).OrderBy(d => d.Number).ToList()).ConvertAll(Read);

    /// <summary>The row in force for a cell; null when the source has none.</summary>
    public static (long Id, long? Votes)? Standing(DbConnection connection, string contest, string place, string list)
    {
        var rows = connection.Read(
            """
            select r.id, r.votes from results r
            where r.contest = @contest and r.place = @place and r.list = @list
              and not exists (select 1 from results c where c.replaces = r.id)
            """,
            r => (r.GetInt64(0), r.IsDBNull(1) ? (long?)null : r.GetInt64(1)),
            ("@contest", contest),
            ("@place", place),
            ("@list", list));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Writes the new row and moves the data's version on.</summary>
    public static string Apply(DbConnection connection, DecidedCorrection correction, long replaces)
    {
        var old = connection.Read(
            "select status, source from results where id = @id", r => (Status: r.GetString(0), Source: r.GetString(1)), ("@id", replaces))[0];
        connection.Run(
            """
            insert into results (id, contest, place, list, votes, status, source, line, replaces, decision)
            values ((select max(id) + 1 from results), @contest, @place, @list, @votes, @status, @source, 0, @replaces, @decision)
            """,
            ("@contest", correction.Contest),
            ("@place", correction.Place),
            ("@list", correction.List),
            ("@votes", correction.Votes),
            ("@status", old.Status),
            ("@source", old.Source),
            ("@replaces", replaces),
            ("@decision", correction.Decision));
        return DataVersion.MoveOn(connection, correction.Decision);
    }

    /// <summary>Puts earlier corrections onto freshly read tables; what no longer fits becomes a finding.</summary>
    public static ElectionTables Replay(ElectionTables tables, IReadOnlyList<DecidedCorrection> corrections)
    {
        if (corrections.Count == 0)
        {
            return tables;
        }

        var votes = tables.Votes.ToList();
        var findings = tables.Findings.ToList();
        var standing = votes.ToDictionary(v => (v.Contest, v.Place, v.List));
        foreach (var correction in corrections)
        {
            var cell = (correction.Contest, correction.Place, correction.List);
            var found = standing.GetValueOrDefault(cell);
            if (found is null || found.Votes != correction.Old)
            {
                findings.Add(FindingText.ToRow(Doubtful(correction, found), findings.Count));
                continue;
            }

            var row = found with { Id = votes.Count + 1, Votes = correction.Votes, Line = 0, Replaces = found.Id, Decision = correction.Decision };
            votes.Add(row);
            standing[cell] = row;
        }

        return tables with { Votes = votes, Findings = findings };
    }

    private static Finding Doubtful(DecidedCorrection correction, VoteRow? found) => new(
        "correction-not-applied",
        FindingKind.Fault,
        correction.Contest,
        correction.Place,
        correction.List,
        new Message("finding.correction-not-applied", correction.Contest, correction.Place, correction.List, Figure(correction.Old), Figure(found?.Votes)));

    private static object Figure(long? votes) => votes is { } known ? known : "–";
}
