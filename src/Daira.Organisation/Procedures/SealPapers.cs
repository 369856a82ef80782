using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>Seals papers that were kept in clear by an earlier version, one commit each; on any other day there is nothing to do. Their names stay in the trail, which is only ever added to.</summary>
public sealed class SealPapers(OrganisationStore store)
{
    /// <returns>How many were sealed.</returns>
    public Outcome<int> Run(Actor actor)
    {
        if (Rights.RefuseInTime(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<int>.Refused(closed.Refusals);
        }

        var open = store.Read(db => db.Rows<StoredPaper>().Where(p => p.Wrapped == null).Select(p => new { p.Case, p.Number }).ToList());
        foreach (var paper in open)
        {
            var done = store.Change<bool>(actor, "paper-sealed", change => Seal(change, paper.Case, paper.Number));
            if (!done.IsDone)
            {
                return Outcome<int>.Refused(done.Refusals);
            }
        }

        return open.Count;
    }

    private static bool Seal(OrganisationChange change, long number, int paper)
    {
        var kept = change.Kept(number, paper);
        change.Replace(change.PaperKeys.Seal(number, paper, change.Data.Cases[number].Papers.First(p => p.Number == paper).Name, kept.Content));
        change.Journal(FormattableString.Invariant($"case/{number}/paper/{paper}"));
        return true;
    }
}
