using Daira.Organisation.Members;
using Daira.Organisation.Recruitment;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Storage;

/// <summary>People who registered themselves, inside a change.</summary>
public sealed partial class OrganisationChange
{
    internal InterestedPerson? RegistrationOf(string reference) => db.Rows<InterestedPerson>().AsNoTracking().SingleOrDefault(r => r.Reference == reference);

    /// <summary>The registration that a reference and secret open; null when they open none, after the same work.</summary>
    internal InterestedPerson? Fitting(MembershipKey key)
    {
        var kept = RegistrationOf(key.Reference);
        return OpenMembership.Fits(kept is null ? null : new MemberAccess(kept.Reference, kept.Id, kept.Digest, default), key) is null ? null : kept;
    }

    /// <summary>Those of that day and before that led to no application.</summary>
    internal IReadOnlyList<InterestedPerson> StaleRegistrations(DateOnly until) => [.. db.Rows<InterestedPerson>().AsNoTracking().Where(r => r.Member == null).AsEnumerable().Where(r => r.On <= until)];

    internal long NextRegistration() => (db.Rows<InterestedPerson>().Max(r => (long?)r.Id) ?? 0) + 1;

    /// <summary>Puts the keys of those who registered under the installation's newest.</summary>
    internal int RewrapRegistrations()
    {
        var kept = db.Rows<InterestedPerson>().AsNoTracking().Where(r => r.Wrapped != null).ToList();
        kept.ForEach(r => Alter(r with { Wrapped = Keys.RewrappedFor(r.Subject, r.Wrapped!) }));
        return kept.Count;
    }

    internal void Keep(InterestedPerson registration) => db.Add(registration);

    internal void Alter(InterestedPerson registration) => db.Attach(registration).State = EntityState.Modified;

    internal void Remove(IEnumerable<InterestedPerson> registrations) => db.RemoveRange(registrations);
}
