using Daira.Elections.Places;
using Daira.Foundation;

namespace Daira.Elections.Analyses;

/// <summary>
/// A question put to the data. Page, API, command, download and permalink carry the same one, so that each can repeat
/// what another showed.
/// </summary>
/// <param name="Contest">Id of the contest asked about.</param>
/// <param name="List">Code of the list asked about; required by strong, share, change, clusters and seats margins; null otherwise.</param>
/// <param name="Level">Level of the rows: <see cref="PlaceLevel.Commune"/> stands for the electoral units; null = the contest's own.</param>
/// <param name="Against">Earlier contest for <see cref="Topic.Change"/>; null = the latest comparable one.</param>
/// <param name="Within">Only places inside this one; null = the whole country.</param>
/// <param name="Beside">The second figure of <see cref="Topic.Bivariate"/> and of bivariate clusters: code of another list; null = turnout.</param>
public sealed record Question(
    Topic Topic,
    string Contest,
    string? List = null,
    PlaceLevel? Level = null,
    string? Against = null,
    string? Within = null,
    string? Beside = null)
{
    public Classification Classification { get; init; } = Classification.Default;

    public StrongAreasSettings Strong { get; init; } = StrongAreasSettings.Default;

    public ClusterSettings Clusters { get; init; } = ClusterSettings.Default;

    public ZoneSettings Zones { get; init; } = ZoneSettings.Default;
}

public enum Topic
{
    /// <summary>Where is the list strong? The published rule of strong areas.</summary>
    Strong,

    /// <summary>Which list came first?</summary>
    Leader,

    /// <summary>What share did the list win?</summary>
    Share,

    /// <summary>How many of the registered voted?</summary>
    Turnout,

    /// <summary>How did the list's share change between two contests?</summary>
    Change,

    /// <summary>Where do high and low shares cluster, beyond chance?</summary>
    Clusters,

    /// <summary>Seats won and votes to the next one.</summary>
    Seats,

    /// <summary>Where did high shares gather in contest after contest?</summary>
    Persistence,

    /// <summary>Where do two figures go together, and where apart? Three classes of each.</summary>
    Bivariate,

    /// <summary>Which connected areas, alike in the list's share, could be organised together?</summary>
    Zones,
}

/// <summary>How numbers are cut into classes.</summary>
/// <param name="Classes">2…7, what the map's colours keep apart; ignored where the method or the reader sets the number. Fewer come out where figures repeat.</param>
/// <param name="Breaks">For <see cref="ClassificationMethod.Manual"/>: 1…6 ascending inner breaks in the unit of the figure (shares 0…1).</param>
public sealed record Classification(ClassificationMethod Method, int Classes, IReadOnlyList<decimal> Breaks)
{
    /// <summary>Round breaks: 5, 10, 20, 30 % for shares; −15, −5, −1, 1, 5, 15 points for changes.</summary>
    public static Classification Default { get; } = new(ClassificationMethod.Round, 5, []);

    /// <summary>More are not kept apart by the map's colours.</summary>
    public const int MostClasses = 7;

    internal IEnumerable<Refusal> Faults()
    {
        if (Method != ClassificationMethod.Manual && (Classes < 2 || Classes > MostClasses))
        {
            yield return Errors.ClassCount(Classes);
        }

        if (Method == ClassificationMethod.Manual && (Breaks.Count < 1 || Breaks.Count >= MostClasses || Breaks.Zip(Breaks.Skip(1)).Any(pair => pair.First >= pair.Second)))
        {
            yield return Errors.ManualBreaks();
        }
    }
}

public enum ClassificationMethod
{
    Round,
    Quantile,
    EqualInterval,
    NaturalBreaks,
    StandardDeviation,
    Manual,
    Pretty,
    MaximumBreaks,
    HeadTail,
    Box,
    Percentile,
}
