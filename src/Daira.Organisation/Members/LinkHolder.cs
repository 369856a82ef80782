using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Person">Number in the register of office-holders; null takes the link away.</param>
public sealed record HolderLink(long Member, long? Person);

/// <summary>Says that an office-holder is a member: one of each, so that an expulsion, a resignation or a death reaches the offices.</summary>
public sealed class LinkHolder(OrganisationStore store)
{
    public Outcome<HolderLink> Run(HolderLink request, Actor actor) => store.Change<HolderLink>(actor, "member-holder-linked", change =>
    {
        var row = change.Members.Find(request.Member);
        if ((MemberDuties.Ask(change, row, request.Member) ?? Fault(change, request)) is { } refusal)
        {
            return refusal;
        }

        if (Holders.PersonOf(change, request.Member) is { } before)
        {
            change.Decide(Holders.Kind, Holders.Subject(before), Holders.Nobody);
        }

        if (request.Person is { } person)
        {
            change.Decide(Holders.Kind, Holders.Subject(person), OrganisationJson.Write(request.Member));
        }

        change.Decide(Holders.Kind, row!.Subject, request.Person is { } now ? OrganisationJson.Write(now) : Holders.Nobody);
        change.Journal(row.Subject, request);
        return request;
    });

    private static Refusal? Fault(OrganisationChange change, HolderLink request) =>
        request.Person is not { } person ? null
        : !change.Data.Persons.TryGetValue(person, out var found) ? Mandates.Errors.UnknownPerson(person)
        : found.IsErased ? Mandates.Errors.Erased(person)
        : Holders.MemberOf(change, person) is { } other && other != request.Member ? Errors.HolderTaken(person, other)
        : null;
}

/// <summary>Who of the office-holders is which member, and what the end of a membership does to their offices.</summary>
public static class Holders
{
    internal const string Kind = "holder-is-member";

    /// <summary>The content of a decision that takes a link away.</summary>
    internal const string Nobody = "null";

    /// <summary>The office-holder that a member is; null when nobody said so.</summary>
    public static long? PersonOf(RecordStore record, long member) => Number(record.Read(db => db.Rows<Decision>().LastOf(Kind, MemberRow.SubjectOf(member))));

    /// <summary>The member that an office-holder is; null when nobody said so.</summary>
    public static long? MemberOf(RecordStore record, long person) => Number(record.Read(db => db.Rows<Decision>().LastOf(Kind, Subject(person))));

    internal static long? PersonOf(OrganisationChange change, long member) => Number(change.LastDecided(Kind, MemberRow.SubjectOf(member)));

    internal static long? MemberOf(OrganisationChange change, long person) => Number(change.LastDecided(Kind, Subject(person)));

    internal static string Subject(long person) => string.Create(CultureInfo.InvariantCulture, $"person/{person}");

    /// <summary>
    /// What the end of a membership does: offices in the party end with it. A seat that voters gave is not the party's to take: it stays, and
    /// what the law makes of it is another authority's to say. A death ends both.
    /// </summary>
    internal static void EndOffices(OrganisationChange change, long member, EndReason reason, Act act)
    {
        if (PersonOf(change, member) is not { } number || change.Data.Persons.GetValueOrDefault(number) is not { } person)
        {
            return;
        }

        foreach (var mandate in change.Data.MandatesOf(person).Where(m => m.IsInForce(change.Today) && (reason is EndReason.Died || !IsSeat(change.Data, m))).ToList())
        {
            change.Add(mandate, new MandateEnded(change.Today, reason, act));
        }
    }

    /// <summary>Whether voters gave it, not the party.</summary>
    public static bool IsSeat(OrganisationData data, Mandate mandate) => data.TypeOf(data.Bodies[mandate.Body]).IsPublic;

    private static long? Number(string? content) => content is null or Nobody ? null : OrganisationJson.Read<long>(content);
}
