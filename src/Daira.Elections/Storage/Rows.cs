using Daira.Elections.Contests;
using Daira.Elections.Places;

namespace Daira.Elections.Storage;

/// <summary>
/// Everything an installation knows about elections, row by row, as tables hold it: what an import reads, what the
/// database stores, and what <see cref="ElectoralDataBuilder"/> turns into columns.
/// </summary>
public sealed record ElectionTables(
    IReadOnlyList<Source> Sources,
    IReadOnlyList<PlaceRow> Places,
    IReadOnlyList<PlaceNameRow> PlaceNames,
    IReadOnlyList<PopulationRow> Populations,
    IReadOnlyList<MembershipRow> Memberships,
    IReadOnlyList<ListRow> Lists,
    IReadOnlyList<ListAliasRow> ListAliases,
    IReadOnlyList<ContestRow> Contests,
    IReadOnlyList<VoteRow> Votes,
    IReadOnlyList<TotalsRow> Totals,
    IReadOnlyList<SeatsRow> Seats);

/// <param name="ValidTo">The last day included.</param>
/// <param name="PointSource">Source of the point; null without one.</param>
public sealed record PlaceRow(
    string Code,
    PlaceLevel Level,
    string? Parent,
    string? Kind,
    bool IsUnit,
    double? Longitude,
    double? Latitude,
    string? PointSource,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string Source);

/// <param name="Language"><c>ar fr en zgh</c>, or empty for an identifier used in a source.</param>
/// <param name="IsAlias">False for the one official name of that language.</param>
/// <param name="Review"><c>machine</c> or <c>check</c> when a person has still to confirm it.</param>
public sealed record PlaceNameRow(string Place, string Language, string Text, bool IsAlias, string? Review, string Source);

public sealed record PopulationRow(string Place, long Inhabitants, DateOnly Date, string Source);

/// <summary>A unit belongs to a constituency.</summary>
public sealed record MembershipRow(string Unit, string Constituency, string Source);

public sealed record ListRow(string Code, string? Arabic, string? French, string? English, string? Review, int Slot);

/// <summary>Another code of a list, and the contest and source in which it stands for it.</summary>
public sealed record ListAliasRow(string List, string Alias, string Contest, string Source);

public sealed record ContestRow(
    string Id,
    string Country,
    string? Arabic,
    string? French,
    string? English,
    DateOnly Date,
    ContestKind Kind,
    string? Law,
    PlaceLevel Level,
    string? Comparable,
    ResultStatus Status,
    bool IsVerified,
    string Source);

/// <summary>Votes as received. A correction is a new row that names the old one.</summary>
/// <param name="Id">Row id; 0 before it is stored.</param>
/// <param name="Votes">Null: withdrawn by a correction, so unknown again.</param>
/// <param name="Line">Line of the file it was read from; 0 for a correction.</param>
/// <param name="Replaces">Id of the row it corrects.</param>
public sealed record VoteRow(
    long Id,
    string Contest,
    string Place,
    string List,
    long? Votes,
    ResultStatus Status,
    string Source,
    int Line,
    long? Replaces,
    string? Reason);

/// <summary>Totals beside the lists' votes; null = not reported. Shares keep the digits of the source.</summary>
public sealed record TotalsRow(
    string Contest,
    string Place,
    int? Seats,
    long? Registered,
    long? Voters,
    long? Spoilt,
    string? Turnout,
    string? SpoiltShare,
    string Source,
    int Line);

/// <summary>Members elected, as published.</summary>
/// <param name="ListInSource">The code the source gives the list.</param>
public sealed record SeatsRow(string Contest, string Place, string List, int Seats, string ListInSource, string Source, int Line);
