using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.DataRights;

/// <summary>What a rule of retention asks for today.</summary>
/// <param name="Before">What began on this day or before is over.</param>
/// <param name="Count">How many are due, or were dealt with.</param>
/// <param name="Held">How many more would be, but for an open case or an appeal that can still be made.</param>
/// <param name="Oldest">The oldest day among those due; null when there is none.</param>
public sealed record DueByRule(RetentionRule Rule, DateOnly Before, long Count, long Held, DateOnly? Oldest);

/// <summary>
/// Run every night: does what the rules of the register of processings say, by statements over tables, a few thousand persons in one
/// transaction, each with its entry in the journal. Running it twice does nothing twice.
/// </summary>
public sealed class EraseDue(RecordStore record, OrganisationStore store, Func<Atlas> atlas)
{
    public const string UnfinishedApplications = "unfinished-application";
    public const string CertificateAccess = "certificate-access";

    private const int Batch = 5_000;

    /// <summary>Nobody asked for it: the calendar did.</summary>
    private static readonly ActingAs Calendar = new("calendar", null, null);

    /// <summary>States that end, each by the rule of this name.</summary>
    private static readonly (string Rule, MemberState State)[] States =
        [("not-admitted", MemberState.NotAdmitted), ("resigned", MemberState.Resigned), ("expelled", MemberState.Expelled), ("deceased", MemberState.Deceased)];

    /// <summary>Rules that this use case and its neighbours carry out; a test holds that the register names no other.</summary>
    public static IReadOnlyList<string> Rules { get; } = [UnfinishedApplications, .. States.Select(s => s.Rule), CertificateAccess, RenewPersonsKey.Rule, Messages.ForgetMessages.Rule, Recruitment.EraseStaleRegistrations.Rule];

    /// <summary>What would be done now; nothing is.</summary>
    public Outcome<IReadOnlyList<DueByRule>> Look(Actor actor)
    {
        if (Rights.RefuseInTime(actor) is not null && Rights.Refuse(actor, PrivacyRights.Protect) is { } forbidden)
        {
            return forbidden;
        }

        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<IReadOnlyList<DueByRule>>.Refused(closed.Refusals);
        }

