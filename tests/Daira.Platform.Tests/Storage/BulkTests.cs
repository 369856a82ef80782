using System.Data.Common;
using System.Globalization;
using System.Text;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Storage;

public sealed class BulkTests
{
    private const string Contest = "ma-house-2021-local";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Rows_are_read_as_they_were_written(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var database = installation.Elections.Database;
        string[] texts = ["", "a", "الرباط ⵔⴱⴰⵟ 😀", new('x', 200_000), "after a long one"];
        long?[] wholes = [0, -1, null, long.MaxValue, 7];
        Change(database, (connection, db) =>
        {
            connection.Run("delete from results");
            BulkInsert.Into(db, texts.Select((text, i) => new VoteRow(i + 1, Contest, "530", text, wholes[i], ResultStatus.Final, "s", i, null, null, null)), default);
        });

        using var moment = database.BulkRead();
        using (var rows = moment.Rows("select list, votes, line, id from results order by id"))
        {
            for (var i = 0; i < texts.Length; i++)
            {
                rows.Next().ShouldBeTrue();
                Encoding.UTF8.GetString(rows.Text(0)).ShouldBe(texts[i]);
                rows.IsNull(0).ShouldBeFalse();
                rows.IsNull(1).ShouldBe(wholes[i] is null);
                (rows.IsNull(1) ? (long?)null : rows.Whole(1)).ShouldBe(wholes[i]);
                (rows.Whole(2), rows.Whole(3)).ShouldBe((i, i + 1));
            }

            rows.Next().ShouldBeFalse();
        }

        using var none = moment.Rows("select list from results where id < 0");
        none.Next().ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_moment_does_not_see_what_is_committed_after_it(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        using var moment = installation.Elections.Database.BulkRead();
        var before = Count(moment);
        Change(installation.Elections.Database, (connection, _) => connection.Run("delete from results"));
        Count(moment).ShouldBe(before);
        using var later = installation.Elections.Database.BulkRead();
        Count(later).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void What_a_table_refuses_is_refused_and_nothing_of_it_stays(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var before = installation.Elections.Load().Value;
        var row = new VoteRow(900_000_001, Contest, "530", "RNI", 1, ResultStatus.Final, "s", 1, null, null);
        Should.Throw<DbException>(() => Change(installation.Elections.Database, (_, db) => BulkInsert.Into(db, [row with { Id = 900_000_000 }, row, row], default)));
        var after = installation.Elections.Load().Value;
        after.Find(Contest)!.Votes(0, 0).ShouldBe(before.Find(Contest)!.Votes(0, 0));
        using var moment = installation.Elections.Database.BulkRead();
        using var rows = moment.Rows("select id from results where id >= 900000000");
        rows.Next().ShouldBeFalse();
    }

    /// <summary>More rows than one connection reads: a row and the one that replaces it stand in different parts of the table.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_table_read_in_parts_holds_every_figure_once(Engine engine)
    {
        const int stations = 36_000;
        const int lists = 30;
        using var installation = Installation.Loaded(engine);
        var shipped = installation.Elections.Load().Value;
        var units = shipped.Atlas.Units.ToList();
        var columns = shipped.Find(Contest)!.Lists.Select(l => l.Code).Concat(shipped.Contests.SelectMany(c => c.Lists).Select(l => l.Code)).Distinct().Take(lists).ToList();
        columns.Count.ShouldBe(lists);
        Change(installation.Elections.Database, (connection, db) =>
        {
            var first = Convert.ToInt64(connection.One("select max(id) from results"), CultureInfo.InvariantCulture) + 1;
            var position = Convert.ToInt32(connection.One("select max(position) from places"), CultureInfo.InvariantCulture) + 1;
            BulkInsert.Into(db, [new ContestRow("many", "MA", null, null, "Many", new DateOnly(2026, 9, 23), ContestKind.Other, null, PlaceLevel.Commune, null, ResultStatus.Final, true, "s")], default);
            BulkInsert.Into(db, Enumerable.Range(0, stations).Select(s => new PlaceRow(position + s, $"S{s}", PlaceLevel.Station, units[s % units.Count].Code, null, false, null, null, null, null, null, "s")), default);
            BulkInsert.Into(db, Enumerable.Range(0, stations * lists).Select(i => Row(first + i, i, i % 7, null)), default);
            BulkInsert.Into(db, [Row(first + (stations * lists), 0, 1_000, first), Row(first + (stations * lists) + 1, 1, null, first + 1)], default);
        });

        var results = installation.Elections.Load().Value.Find("many")!;
        var parts = results.Parts!;
        parts.Places.Count.ShouldBe(stations);
        for (var i = 0; i < stations * lists; i++)
        {
            var said = parts.Votes(parts.RowOf($"S{i / lists}"), parts.ColumnOf(columns[i % lists]));
            if (said != (i switch { 0 => 1_000, 1 => null, _ => i % 7 }))
            {
                said.ShouldBe(i % 7, $"cell {i}");
            }
        }

        var all = Enumerable.Range(2, (stations * lists) - 2).Sum(i => (long)(i % 7)) + 1_000;
        Enumerable.Range(0, results.Places.Count).Sum(r => results.ListVotes(r)).ShouldBe(all);

        VoteRow Row(long id, int cell, long? votes, long? replaces) =>
            new(id, "many", $"S{cell / lists}", columns[cell % lists], votes, ResultStatus.Final, "s", 0, replaces, null);
    }

    /// <summary>Figures that belong to one version are never shown under another.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public async Task What_is_loaded_while_others_change_it_is_of_one_moment(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var figures = new Dictionary<string, long?>();
        var writer = Task.Run(() =>
        {
            for (var votes = 1; votes <= 20; votes++)
            {
                var done = new CorrectResult(installation.Elections, installation.AnotherRecord(), installation.Clock).Run(new Correction(Contest, "530", "RNI", votes, "test"), Actor.Operator);
                lock (figures)
                {
                    figures[done.Value] = votes;
                }
            }
        }, TestContext.Current.CancellationToken);
        var seen = new List<(string Version, long? Votes)>();
        do
        {
            var data = installation.Elections.Load().Value;
            var house = data.Find(Contest)!;
            seen.Add((data.Version, house.Votes(house.RowOf("530"), house.ColumnOf("RNI"))));
        }
        while (!writer.IsCompleted);
        await writer;
        foreach (var (version, votes) in seen.Where(s => figures.ContainsKey(s.Version)))
        {
            votes.ShouldBe(figures[version]);
        }
    }

    private static int Count(BulkRead moment)
    {
        using var rows = moment.Rows("select id from results");
        var count = 0;
        while (rows.Next())
        {
            count++;
        }

        return count;
    }

    private static void Change(Database database, Action<DbConnection, ElectionsDb> change)
    {
        using var connection = database.Open();
        using var db = new ElectionsDb(Database.Options<ElectionsDb>(connection));
        using var transaction = db.Database.BeginTransaction();
        change(connection, db);
        transaction.Commit();
    }
}
