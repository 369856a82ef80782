using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Kept">The entry that stays.</param>
/// <param name="Gone">The one that was the same person: it says so from now on, and is no member of its own.</param>
public sealed record Merging(long Kept, long Gone);

/// <summary>
/// Says that two entries are one person. Nothing is moved and nothing is lost: the second entry points to the first, its card ends, and the
/// act can be undone.
/// </summary>
public sealed class MergeMembers(OrganisationStore store)
{
    public Outcome<MemberRow> Run(Merging request, Actor actor) => store.Change<MemberRow>(actor, "members-merged", change =>
    {
        if (Fault(change, request.Kept, request.Gone) is { } refusal)
        {
            return refusal;
        }

        var gone = change.Members.Find(request.Gone)!;
        if (MemberCases.Of(change.Data, gone.Id).FirstOrDefault(c => c.State.IsOpen) is { } open)
        {
            return Errors.CaseOpen(open.Id);
        }

        change.Journal(gone.Subject, new { into = request.Kept });
        change.Members.Add(gone, new Merged(change.Today, request.Kept, gone.State, null));
        return change.Members.Find(request.Kept)!;
    });

    /// <summary>What stands against judging two entries.</summary>
    internal static Refusal? Fault(OrganisationChange change, long one, long other)
    {
        var (first, second) = (change.Members.Find(one), change.Members.Find(other));
        return MemberDuties.Ask(change, first, one) ?? MemberDuties.Ask(change, second, other)
            ?? (one == other ? Errors.SameEntry(one) : first!.State is MemberState.Merged ? Errors.WrongState(first.State) : second!.State is MemberState.Merged ? Errors.WrongState(second.State) : null);
    }
}

/// <summary>Takes a merging back: the entry is what it was before.</summary>
public sealed class UndoMerging(OrganisationStore store)
{
    public Outcome<MemberRow> Run(long member, Actor actor) => store.Change<MemberRow>(actor, "members-parted", change =>
    {
        var row = change.Members.Find(member);
        if ((MemberDuties.Ask(change, row, member) ?? (row!.State is MemberState.Merged ? null : Errors.WrongState(row.State))) is { } refusal)
        {
            return refusal;
        }

        var merged = change.Members.EventsOf(member).OfType<Merged>().Last();
        change.Journal(row!.Subject, new { from = merged.Into.ToString(CultureInfo.InvariantCulture) });
        return change.Members.Add(row, new Parted(change.Today, merged.Was, null));
    });
}
