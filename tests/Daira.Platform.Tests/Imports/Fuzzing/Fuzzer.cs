using System.Diagnostics;
using System.Globalization;
using System.Text;
using Daira.Elections.Imports;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Imports.Fuzzing;

/// <summary>One parser and how damaged files are fed to it.</summary>
/// <param name="Make">A damaged file.</param>
/// <param name="Read">Reads a file to the end; null when it was taken, else why it was refused. Anything thrown is a fault of the parser.</param>
internal sealed record FuzzTarget(string Name, Func<Mutation, byte[]> Make, Func<string, Refusal?> Read);

/// <summary>What a run over one parser found.</summary>
internal sealed record FuzzResult(string Name, int Seed, int Cases, int Taken, IReadOnlyDictionary<string, int> Refused, double SlowestMilliseconds, double LargestMegabytes, double HeldMegabytes, double Seconds);

/// <summary>Feeds one parser seeded damaged files: each must come back, taken or refused in words, in time and within memory.</summary>
internal sealed class Fuzzer(FuzzTarget target, int seed)
{
    /// <summary>Longest time for a case; files are at most a megabyte.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly Texts Words = Texts.Of(typeof(CsvTable).Assembly, typeof(Texts).Assembly);

    private readonly string file = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"daira-fuzz-{Environment.ProcessId}-{target.Name}-{seed}");
    private readonly Dictionary<string, int> refused = [];
    private volatile int current;
    private volatile Exception? fault;
    private int taken;
    private double slowest;
    private double largest;
    private double held;

    public FuzzResult Run(int cases, int first = 0)
    {
        var watch = Stopwatch.StartNew();
        var worker = new Thread(() => Work(first, cases), 16 << 20) { IsBackground = true };
        worker.Start();
        Watch(worker);
        if (fault is not null)
        {
            throw new InvalidOperationException($"{target.Name}, seed {seed}, case {current}, left at {file}: {fault.GetType().Name} {fault.Message}", fault);
        }

        File.Delete(file);
        return new FuzzResult(target.Name, seed, cases, taken, refused, slowest, largest, held, watch.Elapsed.TotalSeconds);
    }

    /// <summary>A case that never ends is a fault too.</summary>
    private void Watch(Thread worker)
    {
        for (var last = -1; !worker.Join(Limit);)
        {
            if (last == current)
            {
                throw new InvalidOperationException($"{target.Name}, seed {seed}, case {current} did not end within {Limit.TotalSeconds} s.");
            }

            last = current;
        }
    }

    private void Work(int first, int cases)
    {
        try
        {
            for (var i = first; i < first + cases; i++)
            {
                current = i;
                Case(i);
            }
        }
        catch (Exception e)
        {
            fault = e;
        }
    }

    private void Case(int number)
    {
        var bytes = target.Make(new Mutation(new Random(HashCode(seed, number))));
        File.WriteAllBytes(file, bytes);
        var resident = ResidentMemory.Reset();
        var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        var refusal = target.Read(file);
        slowest = Math.Max(slowest, watch.Elapsed.TotalMilliseconds);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        largest = Math.Max(largest, allocated / 1048576.0);

        // All that was ever allocated is more than what was held at once; what libraries took outside of it shows in the process as a whole.
        allocated.ShouldBeLessThan((2L * bytes.Length) + (256L << 20));
        var more = ResidentMemory.Peak() - resident;
        held = Math.Max(held, more / 1048576.0);
        more.ShouldBeLessThan((2L * bytes.Length) + (256L << 20));
        if (refusal is null)
        {
            taken++;
            return;
        }

        refused[refusal.Code] = refused.GetValueOrDefault(refusal.Code) + 1;
        foreach (var language in Language.All)
        {
            var said = Words.Format(refusal.Message, language);
            (said.Length is > 0 and < 2_000).ShouldBeTrue($"{refusal.Code}: {said.Length} letters");
        }
    }

    /// <summary>The same on every machine and in every run, unlike <see cref="System.HashCode"/>.</summary>
    private static int HashCode(int seed, int number) => unchecked((int)((((uint)seed * 2654435761u) ^ (uint)number) * 2246822519u));

    public static string Report(IReadOnlyList<FuzzResult> results, string moment)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Fuzzing of the parsers

            Seeded damage to good files: cut short, spliced, repeated, re-encoded, numbers and names replaced, counts and coordinates made absurd.
            Every case must come back taken or refused in words, within 20 s and within twice the file plus 256 MB, in what it
            allocates altogether and in what the whole process grows by at its peak; nothing may be thrown.
            Renew with `dotnet run build.cs -- fuzz`. Last run: {moment}, {results.Sum(r => r.Cases):N0} cases, no fault.

            | parser | seed | cases | taken | refused | slowest, ms | most allocated, MB | growth of the process, MB | seconds |
            |---|---|---|---|---|---|---|---|---|

            """);
        foreach (var r in results.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {r.Name} | {r.Seed} | {r.Cases:N0} | {r.Taken:N0} | {r.Cases - r.Taken:N0} | {r.SlowestMilliseconds:0.0} | {r.LargestMegabytes:0.0} | {r.HeldMegabytes:0.0} | {r.Seconds:0} |\n");
        }

        text.Append("\n## Refusals by name\n\n| parser | refusal | cases |\n|---|---|---|\n");
        foreach (var (name, code, count) in results.OrderBy(r => r.Name, StringComparer.Ordinal).SelectMany(r => r.Refused.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => (r.Name, c.Key, c.Value))))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {code} | {count:N0} |\n");
        }

        return text.ToString();
    }
}
