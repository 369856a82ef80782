using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses;

/// <summary>What a question was answered with: classes for the map, rows for table and files, sentences, and the recipe to ask again.</summary>
public sealed record Answer(
    Question Question,
    Recipe Recipe,
    Message Title,
    Message Summary,
    IReadOnlyList<LegendClass> Legend,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<AnswerRow> Rows)
{
    /// <summary>What a reader must know: unverified source, eight lists only, approximate shapes, unknown registered voters…</summary>
    public IReadOnlyList<Message> Notices { get; init; } = [];
}

/// <summary>How the figures came about.</summary>
/// <param name="Method">Name of the page in docs/methods, e.g. <c>strong-areas</c>.</param>
/// <param name="Version">Version of the method.</param>
/// <param name="Settings">Every setting, in words a program can parse (<c>stronghold=0.20</c>).</param>
/// <param name="Seed">Null when no chance is involved.</param>
/// <param name="DataVersion"><see cref="ElectoralData.Version"/>.</param>
/// <param name="Sources">Ids of the sources.</param>
public sealed record Recipe(
    string Method,
    string Version,
    IReadOnlyList<KeyValuePair<string, string>> Settings,
    long? Seed,
    string DataVersion,
    IReadOnlyList<string> Sources);

/// <summary>One row of the legend, which is also a filter.</summary>
/// <param name="Id">Class id as in exports, e.g. <c>stronghold</c>, <c>q3</c>, a list's code, <c>no-data</c>.</param>
/// <param name="Swatch">Which colour of the design: scale and slot, e.g. <c>strength-0</c>, <c>sequential-3</c>, <c>diverging-6</c>, <c>list-2</c>, <c>cluster-1</c>, or <c>no-list</c> (hatched), <c>no-data</c> (grey), <c>undefined</c> (outline), <c>not-significant</c>.</param>
/// <param name="Rule">The rule in words, e.g. “ahead by 20 points or more”.</param>
/// <param name="Places">How many rows are in it.</param>
/// <param name="ShareOfVotes">Share of the list's (or all) votes cast there; null where it means nothing.</param>
public sealed record LegendClass(string Id, string Swatch, Message Name, Message Rule, int Places, Share? ShareOfVotes);

/// <summary>A column of the table and of every file.</summary>
/// <param name="Id">Name in CSV, XLSX, GeoJSON and API.</param>
/// <param name="Kind">How cells are shown and read.</param>
public sealed record Column(string Id, ColumnKind Kind, Message Name)
{
    /// <summary>Kept on a phone.</summary>
    public bool Essential { get; init; }
}

public enum ColumnKind
{
    /// <summary>string</summary>
    Text,

    /// <summary>long</summary>
    Votes,

    /// <summary>int</summary>
    Seats,

    /// <summary><see cref="Foundation.Languages.Share"/></summary>
    Share,

    /// <summary><see cref="Foundation.Languages.Points"/></summary>
    Points,

    /// <summary>string: code of a list</summary>
    List,

    /// <summary>string: id of a <see cref="LegendClass"/></summary>
    Class,

    /// <summary>decimal 0…1 or other plain number</summary>
    Number,

    /// <summary><see cref="Foundation.Languages.Message"/></summary>
    Sentence,
}

/// <summary>One place's answer.</summary>
/// <param name="Class">Id of its legend class.</param>
/// <param name="Figure">The number behind the class (share 0…1, points as fraction, margin, turnout); null when unknown.</param>
/// <param name="Cells">The place itself is no column: whoever shows rows puts code and names first. One per column, of the column's kind; null = unknown.</param>
/// <param name="Why">The class in one sentence.</param>
public sealed record AnswerRow(Place Place, string Class, decimal? Figure, IReadOnlyList<object?> Cells, Message Why)
{
    /// <summary>What the class is made of, for strong areas: five components, each with its weight. Empty for other questions.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];
}

/// <summary>One component of a class.</summary>
/// <param name="Id"><c>level margin neighbourhood persistence seats</c>.</param>
/// <param name="Weight">As set.</param>
/// <param name="Effective">Its part of the weights that are known here, 0…1; null when it takes no part.</param>
/// <param name="Value">What is known, in words; says so when nothing is.</param>
/// <param name="Points">What it adds to the margin (the margin itself for <c>margin</c>); null when it takes no part.</param>
/// <param name="InheritedFrom">The place whose figure it is, when not this place's own.</param>
public sealed record Component(string Id, Message Name, int Weight, Share? Effective, Message Value, Points? Points, Place? InheritedFrom);
