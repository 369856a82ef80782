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
    public const string NotApplied = "correction-not-applied";

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

    /// <summary>Writes the new row.</summary>
    public static void Apply(DbConnection connection, DecidedCorrection correction, long replaces)
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
    }

    /// <summary>Says that a correction no longer fits what the sources say.</summary>
    /// <param name="found">The figure that stands instead; null when there is none.</param>
    public static void Doubt(DbConnection connection, DecidedCorrection correction, long? found)
    {
        var row = FindingText.ToRow(Doubtful(correction, found), 0);
        connection.Run(
            """
            insert into findings (id, code, kind, contest, place, list, message, arguments)
            values ((select coalesce(max(id), 0) + 1 from findings), @code, @kind, @contest, @place, @list, @message, @arguments)
            """,
            ("@code", row.Code),
            ("@kind", row.Kind),
            ("@contest", row.Contest),
            ("@place", row.Place),
            ("@list", row.List),
            ("@message", row.Message),
            ("@arguments", row.Arguments));
    }

    private static Finding Doubtful(DecidedCorrection correction, long? found) => new(
        NotApplied,
        FindingKind.Fault,
        correction.Contest,
        correction.Place,
        correction.List,
        new Message("finding.correction-not-applied", correction.Contest, correction.Place, correction.List, Figure(correction.Old), Figure(found)));

    private static object Figure(long? votes) => votes is { } known ? known : "–";
}
