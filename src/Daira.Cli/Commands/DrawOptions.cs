using System.CommandLine;
using Daira.Core.Space.Association;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary>The options that say how a statistic is compared with chance.</summary>
internal sealed class DrawOptions(SharedOptions shared)
{
    /// <summary>Beyond this, counts of arrangements no longer fit.</summary>
    private const int MostPermutations = 1_000_000_000;

    private static readonly Dictionary<string, Correction> Corrections = new(StringComparer.Ordinal)
    {
        ["bh"] = Correction.BenjaminiHochberg,
        ["by"] = Correction.BenjaminiYekutieli,
        ["bonferroni"] = Correction.Bonferroni,
        ["none"] = Correction.None,
    };

    private static readonly Dictionary<string, Tail> Tails = new(StringComparer.Ordinal)
    {
        ["two-sided"] = Tail.TwoSided,
        ["folded"] = Tail.Folded,
        ["greater"] = Tail.Greater,
        ["less"] = Tail.Less,
    };

    private readonly Option<string> draws = SharedOptions.OneOf("--draws", "Random arrangements of its own for each unit, or shared by all.", "shared", "fresh", "shared");
    private readonly Option<int?> permutations = SharedOptions.AtLeast("--permutations", "Random arrangements (default 99999).", 1);
    private readonly Option<string> correction = SharedOptions.OneOf("--correction", "For the number of units tested: bh, by (false discoveries), bonferroni, none.", "bh", [.. Corrections.Keys]);

    private readonly Option<string> tail = SharedOptions.OneOf("--tail", "Which extreme counts: two-sided, folded (the smaller side, about half of it), greater, less.", "two-sided", [.. Tails.Keys]);

    public void AddTo(Command command)
    {
        command.Add(draws);
        command.Add(permutations);
        command.Add(correction);
        command.Add(tail);
    }

    public Outcome<PermutationSettings> Read(ParseResult parsed)
    {
        var settings = PermutationSettings.Default with
        {
            Permutations = parsed.GetValue(permutations) ?? PermutationSettings.Default.Permutations,
            Draws = parsed.GetValue(draws) == "fresh" ? Draws.Fresh : Draws.Shared,
            Seed = shared.Seed(parsed) ?? PermutationSettings.Default.Seed,
            Threads = shared.Threads(parsed),
            Correction = Corrections[parsed.GetValue(correction)!],
            Tail = Tails[parsed.GetValue(tail)!],
        };
        return settings.Permutations > MostPermutations
            ? new Refusal(RefusalKind.Invalid, "permutations", new Message("cli.permutations", (long)settings.Permutations))
            : settings;
    }

    /// <summary>What p was worked out as.</summary>
    public static Message NameOf(Tail tail) => new($"cli.tail.{Tails.First(t => t.Value == tail).Key}");

    /// <summary>As its authors are cited; the same in every language.</summary>
    public static string NameOf(Correction correction) => correction switch
    {
        Correction.BenjaminiHochberg => "Benjamini-Hochberg",
        Correction.BenjaminiYekutieli => "Benjamini-Yekutieli",
        Correction.Bonferroni => "Bonferroni",
        _ => "q = p",
    };
}
