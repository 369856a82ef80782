using Daira.Elections.Contests;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;
using Daira.Elections.Places.Shapes;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Storage;

public class LoadMoroccoTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void What_is_stored_reads_back_as_what_was_read(Engine engine)
    {
        using var installation = Installation.On(engine);
        var report = installation.Load().Value;
        report.Changed.ShouldBeTrue();
        report.Fates.New.ShouldBe(9_601 + 8_776);
        var (stored, read) = (installation.Elections.Load().Value, MoroccoTables.Preview());
        stored.Atlas.Places.Select(Plain).ShouldBe(read.Atlas.Places.Select(Plain));
        foreach (var contest in read.Contests)
        {
            Cells(stored.Find(contest.Contest.Id)!).ShouldBe(Cells(contest), contest.Contest.Id);
            stored.Find(contest.Contest.Id)!.Totals.ShouldBe(contest.Totals);
        }

        stored.Sources.ShouldBe(read.Sources);
        stored.Find("ma-house-2016-national")!.National!.Seats.ShouldBe(90);
        stored.Findings.Count.ShouldBe(read.Findings.Count + 1);
        stored.Findings[^1].Code.ShouldBe("outlines-missing");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Loading_again_writes_nothing(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var first = installation.Elections.Load().Value;
        installation.Clock.Advance(TimeSpan.FromHours(1));
        var second = installation.Load().Value;
        second.Changed.ShouldBeFalse();
        second.Data.Version.ShouldBe(first.Version);
        second.Fates.Same.ShouldBe(18_377);
        installation.Record.Read(db => db.Rows<JournalEntry>().Count()).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Switching_the_unverified_figures_off_removes_them_and_moves_the_version_on(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var with = installation.Elections.Version();
        var without = installation.Load(withUnverified: false).Value;
        without.Data.Version.ShouldNotBe(with);
        without.Fates.Gone.ShouldBe(8_776);
        without.Data.Find("ma-communal-2021").ShouldBeNull();
        installation.Load().Value.Data.Version.ShouldBe(with);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_load_that_is_interrupted_leaves_everything_as_it_was(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var before = installation.Elections.Version();
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => installation.Load(withUnverified: false, progress: new StopAt("load.writing", stop), stop: stop));
        installation.Elections.Load().Value.Version.ShouldBe(before);
        installation.Elections.Load().Value.Find("ma-communal-2021").ShouldNotBeNull();
    }

    [Fact]
    public void An_interrupted_first_load_leaves_no_data()
    {
        using var installation = Installation.On(Engine.Sqlite);
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => installation.Load(progress: new StopAt("load.writing", stop), stop: stop));
        installation.Elections.State.ShouldBeOfType<SchemaState.Missing>();
        installation.Load().IsDone.ShouldBeTrue();
    }

    [Fact]
    public void The_public_may_not_load()
    {
        using var installation = Installation.On(Engine.Sqlite);
        installation.Load(Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        installation.Elections.State.ShouldBeOfType<SchemaState.Missing>();
    }

    /// <summary>Shapes come from a dependency of the front end; without it the load says so, which the first test sees.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Shapes_are_stored_for_every_place_that_stands_and_read_back_exactly(Engine engine)
    {
        var outlines = MoroccoOutlines.Find(AppContext.BaseDirectory);
        Assert.SkipUnless(outlines is not null, "front-end packages");
        using var installation = Installation.On(engine);
        var data = installation.Load(outlines: outlines).Value.Data;
        data.Shapes.Count.ShouldBe(1 + 12 + 75 + 1_503 + 41 + 92);
        data.Atlas.Places.Where(p => p.ValidTo is null).ShouldAllBe(p => data.Shapes.Find(p.Code)!.Geometry.IsValid);
        data.Atlas.Units.ShouldAllBe(u => data.Shapes.Find(u.Code)!.IsApproximate);
        data.Shapes.Find("530")!.Attribution.ShouldBe("© OpenStreetMap contributors, ODbL 1.0");
        var computed = MoroccoShapes.Build(data.Atlas, outlines!).Value.Shapes;
        computed.ShouldAllBe(s => s.Value.Geometry.EqualsExact(data.Shapes.Find(s.Key)!.Geometry));
        using var connection = installation.Elections.Database.Open();
        connection.One("select count(*) from shapes where west <= -5 and east >= -5 and south <= 34 and north >= 34").ShouldNotBe(0L);
        if (engine == Engine.PostgreSql && connection.One("select 1 from pg_extension where extname = 'postgis'") is not null)
        {
            connection.One("select count(*) from shapes where ST_IsValid(geometry) and GeometryType(geometry) in ('POLYGON', 'MULTIPOLYGON')").ShouldBe(1_724L);
        }
    }

    [Fact]
    public void Tables_that_cannot_be_read_are_refused_with_file_and_line()
    {
        using var installation = Installation.On(Engine.Sqlite);
        var copy = CopyOfTables();
        var votes = Path.Combine(copy.FullName, "elections", "house_votes.csv");
        File.WriteAllText(votes, File.ReadAllText(votes).Replace("ma-house-2002-local,324,PI,8422", "ma-house-2002-local,324,PI,8 422", StringComparison.Ordinal));
        var refusal = installation.Load(tables: copy.FullName).Refusals.ShouldHaveSingleItem();
        refusal.Code.ShouldBe("tables-unreadable");
        refusal.Message.Arguments[0].ShouldBe("house_votes.csv, line 3, column votes: “8 422” is not a whole number.");
        installation.Elections.State.ShouldBeOfType<SchemaState.Missing>();
        copy.Delete(recursive: true);
    }

    [Fact]
    public void Deleting_the_folder_of_unverified_figures_is_as_good_as_the_switch()
    {
        using var installation = Installation.On(Engine.Sqlite);
        var copy = CopyOfTables();
        Directory.Delete(Path.Combine(copy.FullName, "unverified"), recursive: true);
        var data = installation.Load(tables: copy.FullName).Value.Data;
        data.Contests.Select(c => c.Contest.Verified).ShouldAllBe(verified => verified);
        data.Find("ma-house-2021-local").ShouldNotBeNull();
        copy.Delete(recursive: true);
    }

    private static DirectoryInfo CopyOfTables()
    {
        var copy = Directory.CreateTempSubdirectory("daira-tables-");
        foreach (var file in Directory.EnumerateFiles(MoroccoTables.ShippedFolder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.FullName, Path.GetRelativePath(MoroccoTables.ShippedFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private static string Plain(Place p) =>
        $"{p with { Names = new Names(p.Names.Arabic, p.Names.French, p.Names.English, p.Names.Tamazight) }} {string.Join('|', p.Names.Aliases.Order(Comparer<Alias>.Create((a, b) => string.CompareOrdinal(a.Text, b.Text))))}";

    private static IEnumerable<(long?, int?)> Cells(ContestResults results) =>
        from row in Enumerable.Range(0, results.Places.Count)
        from column in Enumerable.Range(0, results.Lists.Count)
        select (results.Votes(row, column), results.Proclaimed(row, column));

    private sealed class StopAt(string step, CancellationTokenSource stop) : IProgress<Message>
    {
        public void Report(Message value)
        {
            if (value.Id == step)
            {
                stop.Cancel();
            }
        }
    }
}
