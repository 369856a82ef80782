using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Storage;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>
/// Words of a case about a member. A case is only ever added to and travels whole, so it holds a reference; the words lie under the member's
/// key and go with it.
/// </summary>
public static class MemberTexts
{
    private const string Mark = "sealed/";

    internal static string Reference(long id) => Mark + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same act with its words put away; words that the kernel refuses are left as they are, so that it says why.</summary>
    internal static Outcome<CaseAct> Seal(OrganisationChange change, StoredCase standing, CaseAct act)
    {
        if (MemberRow.Of(standing.State.Applicant) is not { } member || WordsOf(act) is not { } words || string.IsNullOrWhiteSpace(words) || words.Length > CaseMoves.LongestText)
        {
            return act;
        }

        var clean = Bodies.CleanText.Words(words, "field.reason");
        return !clean.IsDone ? Outcome<CaseAct>.Refused(clean.Refusals)
            : change.Members.Seal(member, clean.Value) is { } reference ? With(act, reference)
            : Errors.Erased(member);
    }

    /// <summary>The words of a member's cases, by reference; empty after erasure.</summary>
    internal static IReadOnlyDictionary<string, string> Open(RecordDb db, byte[]? key, long member) => key is null
        ? new Dictionary<string, string>()
        : db.Rows<SealedText>().AsNoTracking().Where(t => t.Member == member).AsEnumerable().ToDictionary(t => Reference(t.Id), t => PersonKeys.ReadText(key, member, t.Content));

    private static string? WordsOf(CaseAct act) => act switch
    {
        CaseAct.Move { Reason: { } reason } => reason.Text,
        CaseAct.Object o => o.Text,
        CaseAct.Say say => say.Text,
        CaseAct.Recuse recuse => recuse.Text,
        CaseAct.Appeal appeal => appeal.Text,
        _ => null,
    };

    private static CaseAct With(CaseAct act, string reference) => act switch
    {
        CaseAct.Move move => move with { Reason = move.Reason! with { Text = reference } },
        CaseAct.Object => new CaseAct.Object(reference),
        CaseAct.Say => new CaseAct.Say(reference),
        CaseAct.Recuse => new CaseAct.Recuse(reference),
        CaseAct.Appeal => new CaseAct.Appeal(reference),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act.GetType().Name, "Only acts with words are sealed."),
    };
}
