using Daira.Elections.Places;

namespace Daira.Elections.Imports.Counts;

/// <summary>Which column of a file says what. Wide: one column per list (<see cref="Lists"/>); long: one row per list (<see cref="List"/>, <see cref="Votes"/>).</summary>
public sealed record ResultsMapping
{
    /// <summary>Column of the place: its code or its name in any script.</summary>
    public required string Place { get; init; }

    /// <summary>Column of the place's name beside its code: only checked against it.</summary>
    public string? Name { get; init; }

    /// <summary>Column of a place that holds it (province, region): names are only looked for inside.</summary>
    public string? Within { get; init; }

    /// <summary>Column of the polling station inside the place; stations that are not known yet are added below it.</summary>
    public string? Station { get; init; }

    /// <summary>Which kind of place the names denote; null = the contest's own, or units where there are stations. Codes may be of any place inside the contest's.</summary>
    public PlaceLevel? Level { get; init; }

    /// <summary>Long: column of the list.</summary>
    public string? List { get; init; }

    /// <summary>Long: column of its votes.</summary>
    public string? Votes { get; init; }

    /// <summary>Wide: columns of the lists, each the list's code or <c>column=code</c>.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    public string? Registered { get; init; }

    public string? Voters { get; init; }

    public string? Spoilt { get; init; }

    /// <summary>Column of the valid votes: only checked against the sum of the lists.</summary>
    public string? Valid { get; init; }

    /// <summary>Column of the turnout as published, 0…1 or in percent: kept with its digits.</summary>
    public string? Turnout { get; init; }

    /// <summary>Worksheet; null = the only one, or the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>Encoding of a text file, e.g. <c>windows-1250</c>; null to look for it.</summary>
    public string? Encoding { get; init; }

    /// <summary>Line of the header, from 1; null to look for it.</summary>
    public int? HeaderLine { get; init; }

    /// <summary>Only rows with these values, each <c>column=value</c>.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    public bool IsWide => Lists.Count > 0;

    /// <summary>Column and list of a wide file's entry.</summary>
    internal static (string Column, string List) ListOf(string entry) =>
        entry.LastIndexOf('=') is var at and > 0 ? (entry[..at].Trim(), entry[(at + 1)..].Trim()) : (entry.Trim(), entry.Trim());
}
