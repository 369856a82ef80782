using System.Text.RegularExpressions;

namespace Daira.Organisation.Procedures;

/// <summary>What an answer must match, written by whoever defines the procedure. It is read in one pass over the answer, so that no pattern and no answer together take long.</summary>
public static class AnswerPattern
{
    /// <summary>Whether it can be used: well formed, and without what needs going back (references, looking around).</summary>
    public static bool IsSound(string pattern)
    {
        try
        {
            _ = (new Regex(pattern, RegexOptions.NonBacktracking), Whole(pattern));
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether the answer matches as a whole.</summary>
    public static bool Fits(string pattern, string answer) => Whole(pattern).IsMatch(answer);

    private static Regex Whole(string pattern) => new($"^(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
