using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Imports.Counts;

/// <summary>An installation with Morocco, and what is needed to import into it.</summary>
internal sealed class Importing : IDisposable
{
    private int files;

    public Importing(Engine engine, bool isLoaded = true) => Installation = isLoaded ? Installation.Loaded(engine) : Installation.On(engine);

    public Installation Installation { get; }

    public ElectoralData Data => Installation.Elections.Load().Value;

    public static IProgress<Message> Silent { get; } = new Quiet();

    public static ResultsMapping Long { get; } = new() { Place = "place", List = "list", Votes = "votes" };

    /// <summary>A contest at the 92 constituencies, three seats each.</summary>
    public Outcome<Contest> Add(string id = "ma-house-2026-local", string law = "ma-house-2021", Actor? actor = null, IReadOnlyList<PlaceSeats>? seats = null, IReadOnlyList<AddedList>? lists = null) =>
        new AddContest(Installation.Elections, Installation.Record, Installation.Clock).Run(
            new NewContest(id, new Names(null, null, "Test", null), new DateOnly(2026, 9, 23), law, seats ?? Constituencies(), Source) { Lists = lists ?? [] },
            actor ?? Actor.Operator);

    public static AddedSource Source { get; } = new("seats.csv", new string('0', 64), "Invented", "CC0", "", new DateOnly(2026, 11, 20));

    public IReadOnlyList<PlaceSeats> Constituencies() =>
        [.. Data.Find("ma-house-2021-local")!.Places.Select((p, i) => new PlaceSeats(p.Code, 3, i + 2))];

    public string File(string text)
    {
        var file = Path.Combine(Installation.Settings.Folder, $"given-{++files}.csv");
        System.IO.File.WriteAllText(file, text.ReplaceLineEndings("\n"));
        return file;
    }

    public ImportResults Results => new(Installation.Elections, Installation.Record, Installation.Clock);

    public ResultsPreview Preview(ImportRequest request)
    {
        var preview = Results.Preview(request, Silent, TestContext.Current.CancellationToken);
        preview.IsDone.ShouldBeTrue(string.Join("; ", preview.Refusals.Select(r => r.ToString())));
        return preview.Value;
    }

    public Outcome<ImportDone> Import(ImportRequest request, Actor? actor = null) =>
        Results.Run(request, actor ?? Actor.Operator, Silent, TestContext.Current.CancellationToken);

    public ImportDone Done(ImportRequest request)
    {
        var done = Import(request);
        done.IsDone.ShouldBeTrue(string.Join("; ", done.Refusals.Select(r => r.ToString())));
        return done.Value;
    }

    public Outcome<string> Undo(Guid decision, Actor? actor = null) =>
        new UndoDecision(Installation.Elections, Installation.Record, Installation.Clock).Run(decision, "test", actor ?? Actor.Operator, TestContext.Current.CancellationToken);

    public Outcome<string> Undo(int import) =>
        new UndoDecision(Installation.Elections, Installation.Record, Installation.Clock).Run(import, "test", Actor.Operator, TestContext.Current.CancellationToken);

    /// <summary>Everything that is known of votes, totals, places and lists, as text that can be compared.</summary>
    public static string Figures(ElectoralData data) => string.Join('\n', Lines(data));

    /// <summary>Says the first line that differs.</summary>
    public static void ShouldBeSame(string figures, string expected)
    {
        var differing = figures.Split('\n').Zip(expected.Split('\n')).FirstOrDefault(l => l.First != l.Second);
        differing.First.ShouldBe(differing.Second);
        figures.Length.ShouldBe(expected.Length);
    }

    /// <summary>Deletes what is built and builds it again from what ships and what was decided.</summary>
    public ElectoralData Rebuilt()
    {
        if (Installation.Elections.Database.File is { } file)
        {
            foreach (var part in (string[])[file, file + "-wal", file + "-shm"])
            {
                System.IO.File.Delete(part);
            }
        }
        else
        {
            using var connection = Installation.Elections.Database.Open();
            connection.Run("drop schema elections cascade");
        }

        Installation.Load().IsDone.ShouldBeTrue();
        return Data;
    }

    public void Dispose() => Installation.Dispose();

    private static IEnumerable<string> Lines(ElectoralData data)
    {
        foreach (var place in data.Atlas.Places.Where(p => p.Level == PlaceLevel.Station).OrderBy(p => p.Code, StringComparer.Ordinal))
        {
            yield return $"place {place.Code} {place.Parent} {place.Names.In("fr").Text}";
        }

        foreach (var results in data.Contests.OrderBy(c => c.Contest.Id, StringComparer.Ordinal).SelectMany(c => new[] { c, c.Parts }.OfType<Daira.Elections.Results.ContestResults>()))
        {
            yield return $"contest {results.Contest.Id} {results.Contest.Law} {results.Contest.Comparable} {results.Contest.Status}";
            foreach (var (place, row) in results.Places.Select((p, r) => (p, r)).OrderBy(p => p.p.Code, StringComparer.Ordinal))
            {
                var votes = results.Lists.Select((l, c) => (l.Code, Votes: results.Votes(row, c))).Where(v => v.Votes is not null).OrderBy(v => v.Code, StringComparer.Ordinal);
                yield return $"{place.Code} {results.Totals[row]} {string.Join(' ', votes.Select(v => $"{v.Code}={v.Votes}"))}";
            }
        }
    }

    private sealed class Quiet : IProgress<Message>
    {
        public void Report(Message value)
        {
        }
    }
}
