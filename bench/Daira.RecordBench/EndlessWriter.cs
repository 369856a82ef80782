using System.Globalization;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.RecordBench;

/// <summary>A process to be killed: what it has said aloud was kept, or the journal is no journal.</summary>
internal static class EndlessWriter
{
    /// <summary>So many that most commits hold changes of several.</summary>
    private const int Writers = 6;

    public static int Run(StorageSettings settings)
    {
        var record = new RecordStore(settings, TimeProvider.System);
        var sign = new SignCheckpoint(record, new InstallationKeys(settings), TimeProvider.System);
        using var said = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        Task.WaitAll([.. Enumerable.Range(0, Writers).Select(w => Task.Factory.StartNew(() => Write(record, sign, said, w), TaskCreationOptions.LongRunning))]);
        return 0;
    }

    private static void Write(RecordStore record, SignCheckpoint sign, TextWriter said, int writer)
    {
        for (var i = 0L; ; i++)
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"write/{Environment.ProcessId}-{writer}-{i}");
            record.Change(db =>
            {
                db.Journal(Actor.Operator, TimeProvider.System, "tested", subject, "{\"who\":\"nobody\"}");
                return db.Decide(Actor.Operator, TimeProvider.System, "tested", subject, "{}");
            });
            said.WriteLine(subject);
            if (i % 100 == 99 && sign.Run().IsDone)
            {
                said.WriteLine(string.Create(CultureInfo.InvariantCulture, $"signed/{i}"));
            }
        }
    }
}
