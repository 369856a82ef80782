using Daira.Core.Names;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Counts;

/// <summary>What will become of a row.</summary>
public enum RowFate
{
    New,
    Same,
    Changed,
    Doubtful,
    Refused,
}

/// <summary>One row's fate.</summary>
/// <param name="Line">Line of the file, or row of the worksheet.</param>
/// <param name="Row">1 for the first row under the header that the mapping asks for.</param>
/// <param name="Code">The place; null where none was found.</param>
/// <param name="Rule">The rule it breaks, see <see cref="ImportRules"/>; null when none.</param>
/// <param name="Reason">The value and what is wrong with it; null when nothing is.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ImportedRow(int Line, int Row, RowFate Fate, string? Code, string? Rule, Message? Reason, Message? Remedy);

/// <summary>A rule that rows break.</summary>
/// <param name="IsHard">Nothing is committed as long as a row breaks it.</param>
/// <param name="IsAccepted">A person accepted it by name.</param>
public sealed record BrokenRule(string Rule, bool IsHard, bool IsAccepted, int Rows, int FirstLine)
{
    public bool Stops => IsHard || !IsAccepted;
}

/// <summary>A name that a person has to look at, or has looked at: all its equal cases.</summary>
/// <param name="Written">As the file writes it.</param>
/// <param name="WithinWritten">The parent as the file writes it.</param>
/// <param name="Within">The parent that was understood.</param>
/// <param name="Level">Word of the kind of place asked for.</param>
/// <param name="Lines">Where it stands, the first few.</param>
/// <param name="Rows">In how many rows.</param>
/// <param name="Match">Score, evidence and candidates; null for a remembered choice.</param>
/// <param name="Choice">What a person chose.</param>
public sealed record NameCase(string Written, string? WithinWritten, Place? Within, string Level, IReadOnlyList<int> Lines, int Rows, NameMatch? Match, NameChoice? Choice);

/// <summary>The fourth step: everything that a commit would do, and what stands against it. Nothing is written.</summary>
public sealed class ResultsPreview
{
    internal ResultsPreview(Contest contest, string file, string sha256, string version)
    {
        (Contest, File, Sha256, Version) = (contest, file, sha256, version);
    }

    public Contest Contest { get; }

    public string File { get; }

    public string Sha256 { get; }

    /// <summary>The version of the data it was made from; a commit onto another one is refused.</summary>
    public string Version { get; }

    /// <summary>Rows by fate.</summary>
    public IReadOnlyDictionary<RowFate, int> Counts { get; internal init; } = new Dictionary<RowFate, int>();

    /// <summary>Rows of the file that the mapping does not ask for.</summary>
    public int PassedOver { get; internal init; }

    public IReadOnlyList<BrokenRule> Rules { get; internal init; } = [];

    /// <summary>Doubtful and unknown names, and those that a person decided.</summary>
    public IReadOnlyList<NameCase> Cases { get; internal init; } = [];

    /// <summary>Names found as they are written, and found under another spelling.</summary>
    public (int Codes, int SameName, int OtherSpelling) Found { get; internal init; }

    public IReadOnlyList<string> Lists { get; internal init; } = [];

    /// <summary>Lists that the contest did not have.</summary>
    public IReadOnlyList<string> NewLists { get; internal init; } = [];

    public int NewStations { get; internal init; }

    /// <summary>Sum of the votes that would be written.</summary>
    public long Votes { get; internal init; }

    /// <summary>What whoever imports should know: roundings, places without a row.</summary>
    public IReadOnlyList<Message> Notices { get; internal init; } = [];

    /// <summary>Every row with its fate, in the order of the file.</summary>
    public IEnumerable<ImportedRow> Rows { get; internal init; } = [];

    /// <summary>Whether it may be committed.</summary>
    public bool IsReady => !Rules.Any(r => r.Stops);

    /// <summary>Whether everything in it is known already.</summary>
    public bool IsKnown => Counts.GetValueOrDefault(RowFate.New) + Counts.GetValueOrDefault(RowFate.Changed) == 0;

    /// <summary>The choice that each written place rests on.</summary>
    internal IReadOnlyDictionary<WrittenPlace, NameChoice> Choices { get; init; } = new Dictionary<WrittenPlace, NameChoice>();

    internal DecidedImport? Draft { get; init; }

    internal MappedResults? Mapped { get; init; }
}
