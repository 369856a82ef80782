using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>An electoral law, as far as it is modelled: who elects how, each rule with its article and how sure we are of it.</summary>
/// <param name="Id">E.g. <c>ma-house-2021</c>; contests name it.</param>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="InForceFrom">First day it is known to apply: promulgation, publication or, for 2007, polling day.</param>
/// <param name="Parts">One for each kind of contest it rules.</param>
/// <param name="NotModelled">What the law says and this composition does not, or what nobody could read.</param>
public sealed record Law(string Id, string Country, DateOnly InForceFrom, Message Name, IReadOnlyList<LawPart> Parts, IReadOnlyList<Message> NotModelled)
{
    /// <summary>The part for a kind of contest, or null. A contest of no stated kind follows the first part, the local lists.</summary>
    public LawPart? For(ContestKind kind) =>
        Parts.FirstOrDefault(p => p.Kind is null || p.Kind == kind) ?? (kind == ContestKind.Other && Parts.Count > 0 ? Parts[0] : null);

    /// <summary>Contests that the law is known to rule and whose seats are not allotted, because the text, or what it needs, was not read.</summary>
    public IReadOnlyList<OpenQuestion> Open { get; init; } = [];
}

/// <summary>What has to be read before seats of such a contest can be allotted.</summary>
public sealed record OpenQuestion(ContestKind Kind, Message Question);

/// <summary>How one kind of contest is decided.</summary>
/// <param name="Kind">Null = any.</param>
public sealed record LawPart(ContestKind? Kind, SeatRule Rule, IReadOnlyList<Provision> Provisions)
{
    /// <summary>Seats filled apart from each other on the same votes (2016: 60 women, 30 young); empty = all seats together.</summary>
    public IReadOnlyList<int> Portions { get; init; } = [];

    /// <summary>Who alone may stand, where the law reserves the seats; null = the law, as modelled, reserves none.</summary>
    public Message? Candidates { get; init; }

    /// <summary>True when the votes of all places are added up and the seats are allotted once for the country.</summary>
    public bool IsNationwide { get; init; }
}

/// <summary>One rule of the text.</summary>
/// <param name="Article">Where it stands, e.g. <c>27-11, art. 84</c>.</param>
public sealed record Provision(string Article, Confidence Confidence, Message Text);

/// <summary>How sure we are that the text says so.</summary>
public enum Confidence
{
    /// <summary>One weak source.</summary>
    Low,

    /// <summary>One good secondary source.</summary>
    Medium,

    /// <summary>Good secondary sources that agree, or results that it reproduces.</summary>
    MediumHigh,

    /// <summary>Read in an official text.</summary>
    High,
}
