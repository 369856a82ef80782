using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.DataRights;

/// <summary>
/// Replaces, every week, the installation's key that persons' keys lie under, and destroys each four weeks after it was replaced. Whoever was
/// erased is unreadable in any copy of the database that is older than 35 days, with the folder of keys of today beside it. A copy younger
/// than four weeks still opens with it: that is what backups are for.
/// </summary>
public sealed class RenewPersonsKey(RecordStore record, OrganisationStore store)
{
    public const string Rule = "person-keys";

    /// <summary>Days one key is used.</summary>
    public const int Week = 7;

    private const int Batch = 20_000;

    /// <returns>How many persons' keys were wrapped anew; 0 when it is not due.</returns>
    public Outcome<int> Run(Actor actor, CancellationToken stop)
    {
        if (Rights.RefuseInTime(actor) is { } forbidden)
        {
            return forbidden;
        }

        var masters = store.Keys.Masters;
        var before = Processings.Rule(Rule, store.Today)!.Before(store.Today);
        if (!IsOld(masters) && !masters.Skip(1).Where((_, i) => masters[i].From <= before).Any())
        {
            return 0;
        }

        // Written first: from here on every new person's key lies under it, whichever program makes it.
        if (IsOld(masters))
        {
            store.Keys.Change(present => IsOld(present) ? [DatedKey.New(store.Today), .. present] : present);
        }

        var rewrapped = 0;
        for (long? after = 0; after is { } from;)
        {
            stop.ThrowIfCancellationRequested();
            var outcome = store.Change<(long? Last, int Changed)>(actor, "persons-key-renewed", change => Rewrap(change, from));
            if (!outcome.IsDone)
            {
                return Outcome<int>.Refused(outcome.Refusals);
            }

            (after, rewrapped) = (outcome.Value.Last, rewrapped + outcome.Value.Changed);
        }

        var registered = store.Change<int>(actor, "persons-key-renewed", change => change.RewrapRegistrations());
        if (!registered.IsDone)
        {
            return registered;
        }

        // Every row opened under the newest: those replaced long enough ago protect nothing any more.
        store.Keys.Change(present => [.. present.Where((_, i) => i == 0 || present[i - 1].From > before)]);
        record.Witness(actor, store.Clock, "persons-key-renewed", "persons", OrganisationJson.Write(new { rewrapped, keys = store.Keys.Masters.Count }));
        return rewrapped;
    }

    private bool IsOld(IReadOnlyList<DatedKey> masters) => masters[0].From.AddDays(Week) <= store.Today;

    private Outcome<(long? Last, int Changed)> Rewrap(OrganisationChange change, long after)
    {
        var kept = change.Members.KeysAfter(after, Batch);
        var anew = new PersonKey[kept.Count];
        Parallel.For(0, kept.Count, i => anew[i] = store.Keys.Rewrapped(kept[i]));
        var changed = anew.Where((k, i) => !ReferenceEquals(k, kept[i])).ToList();
        change.Members.Replace(changed);
        return ((kept.Count < Batch ? null : kept[^1].Member), changed.Count);
    }
}
