using System.Globalization;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.RecordBench;

/// <summary>A process to be killed: what it has said aloud was kept, or the journal is no journal.</summary>
internal static class EndlessWriter
{
    public static int Run(StorageSettings settings)
    {
        var record = new RecordStore(settings, TimeProvider.System);
        var sign = new SignCheckpoint(record, new InstallationKeys(settings), TimeProvider.System);
        using var said = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        for (var i = 0L; ; i++)
        {
            var subject = $"write/{Environment.ProcessId}-{i}";
            record.Witness(Actor.Operator, TimeProvider.System, "tested", subject, "{\"who\":\"nobody\"}");
            said.WriteLine(subject);
            if (i % 100 == 99 && sign.Run().IsDone)
            {
                said.WriteLine(string.Create(CultureInfo.InvariantCulture, $"signed/{i}"));
            }
        }
    }
}
