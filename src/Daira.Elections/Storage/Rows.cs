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
    IReadOnlyList<SeatsRow> Seats)
{
    public IReadOnlyList<ShapeRow> Shapes { get; init; } = [];

    public IReadOnlyList<FindingRow> Findings { get; init; } = [];

    public IReadOnlyList<ContestListRow> ContestLists { get; init; } = [];

    public IReadOnlyList<TieRow> Ties { get; init; } = [];
}

/// <param name="Position">Order in the atlas.</param>
/// <param name="ValidTo">The last day included.</param>
/// <param name="PointSource">Source of the point; null without one.</param>
/// <param name="Import">Number of the import of results that first named it (a polling station); null when it came otherwise.</param>
public sealed record PlaceRow(
    int Position,
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
    string Source,
    int? Import = null);

/// <param name="Language"><c>ar fr en zgh</c>, or empty for an identifier used in a source.</param>
/// <param name="IsAlias">False for the one official name of that language.</param>
/// <param name="Review"><c>machine</c> or <c>check</c> when a person has still to confirm it.</param>
public sealed record PlaceNameRow(string Place, string Language, string Text, bool IsAlias, string? Review, string Source);

public sealed record PopulationRow(string Place, long Inhabitants, DateOnly Date, string Source);

/// <summary>A unit belongs to a constituency.</summary>
/// <param name="IsAssumed">True where no source states it.</param>
public sealed record MembershipRow(string Unit, string Constituency, string Source, bool IsAssumed);

/// <param name="Import">Number of the import of results that first named it, 0 when a contest that was added did; null for what ships.</param>
public sealed record ListRow(string Code, string? Arabic, string? French, string? English, string? Review, int Slot, int? Import = null);

/// <summary>A list that was said to stand in a contest before any vote of it was known.</summary>
public sealed record ContestListRow(string Contest, string List);

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
/// <param name="Decision">Id of the recorded decision it rests on: the correction, or the choice of a place for a doubtful name; reason and author stand there.</param>
/// <param name="Import">Number of the import that brought it; null for what ships and for corrections.</param>
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
    string? Decision,
    int? Import = null);

/// <summary>Totals beside the lists' votes; null = not reported. Shares keep the digits of the source. Of several rows for a place the latest import's known figures hold.</summary>
/// <param name="Import">Number of the import that brought them; 0 for what ships and for the seats of a contest that was added.</param>
/// <param name="Decision">Id of the choice of a place for a doubtful name, as for votes.</param>
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
    int Line,
    int Import = 0,
    string? Decision = null);

/// <summary>How a tie was settled.</summary>
/// <param name="Decision">Id of the recorded decision.</param>
/// <param name="Content">A <see cref="Results.TieResolution"/> as JSON.</param>
public sealed record TieRow(string Contest, string Place, string Decision, string Content);

/// <summary>Members elected, as published.</summary>
/// <param name="ListInSource">The code the source gives the list.</param>
public sealed record SeatsRow(string Contest, string Place, string List, int Seats, string ListInSource, string Source, int Line);

/// <summary>A shape as well-known binary in WGS 84 degrees, with its bounds, so that any SQL user can ask by rectangle.</summary>
/// <param name="ValidFrom">First day on which an official boundary holds; null when it is not known.</param>
public sealed record ShapeRow(
    string Place,
    byte[] Wkb,
    double West,
    double South,
    double East,
    double North,
    bool IsApproximate,
    string Source,
    string Attribution,
    DateOnly? ValidFrom = null);

/// <summary>Something a reader of the figures should know, found by the program: see <see cref="Results.Finding"/>.</summary>
/// <param name="Arguments">The message's arguments, see <see cref="FindingText"/>.</param>
/// <param name="Import">Number of the import of results that it came with; null otherwise.</param>
public sealed record FindingRow(int Id, string Code, string Kind, string? Contest, string? Place, string? List, string Message, string Arguments, int? Import = null);

/// <summary>One committed import.</summary>
/// <param name="Content">Checksum of everything that was read.</param>
/// <param name="What"><c>morocco</c>: everything that ships; <c>results</c>: figures of one contest.</param>
/// <param name="Request">What was asked for, as JSON, so that it can be asked again.</param>
/// <param name="Subject">The contest; null for a whole load.</param>
/// <param name="Decision">Id of the recorded decision; null for a whole load.</param>
public sealed record ImportRow(int Id, string At, string Actor, string What, string Content, string Request, int RowCount, string? Subject = null, string? Decision = null);

/// <summary>A fact about this database itself, e.g. <c>version</c>.</summary>
public sealed record StateRow(string Name, string Value);
