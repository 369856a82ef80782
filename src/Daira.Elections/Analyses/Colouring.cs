namespace Daira.Elections.Analyses;

/// <summary>What a map is coloured by: classes, and the places in them.</summary>
public sealed record Colouring(IReadOnlyList<LegendClass> Legend, IReadOnlyList<AnswerRow> Rows);
