using System.Collections.Frozen;

namespace Daira.Elections.Imports.Counts;

/// <summary>The rules that figures are held against before they are committed. Their reasons and remedies are texts under the same word.</summary>
public static class ImportRules
{
    // Hard: nothing of the file is committed.
    public const string UnreadableNumber = "unreadable-number";
    public const string ColumnsSlipped = "columns-slipped";
    public const string VotesExceedVoters = "votes-exceed-voters";
    public const string VotersExceedRegistered = "voters-exceed-registered";
    public const string Contradiction = "contradiction";

    // Soft: accepted by name. What happens then is said by import.accepted.{rule}.
    public const string UnknownPlace = "unknown-place";
    public const string ForeignPlace = "foreign-place";
    public const string PlaceMissing = "place-missing";
    public const string DoubtfulPlace = "doubtful-place";
    public const string NameDiffers = "name-differs";
    public const string UnknownList = "unknown-list";
    public const string FractionalVotes = "fractional-votes";
    public const string Repeated = "repeated";
    public const string TurnoutRange = "turnout-range";
    public const string PartsDiffer = "parts-differ";
    public const string ValidDiffers = "valid-differs";

    /// <summary>Those that may be accepted.</summary>
    public static FrozenSet<string> Soft { get; } =
        FrozenSet.ToFrozenSet([UnknownPlace, ForeignPlace, DoubtfulPlace, PlaceMissing, NameDiffers, UnknownList, FractionalVotes, Repeated, TurnoutRange, PartsDiffer, ValidDiffers]);

    public static FrozenSet<string> Hard { get; } =
        FrozenSet.ToFrozenSet([UnreadableNumber, ColumnsSlipped, VotesExceedVoters, VotersExceedRegistered, Contradiction]);

    /// <summary>Turnout below or above which a minute is asked about, in percent; see docs/methods/import-checks.md.</summary>
    internal const int LeastTurnout = 2;

    /// <inheritdoc cref="LeastTurnout"/>
    internal const int MostTurnout = 98;
}
