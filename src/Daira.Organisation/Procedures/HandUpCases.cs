using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>Run daily: every turn that is late or has nobody left goes to the body above.</summary>
public sealed class HandUpCases(OrganisationStore store, Func<Atlas> atlas)
{
    /// <summary>Who acts when nobody does: the calendar.</summary>
    private static readonly ActingAs Calendar = new("calendar", null, null);

    /// <returns>How many went up.</returns>
    public Outcome<int> Run(Actor actor) =>
        Rights.RefuseInTime(actor) is { } forbidden ? forbidden
        : store.Current.Cases.Values.Any(c => c.State is { IsOpen: true, Body: not null }) ? Change(actor)
        : 0;

    private Outcome<int> Change(Actor actor) => store.Change<int>(actor, "cases-handed-up", change =>
    {
        var moves = new CaseMoves(new OfficesInForce(change.Data, atlas()), Calendars.Morocco(change.Today));
        var due = change.Data.Cases.Values.Select(c => (Case: c, Event: moves.HandUp(c.State, Calendar, change.Now))).Where(x => x.Event is not null).ToList();
        foreach (var (open, happened) in due)
        {
            change.Add(open.Id, new CaseEntry(happened!));
            change.Journal($"case/{open.Id.ToString(CultureInfo.InvariantCulture)}");
        }

        return due.Count;
    });
}
