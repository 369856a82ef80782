using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members.Import;

/// <summary>What an import rests on, as it is kept: it names nobody.</summary>
public sealed record MembersImported(string Checksum, string Origin, FileBasis Basis, int Entered, int Same, int Doubtful, int Refused, long? First, long? Last);

/// <summary>Enters the members of a previewed file, all in one transaction: the new ones, and the doubtful ones of which a person said that they are somebody else.</summary>
public sealed class ImportMembers(OrganisationStore store)
{
    public const string Kind = "members-import";

    /// <param name="others">Lines of doubtful rows that a person judged to be somebody else.</param>
    public Outcome<MembersImported> Run(MembersPreview preview, IReadOnlySet<int> others, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        if (PreviewMembers.MayKeep(actor) is { } forbidden)
        {
            return forbidden;
        }

        List<MemberOfFile> rows = [.. preview.Rows.Where(r => r.Fate is MemberFate.New || (r.Fate is MemberFate.Doubtful && others.Contains(r.Line)))];
        return rows.Count == 0 ? Errors.ImportRefused("nothing-new") : store.Change(actor, "members-imported", change => Commit(change, preview, rows, progress, stop));
    }

    private static Outcome<MembersImported> Commit(OrganisationChange change, MembersPreview preview, List<MemberOfFile> rows, IProgress<Message> progress, CancellationToken stop)
    {
        foreach (var place in rows.Select(r => r.Place!).Distinct(StringComparer.Ordinal))
        {
            if (change.Ask(MemberRights.Keep, OrganisationScopes.OfPlace("party", place), Sensitivity.Personal) is { } forbidden)
            {
                return forbidden;
            }
        }

        if (change.Members.CameMeanwhile(rows, preview.Seq, stop))
        {
            return new Refusal(RefusalKind.Conflict, "member-import-meanwhile", new Message("member.refused.import-meanwhile"));
        }

        var act = new Act(CleanText.Words(preview.Origin.Origin, "member.import.field.origin", FileOrigin.Longest).Value);
        var (first, last) = change.Members.EnterMany(rows, act, n => progress.Report(new Message("member.import.entering", (long)n, (long)rows.Count)), stop);
        var imported = new MembersImported(
            preview.Checksum, act.Reference, preview.Origin.Basis!.Value, rows.Count, preview.Count(MemberFate.Same), preview.Count(MemberFate.Doubtful), preview.Count(MemberFate.Refused), first, last);
        change.Decide(Kind, preview.Checksum, OrganisationJson.Write(imported));
        change.Journal(string.Create(CultureInfo.InvariantCulture, $"members/{first}-{last}"), imported);
        return imported;
    }
}
