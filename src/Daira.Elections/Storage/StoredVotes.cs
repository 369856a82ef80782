using System.Data.Common;
using System.Globalization;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Results;
using Daira.Foundation.Storage;

namespace Daira.Elections.Storage;

/// <summary>The votes of one contest as they are stored, read and written as a history.</summary>
internal static class StoredVotes
{
    /// <summary>Everything said so far.</summary>
    public static VoteHistory History(DbConnection connection, string contest)
    {
        var history = new VoteHistory(contest, NextId(connection));
        foreach (var row in Read(connection, contest))
        {
            history.Take(row);
        }

        return history;
    }

    /// <summary>Adds what a file says to what is stored.</summary>
    /// <param name="said">Each cell once.</param>
    /// <returns>How many rows were written.</returns>
    public static int Add(VoteHistory history, IEnumerable<VoteRow> said, Applying to)
    {
        if (history.IsEmpty)
        {
            return Insert(history.First(said), to);
        }

        Add(history, said);
        return Write(history, to);
    }

    private static int Write(VoteHistory history, Applying to)
    {
        foreach (var correction in history.Repointed)
        {
            to.Connection.Run("update results set replaces = @replaces where id = @id", ("@replaces", correction.Replaces), ("@id", correction.Id));
        }

        return Insert(history.Added, to);
    }

    private static int Insert(IEnumerable<VoteRow> rows, Applying to) => BulkInsert.Into(to.Db, to.Pace?.Over(rows) ?? rows, to.Stop);

    /// <summary>
    /// Tells the history of a contest again from what its sources say and the corrections that stand, in the order in which they were decided.
    /// What an undone import or choice said must be gone already.
    /// </summary>
    public static void Refold(string contest, Applying to)
    {
        var byImport = Read(to.Connection, contest).Where(r => !VoteHistory.IsCorrection(r)).ToLookup(r => r.Import ?? 0);
        to.Connection.Run("delete from results where contest = @contest", ("@contest", contest));
        to.Connection.Run("delete from findings where contest = @contest and code = @code", ("@contest", contest), ("@code", Corrections.NotApplied));
        var history = new VoteHistory(contest, NextId(to.Connection));
        Add(history, byImport[0]);
        foreach (var decision in to.Decisions.Where(d => !to.Undone.Contains(d.Id)))
        {
            if (decision.Kind == ResultsImported.Name)
            {
                Add(history, byImport[ResultsImported.NumberOf(decision)]);
            }
            else if (decision.Kind == Corrections.Kind && Corrections.Read(decision) is var correction && correction.Contest == contest && !history.Correct(correction))
            {
                Corrections.Doubt(to.Connection, correction, history.Standing(correction.Place, correction.List));
            }
        }

        Write(history, to);
    }

    private static void Add(VoteHistory history, IEnumerable<VoteRow> rows)
    {
        foreach (var row in rows)
        {
            history.Add(row);
        }
    }

    private static long NextId(DbConnection connection) => Convert.ToInt64(connection.One("select coalesce(max(id), 0) + 1 from results"), CultureInfo.InvariantCulture);

    private static List<VoteRow> Read(DbConnection connection, string contest)
    {
        var known = new Dictionary<string, string>();
        string Once(string text) => known.TryGetValue(text, out var first) ? first : known[text] = text;
        return connection.Read(
            "select id, place, list, votes, status, source, line, replaces, decision, import from results where contest = @contest order by id",
            r => new VoteRow(
                r.GetInt64(0),
                contest,
                Once(r.GetString(1)),
                Once(r.GetString(2)),
                r.IsDBNull(3) ? null : r.GetInt64(3),
                Enum.Parse<Contests.ResultStatus>(r.GetString(4)),
                Once(r.GetString(5)),
                r.GetInt32(6),
                r.IsDBNull(7) ? null : r.GetInt64(7),
                r.IsDBNull(8) ? null : r.GetString(8),
                r.IsDBNull(9) ? null : r.GetInt32(9)),
            ("@contest", contest));
    }
}
