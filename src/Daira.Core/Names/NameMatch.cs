namespace Daira.Core.Names;

/// <summary>A place that names may denote.</summary>
/// <param name="Id">Its id, unlike every other.</param>
/// <param name="Parent">Id of the place it lies in, or null. The parent need not itself be among the references.</param>
/// <param name="Names">Its names in any script, at least one; the best counts.</param>
public sealed record ReferenceName(string Id, string? Parent, IReadOnlyList<string> Names);

/// <summary>A name as a source writes it.</summary>
/// <param name="Text">Any text.</param>
/// <param name="Within">Id of a place that the named one lies in, at any depth; null when the source does not say.</param>
public sealed record WrittenName(string Text, string? Within = null);

/// <summary>What became of a name.</summary>
public enum NameFate
{
    /// <summary>One place, by a score and a lead that suffice.</summary>
    Matched,

    /// <summary>There are candidates, but a person must choose.</summary>
    Doubtful,

    /// <summary>No place is near enough to be worth a look.</summary>
    None,
}

/// <summary>Why a name with candidates was not matched.</summary>
public enum NameDoubt
{
    /// <summary>Matched, or no candidate.</summary>
    No,

    /// <summary>The best candidate's score is below what is accepted.</summary>
    LowScore,

    /// <summary>Another free place is as near, or nearly.</summary>
    SeveralPlaces,

    /// <summary>Another name of the same parent is as near to the place, or nearly.</summary>
    SeveralNames,

    /// <summary>Another name took the place, being nearer.</summary>
    PlaceTaken,
}

/// <summary>One place a name may denote.</summary>
/// <param name="Id">The reference.</param>
/// <param name="Score">0…1, see <see cref="NameSimilarity"/>.</param>
/// <param name="Name">Which of the reference's names was nearest.</param>
/// <param name="AcrossScripts">The two are written in different scripts.</param>
public sealed record NameCandidate(string Id, double Score, string Name, bool AcrossScripts);

/// <summary>The answer for one written name; equal names within one parent get equal answers.</summary>
/// <param name="Written">The question.</param>
/// <param name="Best">Id of the place when matched, else null.</param>
/// <param name="Score">Of the place matched, or of the first candidate; 0 when there is none.</param>
/// <param name="Fate">Matched, doubtful, none.</param>
/// <param name="Doubt">Why doubtful.</param>
/// <param name="Rules">Evidence: what was done to the two spellings to bring them together, in order.</param>
/// <param name="Candidates">Best first, equals by id; the matched place first.</param>
public sealed record NameMatch(
    WrittenName Written,
    string? Best,
    double Score,
    NameFate Fate,
    NameDoubt Doubt,
    IReadOnlyList<NameRule> Rules,
    IReadOnlyList<NameCandidate> Candidates);

/// <summary>How sure a match must be. All scores 0…1.</summary>
public sealed record NameMatchSettings
{
    /// <summary>Least score of a match within one script.</summary>
    public double Accept { get; init; } = 0.88;

    /// <summary>Least score of a match across scripts.</summary>
    public double AcceptAcrossScripts { get; init; } = 0.82;

    /// <summary>Least score of a candidate, not above the other two.</summary>
    public double Consider { get; init; } = 0.6;

    /// <summary>How far the best must lead before a free rival, unless it is the same name (score 1) and the rival is not.</summary>
    public double Lead { get; init; } = 0.05;

    /// <summary>Within one parent a place is given to one name only. Names that fold to the same text are one name.</summary>
    public bool OneToOne { get; init; } = true;

    /// <summary>Most candidates kept for a name, ≥ 2.</summary>
    public int Candidates { get; init; } = 5;

    internal void Check()
    {
        if (!(Consider is > 0 and <= 1) || !(Accept >= Consider && Accept <= 1) || !(AcceptAcrossScripts >= Consider && AcceptAcrossScripts <= 1))
        {
            throw new ArgumentException("Scores must satisfy 0 < Consider ≤ Accept, AcceptAcrossScripts ≤ 1.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Lead);
        ArgumentOutOfRangeException.ThrowIfLessThan(Candidates, 2);
    }
}
