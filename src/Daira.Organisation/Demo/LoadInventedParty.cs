using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Demo;

/// <summary>How large the invented party is.</summary>
/// <param name="Local">Local bodies, 0…1,503 with each commune at most once; more are cells inside the same communes.</param>
/// <param name="Former">Ended mandates for each one in force, so that registers of many years can be tried.</param>
public sealed record PartySize(int Local = 400, int Former = 0, int Seed = PartySize.DefaultSeed)
{
    public const int DefaultSeed = 2027;
}

/// <param name="Roles">Ten offices to look at the party from, with the person who holds each.</param>
public sealed record InventedParty(int Bodies, int Mandates, int Persons, IReadOnlyList<(string Role, long Person)> Roles);

/// <summary>
/// Fills an empty organisation with a party that does not exist, from a seed: the same party every time on the same day. Every date hangs on
/// the day it is loaded, so that clocks run and some have run out.
/// </summary>
public sealed class LoadInventedParty(RecordStore record, OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<InventedParty> Run(PartySize size, Actor actor, CancellationToken stop)
    {
        if (Rights.RefuseChange(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<InventedParty>.Refused(closed.Refusals);
        }

        return store.Current.Version > 0
            ? new Refusal(RefusalKind.Conflict, "organisation-not-empty", new Message("organisation.not-empty"))
            : Write(PartyPlan.Draw(size, atlas(), store.Today), actor, stop);
    }

    private Outcome<InventedParty> Write(PartyPlan plan, Actor actor, CancellationToken stop)
    {
        var now = store.Clock.GetLocalNow();
        record.Change(db =>
        {
            BulkInsert.Into(db, plan.Persons, stop);
            BulkInsert.Into(db, plan.Events.Select((e, i) => new StoredEvent(i + 1, e.Kind, e.Subject, e.Number, now, Journaling.NameOf(actor), e.Content)), stop);
            db.Journal(actor, store.Clock, "invented-party-loaded", "organisation");
            return 0;
        });
        store.Reload();
        return new InventedParty(plan.Bodies, plan.Mandates, plan.Persons.Count, plan.Roles);
    }
}
