using System.Diagnostics;
using Daira.Foundation.Access;

namespace Daira.RecordBench;

/// <summary>Nanoseconds of one decision, warm, for somebody with ten mandates in a country of 5,000 bodies six levels deep.</summary>
internal static class RightsBench
{
    private const int Bodies = 5_000, Decisions = 20_000_000;

    public static int Run(bool keep)
    {
        var tree = new Levels(Bodies);
        var rights = Enumerable.Range(0, 40).Select(i => new Right($"some-right-{i}")).ToArray();
        OfficeHeld[] held = [.. Enumerable.Range(0, 10).Select(i => new OfficeHeld($"mandate:{i}", Guid.Empty, $"office-{i}", tree.Scopes[7 + (i * 37)], new DateOnly(2026, 1, 1), null))];
        var table = held.SelectMany(h => rights.Select(r => new OfficeRight(h.Office, r, Sensitivity.Personal)));
        var actor = new Actor.Person(Guid.Empty, Standing.Of(held, table, tree, isStrong: true));
        Ask(actor, rights, tree, 2_000_000);
        var watch = Stopwatch.StartNew();
        var allowed = Ask(actor, rights, tree, Decisions);
        var results = new Results("rights.csv", keep);
        results.Add($"decision, {allowed * 100L / Decisions} % allowed", watch.Elapsed.TotalNanoseconds / Decisions, "ns");
        results.Close();
        return 0;
    }

    private static int Ask(Actor actor, Right[] rights, Levels tree, int times)
    {
        var allowed = 0;
        for (var i = 0; i < times; i++)
        {
            allowed += Rights.Refuse(actor, rights[i % rights.Length], tree.Scopes[(int)(i * 2654435761L % tree.Scopes.Length)]) is null ? 1 : 0;
        }

        return allowed;
    }

    private sealed class Levels : IScopes
    {
        private readonly Dictionary<Scope, IReadOnlyList<Scope>> around = [];

        public Levels(int bodies)
        {
            around[Scope.Installation] = [Scope.Installation];
            Scopes = [.. Enumerable.Range(0, bodies).Select(i => new Scope($"body/{i:0000}"))];
            for (var i = 0; i < bodies; i++)
            {
                around[Scopes[i]] = [Scopes[i], .. around[i == 0 ? Scope.Installation : Scopes[(i - 1) / 5]]];
            }
        }

        public Scope[] Scopes { get; }

        public IReadOnlyList<Scope> Around(Scope scope) => around.TryGetValue(scope, out var found) ? found : [];

        public IReadOnlyCollection<Scope> Within(Scope scope) => [.. around.Keys.Where(k => around[k].Contains(scope))];
    }
}
