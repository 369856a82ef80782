using Daira.Foundation.Languages;

namespace Daira.Elections.Results;

/// <summary>Something the program found about the data that whoever reads the figures should know.</summary>
/// <param name="Code">Stable word for programs, e.g. <c>units-exchanged</c>, <c>registered-not-reported</c>.</param>
/// <param name="Contest">Id of the contest concerned; null when none or all.</param>
/// <param name="Place">Code of the place concerned; null when none or all.</param>
/// <param name="List">Code of the list concerned; null when none or all.</param>
public sealed record Finding(string Code, FindingKind Kind, string? Contest, string? Place, string? List, Message Message);

public enum FindingKind
{
    /// <summary>The source contradicts itself or another source.</summary>
    Fault,

    /// <summary>The source does not say: the figure is unknown, not zero.</summary>
    Gap,

    /// <summary>How figures are to be read: rounding, other codes, assumptions, repaired shapes.</summary>
    Note,

    /// <summary>A check against a published figure that was met.</summary>
    Check,
}
