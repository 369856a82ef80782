using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Architecture;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Journal;

/// <summary>Writers killed with no warning: what they had acknowledged is there, and the chain has no gap.</summary>
public class JournalKilledTests
{
    private const int AtOnce = 4;

    [Theory, InlineData(Engine.Sqlite, 200), InlineData(Engine.PostgreSql, 200)]
    public async Task Nothing_acknowledged_is_lost_when_writers_are_killed(Engine engine, int kills)
    {
        using var installation = Installation.On(engine);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        kills = int.Parse(Environment.GetEnvironmentVariable("DAIRA_TEST_KILLS") ?? kills.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var (said, random) = (new ConcurrentBag<string>(), new Random(20261120));
        var moments = Enumerable.Range(0, kills).Select(_ => random.Next(250)).ToList();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => Task.Run(() =>
        {
            for (var kill = worker; kill < kills; kill += AtOnce)
            {
                WriteUntilKilled(installation.Settings, TimeSpan.FromMilliseconds(moments[kill]), said);
            }
        })));
        var kept = installation.Record.Read(db => db.Rows<JournalEntry>().Select(e => e.Subject).ToHashSet());
        said.Count(s => s.StartsWith("write/", StringComparison.Ordinal)).ShouldBeGreaterThan(kills);
        said.Where(s => s.StartsWith("write/", StringComparison.Ordinal) && !kept.Contains(s)).ShouldBeEmpty();

        // A change and its entry are kept together or not at all.
        installation.Record.Read(db => db.Rows<Decision>().Select(d => d.Subject).ToHashSet()).SetEquals(kept).ShouldBeTrue();
        Verify(installation).ShouldBe((true, kept.Count + 1));
        installation.Record.Prepare().IsDone.ShouldBeTrue();
    }

    /// <summary>Lets the writer acknowledge something first, so that the moment falls into its work and not into its start.</summary>
    private static void WriteUntilKilled(StorageSettings settings, TimeSpan moment, ConcurrentBag<string> said)
    {
        var program = Path.Combine(Repository.Root, "bench/Daira.RecordBench/bin", Configuration, "net10.0/Daira.RecordBench");
        string[] arguments = settings.Server is null ? ["write", settings.Folder] : ["write", settings.Folder, settings.Server];
        using var writer = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        said.Add(writer.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The writer ended with {writer.ExitCode} before it wrote."));
        var reading = Task.Run(() => ReadLines(writer.StandardOutput, said));
        Thread.Sleep(moment);
        writer.Kill();
        writer.WaitForExit();
        reading.Wait();
    }

    /// <summary>A last line without its end was cut by the kill and acknowledges nothing.</summary>
    private static void ReadLines(StreamReader output, ConcurrentBag<string> said)
    {
        var lines = output.ReadToEnd().Split('\n');
        foreach (var line in lines.SkipLast(1))
        {
            said.Add(line);
        }
    }

    private static (bool IsOk, long Entries) Verify(Installation installation)
    {
        var (file, keys) = (Path.Combine(installation.Settings.Folder, "journal.jsonl"), new InstallationKeys(installation.Settings));
        new ExportJournal(installation.Record, keys, installation.Clock).Run(file, Actor.Operator, TestContext.Current.CancellationToken).Refusals.ShouldBeEmpty();
        using var key = keys.SigningKey();
        using var stream = File.OpenRead(file);
        var found = new VerifyJournal(key, null).Run(stream, TestContext.Current.CancellationToken);
        return (found.IsOk, found.Entries);
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
