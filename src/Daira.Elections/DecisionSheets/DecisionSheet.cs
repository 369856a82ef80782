namespace Daira.Elections.DecisionSheets;

/// <summary>
/// A question put before those who decide, what is known about it as it was when it was put there, the ways open, and the choice. A draft
/// can be changed; once decided nothing can, and a new version names the old.
/// </summary>
/// <param name="Number">1, 2, 3… kept by every version.</param>
/// <param name="Version">1, 2, 3…</param>
/// <param name="Replaces">The version before; null for the first.</param>
/// <param name="Background">What should be known besides the figures.</param>
/// <param name="Options">The ways open, in the order written.</param>
/// <param name="Choice">1-based position in <paramref name="Options"/>; null while a draft.</param>
/// <param name="DecidedBy">Who decided, as a person or a body calls itself.</param>
/// <param name="Actor">Stable word for who opened it here.</param>
/// <param name="Hash">SHA-256 of everything decided, exhibits included, in hexadecimal; null while a draft.</param>
public sealed record DecisionSheet(
    Guid Id,
    int Number,
    int Version,
    Guid? Replaces,
    DateTimeOffset OpenedAt,
    string Actor,
    string Question,
    string Background,
    IReadOnlyList<string> Options,
    int? Choice,
    string? DecidedBy,
    string? Reason,
    DateTimeOffset? DecidedAt,
    string? Hash)
{
    public bool IsDecided => DecidedAt is not null;

    /// <summary>How it is spoken of: number and version.</summary>
    public string Label => FormattableString.Invariant($"{Number}.{Version}");
}

/// <summary>Figures and pictures in a sheet, frozen.</summary>
/// <param name="Position">1, 2, 3… in the sheet.</param>
/// <param name="Address">Asks the same again of the data as they are then.</param>
/// <param name="Note">What it is there for, in the writer's words.</param>
/// <param name="Content">A <see cref="Snapshot"/> as JSON.</param>
public sealed record Exhibit(Guid Id, Guid Sheet, int Position, DateTimeOffset TakenAt, string Address, string Note, string DataVersion, string Content);

/// <summary>A sheet with what it shows.</summary>
/// <param name="ReplacedBy">The version after it; null for the last.</param>
public sealed record FullSheet(DecisionSheet Sheet, IReadOnlyList<(Exhibit Exhibit, Snapshot Snapshot)> Exhibits, DecisionSheet? Before, DecisionSheet? ReplacedBy);