        var (org, today) = (store.Reload(), store.Today);
        var held = Held(org, today);
        return Outcome<IReadOnlyList<DueByRule>>.Of(record.Read(db => (List<DueByRule>)
        [
            Unfinished(org, today),
            .. States.Select(s => Look(db, s.Rule, s.State, held, today)),
            Access(db, today),
        ]));
    }

    /// <summary>Does it.</summary>
    public Outcome<IReadOnlyList<DueByRule>> Run(Actor actor, CancellationToken stop)
    {
        if (Rights.RefuseInTime(actor) is { } forbidden)
        {
            return forbidden;
        }

        var due = Look(actor);
        if (!due.IsDone)
        {
            return due;
        }

        var done = new List<DueByRule>();
        foreach (var rule in due.Value)
        {
            var count = rule.Count == 0 ? 0 : rule.Rule.Id switch
            {
                UnfinishedApplications => Close(actor, rule),
                CertificateAccess => TakeAccess(actor, rule),
                _ => Erase(actor, rule, States.Single(s => s.Rule == rule.Rule.Id).State, stop),
            };
            if (!count.IsDone)
            {
                return Outcome<IReadOnlyList<DueByRule>>.Refused(count.Refusals);
            }

            done.Add(rule with { Count = count.Value });
        }

        return Outcome<IReadOnlyList<DueByRule>>.Of(done);
    }

    private static RetentionRule RuleOf(string id, DateOnly today) => Processings.Rule(id, today) ?? throw new InvalidOperationException($"The register of processings has no rule {id}.");

    /// <summary>Members about whom something is still to be decided, or may still be appealed.</summary>
    private static HashSet<long> Held(OrganisationData org, DateOnly today)
    {
        var calendar = Calendars.Morocco(today);
        return [.. org.Cases.Values.Where(MemberCases.Is).Where(c => c.State.IsOpen || CaseClocks.Of(c.State, calendar, today).Appeal?.DaysLeft(today) >= 0).Select(c => MemberRow.Of(c.State.Applicant)).OfType<long>()];
    }

    private static DueByRule Look(RecordDb db, string id, MemberState state, HashSet<long> held, DateOnly today)
    {
        var rule = RuleOf(id, today);
        var before = rule.Before(today);
        var due = db.Rows<MemberRow>().Where(m => m.State == state && m.Since <= before);
        var (count, waiting) = (due.LongCount(), held.Count == 0 ? 0 : due.LongCount(m => held.Contains(m.Id)));
        return new DueByRule(rule, before, count - waiting, waiting, count == 0 ? null : due.Min(m => m.Since));
    }

    private static DueByRule Unfinished(OrganisationData org, DateOnly today)
    {
        var rule = RuleOf(UnfinishedApplications, today);
        var left = Left(org, rule.Before(today));
        return new DueByRule(rule, rule.Before(today), left.Count, 0, left.Count == 0 ? null : left.Min(c => c.State.TurnSince));
    }

    /// <summary>Applications that wait for the applicant since a day or longer.</summary>
    private static List<StoredCase> Left(OrganisationData org, DateOnly before) =>
        [.. org.Cases.Values.Where(c => c.Definition.Id == MemberCases.Membership && c.State is { IsOpen: true, IsApplicantsTurn: true } && c.State.TurnSince <= before)];

    private static DueByRule Access(RecordDb db, DateOnly today)
    {
        var rule = RuleOf(CertificateAccess, today);
        var before = rule.Before(today);
        var erased = db.Rows<MemberRow>().Where(m => m.State == MemberState.Erased && m.Since <= before && db.Rows<MemberAccess>().Any(a => a.Member == m.Id));
        var count = erased.LongCount();
        return new DueByRule(rule, before, count, 0, count == 0 ? null : erased.Min(m => m.Since));
    }

    /// <summary>Closed as taken back; what is kept of the person then follows the rule of those not admitted.</summary>
    private Outcome<long> Close(Actor actor, DueByRule due) => store.Change<long>(actor, "application-closed", change =>
    {
        var left = Left(change.Data, due.Before);
        foreach (var item in left)
        {
            change.Add(item.Id, new CaseEntry(new Withdrew(change.Now, Calendar)));
            var after = change.Data.Cases[item.Id];
            if (CaseEffects.Apply(change, after, after.State.Outcome!, atlas()) is { } impossible)
            {
                return impossible;
            }

            change.Journal($"case/{item.Id.ToString(CultureInfo.InvariantCulture)}", new { rule = due.Rule.Id });
        }

        return left.Count;
    });

    private Outcome<long> TakeAccess(Actor actor, DueByRule due) => store.Change<long>(actor, "member-access-taken", change =>
    {
        var taken = change.Members.TakeAccessOfErased(due.Before);
        change.Journal("members", new { rule = due.Rule.Id, taken });
        return taken;
    });

    private Outcome<long> Erase(Actor actor, DueByRule due, MemberState state, CancellationToken stop)
    {
        var (erased, after) = (0L, (Since: DateOnly.MinValue, Id: 0L));
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var step = store.Change<(int Erased, DueMember? Last)>(actor, "member-erased", change =>
            {
                var (held, found) = (Held(change.Data, change.Today), change.Members.Due(state, due.Before, after, Batch));
                var members = found.Where(m => !held.Contains(m.Id)).ToList();
                var digests = members.Count == 0 ? [] : change.Members.EraseAll(members, new Bodies.Act($"retention/{due.Rule.Id}"));
                for (var i = 0; i < members.Count; i++)
                {
                    change.Journal(MemberRow.SubjectOf(members[i].Id), new { rule = due.Rule.Id, certificate = digests[i] });
                }

                return (members.Count, found.Count == 0 ? null : found[^1]);
            });
            if (!step.IsDone)
            {
                return Outcome<long>.Refused(step.Refusals);
            }

            if (step.Value.Last is not { } last)
            {
                return erased;
            }

            (erased, after) = (erased + step.Value.Erased, (last.Since, last.Id));
        }
    }
}
