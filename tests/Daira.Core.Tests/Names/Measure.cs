using Daira.Core.Names;

namespace Daira.Core.Tests.Names;

/// <summary>Counts over labelled names: of those matched, how many rightly (precision); of those that have a place, how many were matched rightly (recall).</summary>
internal sealed record Measure(int Right, int Wrong, int Doubtful, int None, int Known)
{
    public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);

    public double Recall => (double)Right / Known;

    /// <param name="questions">Each name with the place it denotes; null when it denotes none.</param>
    /// <param name="report">Told every name that was not matched rightly.</param>
    public static Measure Of(IReadOnlyList<ReferenceName> references, IReadOnlyList<(WrittenName Name, string? Code)> questions, Action<string>? report = null)
    {
        var answers = new NameMatcher(references).Match([.. questions.Select(q => q.Name)]);
        foreach (var (q, a) in questions.Zip(answers).Where(p => p.First.Code is null ? p.Second.Fate != NameFate.None : p.Second.Best != p.First.Code))
        {
            report?.Invoke($"{(a.Best is not null ? "WRONG" : a.Fate)} {q.Name.Text} [{q.Code}] {a.Doubt} {string.Join(" ; ", a.Candidates.Select(c => $"{c.Id} {c.Name} {c.Score:F3}"))}");
        }

        foreach (var a in answers.Zip(questions).Where(p => p.First.Best is not null && p.First.Best == p.Second.Code).OrderBy(p => p.First.Score).Take(5))
        {
            report?.Invoke($"LOW {a.First.Written.Text} {a.First.Candidates[0].Name} {a.First.Score:F3}");
        }

        return new Measure(
            questions.Zip(answers).Count(p => p.Second.Best is not null && p.Second.Best == p.First.Code),
            questions.Zip(answers).Count(p => p.Second.Best is not null && p.Second.Best != p.First.Code),
            answers.Count(a => a.Fate == NameFate.Doubtful),
            answers.Count(a => a.Fate == NameFate.None),
            questions.Count(q => q.Code is not null));
    }
}
