using System.Diagnostics;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.RecordBench;

/// <summary>Entries written, signed, exported and verified in a second.</summary>
internal static class JournalBench
{
    private const int Alone = 2_000, AtOnce = 40_000, Many = 1_000_000, ByChange = 100, Changes = 500;

    public static int Run(string? server, bool keep)
    {
        var folder = Directory.CreateTempSubdirectory("daira-journal-bench-");
        try
        {
            Measure(new StorageSettings(folder.FullName, server), new Results("journal.csv", keep));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(StorageSettings settings, Results results)
    {
        var engine = settings.Server is null ? "SQLite" : "PostgreSQL";
        var record = new RecordStore(settings, TimeProvider.System);
        if (record.Prepare() is { IsDone: false } refused)
        {
            throw new InvalidOperationException(refused.Refusals[0].Code);
        }

        Write(record, 200, 1);
        results.Add($"{engine}: changes of one entry, one after another", PerSecond(Alone, () => Write(record, Alone, 1)), "entries/s");
        foreach (var writers in (int[])[16, 100])
        {
            results.Add($"{engine}: changes of one entry, {writers} writers at once", PerSecond(AtOnce, () => Together(writers, AtOnce / writers, n => Write(record, n, 1))), "entries/s");
            results.Add($"{engine}: decisions with their entry, {writers} writers at once", PerSecond(AtOnce, () => Together(writers, AtOnce / writers, n => Decide(record, n))), "entries/s");
        }

        results.Add($"{engine}: witnessed through the queue, 400 callers", PerSecond(40_000, () => Witness(record, 400, 100)), "entries/s");
        results.Add($"{engine}: changes of {ByChange} entries", PerSecond(Changes * ByChange, () => Write(record, Changes, ByChange)), "entries/s");
        Write(record, 10, (Many / 10) - 5_000 - (AtOnce * 2 / 5));
        var sign = new SignCheckpoint(record, new InstallationKeys(settings), TimeProvider.System);
        var entries = record.Read(db => db.Rows<JournalEntry>().Count());
        results.Add($"{engine}: signed", PerSecond(entries, () => sign.Run()), "entries/s");
        var file = Path.Combine(settings.Folder, "journal.jsonl");
        var export = new ExportJournal(record, new InstallationKeys(settings), TimeProvider.System);
        results.Add($"{engine}: exported", PerSecond(entries, () => export.Run(file, Actor.Operator, CancellationToken.None)), "entries/s");
        using var key = new InstallationKeys(settings).SigningKey();
        results.Add($"verified, {entries:N0} entries, {new FileInfo(file).Length >> 20} MiB", PerSecond(entries, () => Verify(file, key)), "entries/s");
        results.Close();
    }

    private static void Verify(string file, System.Security.Cryptography.ECDsa key)
    {
        using var stream = File.OpenRead(file);
        if (!new VerifyJournal(key, null).Run(stream, CancellationToken.None).IsOk)
        {
            throw new InvalidOperationException("The journal just written is not verified.");
        }
    }

    private static void Witness(RecordStore record, int callers, int each)
    {
        var queue = new JournalQueue(record, TimeProvider.System);
        Task.WaitAll([.. Enumerable.Range(0, callers).Select(_ => Task.Run(Call))]);
        queue.DisposeAsync().AsTask().Wait();

        async Task Call()
        {
            for (var i = 0; i < each; i++)
            {
                await queue.Witness(Actor.Operator, "contact-read", "member/0198/phone");
            }
        }
    }

    private static void Together(int writers, int each, Action<int> write) =>
        Task.WaitAll([.. Enumerable.Range(0, writers).Select(_ => Task.Factory.StartNew(() => write(each), TaskCreationOptions.LongRunning))]);

    /// <summary>A row of another table and its entry in one change, as nearly every use case does.</summary>
    private static void Decide(RecordStore record, int changes)
    {
        for (var i = 0; i < changes; i++)
        {
            record.Change(db =>
            {
                var decision = db.Decide(Actor.Operator, TimeProvider.System, "benched", "ma-house-2021-local/530", "{}", "measured");
                db.Journal(Actor.Operator, TimeProvider.System, "benched", "ma-house-2021-local/530/A", $"{{\"decision\":\"{decision.Id}\"}}");
                return true;
            });
        }
    }

    private static void Write(RecordStore record, int changes, int entries)
    {
        for (var i = 0; i < changes; i++)
        {
            record.Change(db =>
            {
                for (var e = 0; e < entries; e++)
                {
                    db.Journal(Actor.Operator, TimeProvider.System, "result-corrected", "ma-house-2021-local/530/PJD", "{\"votes\":1234,\"before\":1230,\"reason\":\"minutes of the census commission\"}");
                }

                return true;
            });
        }
    }

    private static double PerSecond(int entries, Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return entries / watch.Elapsed.TotalSeconds;
    }
}
