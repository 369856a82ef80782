using System.Globalization;

namespace Daira.Elections.Analyses;

/// <summary>A question as one line: equal questions have equal keys.</summary>
internal static class QuestionKey
{
    public static string Of(Question q) => string.Create(
        CultureInfo.InvariantCulture,
        $"{q.Topic}|{q.Contest}|{q.List}|{q.Level}|{q.Against}|{q.Within}|{Of(q.Classification)}|{q.Beside}|{(q.Topic is Topic.Strong or Topic.Clusters or Topic.Persistence ? q.Strong : null)}|{q.Clusters}|{q.Zones}");

    private static string Of(Classification c) => $"{c.Method} {c.Classes} {string.Join(' ', c.Breaks)}";
}
