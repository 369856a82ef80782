using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Organisation.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Storage;

/// <summary>Decisions as they are asked for.</summary>
internal static class Decisions
{
    public static string? LastOf(this IQueryable<Decision> decisions, string kind, string subject) =>
        decisions.Where(d => d.Kind == kind && d.Subject == subject).OrderByDescending(d => d.Number).Select(d => d.Content).FirstOrDefault();
}

/// <summary>What a change asks of the tables it shares with the ground: decisions, and acts of two persons.</summary>
public sealed partial class OrganisationChange
{
    private const string BeforeJointAct = "before_joint_act";
    private bool hasJointAct;

    /// <summary>What was decided of a kind, by subject.</summary>
    public IReadOnlySet<string> Decided(string kind) => db.Rows<Decision>().Where(d => d.Kind == kind).Select(d => d.Subject).ToHashSet();

    /// <summary>The last decision of a kind about a subject; null when there is none.</summary>
    internal string? LastDecided(string kind, string subject) => db.Rows<Decision>().LastOf(kind, subject);

    /// <summary>Keeps a decision that needs no table of its own.</summary>
    public void Decide(string kind, string subject, string content) => db.Decide(acting, clock, kind, subject, content);

    /// <summary>What was filed with the data protection authority, by processing.</summary>
    internal IReadOnlyDictionary<string, DataRights.Filing> Filings => DataRights.EnterFiling.Of(db);

    internal void Keep(StoredPaper paper) => db.Add(paper);

    internal void Replace(StoredPaper paper) => db.Attach(paper).State = EntityState.Modified;

    internal StoredPaper Kept(long number, int paper) => db.Rows<StoredPaper>().AsNoTracking().Single(p => p.Case == number && p.Number == paper);

    /// <summary>Refuses, as the second person, what a first one asked for, or takes back one's own request.</summary>
    public Outcome<JointAct> Decline(Guid request, string reason) => new TwoPersons(clock).Decline(db, acting, request, reason);

    /// <summary>An act of two persons as it stands; null when there is none.</summary>
    public JointAct? FindJointAct(Guid request) => db.Rows<JointAct>().AsNoTracking().SingleOrDefault(a => a.Id == request);

    /// <summary>Whether whoever acts now is the one who asked for an act of two persons; offices do not matter.</summary>
    public bool IsAskedBySame(JointAct act) => Journaling.NameOf(acting).Split('/')[0] == act.AskedBy.Split('/')[0];

    /// <summary>From here on a rule of incompatibility does not refuse: two persons allowed the exception.</summary>
    internal void AllowException() => IsException = true;

    internal bool IsException { get; private set; }

    /// <summary>A joint act is settled by a statement of its own; when what it allows is then refused, it must wait on as before.</summary>
    private void BeginJointAct()
    {
        db.Database.CurrentTransaction!.CreateSavepoint(BeforeJointAct);
        hasJointAct = true;
    }

    private void TakeBackJointAct()
    {
        if (hasJointAct)
        {
            db.Database.CurrentTransaction!.RollbackToSavepoint(BeforeJointAct);
        }
    }
}
