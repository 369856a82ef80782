using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;

namespace Daira.Organisation.Procedures;

/// <summary>Answers to the questions of a step: each required one given, each in its pattern, clean.</summary>
internal static class CaseForms
{
    public static Outcome<IReadOnlyDictionary<string, string>> Check(IReadOnlyList<Field> form, IReadOnlyDictionary<string, string>? given)
    {
        var answers = new Dictionary<string, string>();
        var refusals = new List<Refusal>();
        foreach (var field in form)
        {
            var written = given?.GetValueOrDefault(field.Id);
            if (string.IsNullOrWhiteSpace(written))
            {
                if (field.Required)
                {
                    refusals.Add(Refuse("answer-missing", field));
                }

                continue;
            }

            var clean = CleanText.Words(written, "field.answer");
            if (!clean.IsDone)
            {
                refusals.AddRange(clean.Refusals);
            }
            else if (field.Pattern is { } pattern && !AnswerPattern.Fits(pattern, clean.Value))
            {
                refusals.Add(Refuse("answer-pattern", field));
            }
            else
            {
                answers[field.Id] = clean.Value;
            }
        }

        return refusals.Count > 0 ? Outcome<IReadOnlyDictionary<string, string>>.Refused(refusals) : Outcome<IReadOnlyDictionary<string, string>>.Of(answers);
    }

    private static Refusal Refuse(string code, Field field) => new(RefusalKind.Invalid, code, new Message("case." + code, field));
}
