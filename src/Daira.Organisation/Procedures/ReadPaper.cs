using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Procedures;

/// <summary>Takes a paper out to read it; the reading is journalled before it is shown.</summary>
public sealed class ReadPaper(OrganisationStore store)
{
    /// <param name="mayLook">Whether the actor may look into the case.</param>
    /// <exception cref="InvalidDataException">The folder of keys is not the one this paper was sealed with.</exception>
    public Outcome<(PaperFacts Facts, byte[] Content)> Run(long number, int paper, Func<StoredCase, bool> mayLook, Actor actor) =>
        store.Change<(PaperFacts, byte[])>(actor, "paper-read", change =>
        {
            if (!change.Data.Cases.TryGetValue(number, out var standing) || !mayLook(standing) || standing.Papers.FirstOrDefault(p => p.Number == paper) is not { } facts)
            {
                return new Refusal(RefusalKind.NotFound, "no-such-paper", new Message("case.no-such-paper", paper));
            }

            change.Journal(FormattableString.Invariant($"case/{number}/paper/{paper}"));
            var (name, content) = store.PaperKeys.Open(change.Kept(number, paper));
            return (facts with { Name = name ?? facts.Name }, content);
        });
}

/// <summary>How the papers of a case are called, by number: the files' names are sealed with them. For whoever may look into the case.</summary>
public sealed class PaperNames(OrganisationStore store)
{
    /// <exception cref="InvalidDataException">The folder of keys is not the one these papers were sealed with.</exception>
    public IReadOnlyDictionary<int, string> Of(StoredCase seen) => seen.Papers.Count == 0 ? new Dictionary<int, string>() : store.Read(db => db.Rows<StoredPaper>().AsNoTracking()
        .Where(p => p.Case == seen.Id).Select(p => new StoredPaper(p.Case, p.Number, Array.Empty<byte>(), p.Wrapped, p.Name)).AsEnumerable()
        .ToDictionary(p => p.Number, p => store.PaperKeys.NameOf(p) ?? seen.Papers.First(f => f.Number == p.Number).Name));
}
