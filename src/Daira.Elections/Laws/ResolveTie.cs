using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Laws;

/// <param name="Place">Code of the constituency; the country's for a nationwide list.</param>
public sealed record TieToResolve(string Contest, string Place, TieResolution Resolution);

/// <summary>
/// Records how equal figures were settled, by birth dates or by lots, and gives the seat accordingly: a decision that survives a rebuild, with a
/// journal entry. For keepers of corrections.
/// </summary>
public sealed class ResolveTie(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    /// <returns>The version of the data afterwards.</returns>
    public Outcome<string> Run(TieToResolve request, Actor actor) =>
        Opening.WithData(actor, Rights.CorrectResults, record, elections).Then(opening => AllocateSeats.Run(request.Contest, opening.Data).Then(seats => Settle(request, seats, opening.Keeper)));

    private Outcome<string> Settle(TieToResolve request, SeatTable seats, Actor keeper)
    {
        if (Refuse(request, seats) is { } refusal)
        {
            return refusal;
        }

        return elections.Change<Outcome<string>>((connection, db) =>
        {
            // The decision first: if the machine stops between the two, the repair at the next start applies it.
            var decision = record.Change(r => Decide(r, request, keeper));
            new TieResolved().Apply(decision, new Applying(connection, db, new Imports.SourceFiles(record.Database.Folder), [decision], CancellationToken.None));
            return DecidedChanges.Note(connection, decision);
        });
    }

    private static Refusal? Refuse(TieToResolve request, SeatTable table)
    {
        if (table.Find(request.Place) is not { } here)
        {
            return Errors.UnknownConstituency(request.Place, table.Contest);
        }

        if (string.IsNullOrWhiteSpace(request.Resolution.Reference))
        {
            return Wrong(RefusalKind.Invalid, "reference-missing");
        }

        string[] tied = [.. here.Lists.Where(l => TieResolution.IsTie(l.State)).Select(l => l.List.Code)];
        if (tied.Length == 0)
        {
            return Wrong(RefusalKind.Conflict, "no-tie", here.Place, new Code(Core.Seats.SeatStates.Word(here.State)));
        }

        var (order, born) = (request.Resolution.Order, request.Resolution.Born);
        if (order.Concat(born.Keys).FirstOrDefault(l => !tied.Contains(l)) is { } other)
        {
            return Wrong(RefusalKind.Invalid, "not-tied", other, new Code(string.Join(" · ", tied)));
        }

        if (order.Distinct().Count() < order.Count || (order.Count > 0 && order.Count < tied.Length) || (born.Count > 0 && born.Count < tied.Length) || order.Count + born.Count == 0)
        {
            return Wrong(RefusalKind.Invalid, "name-each", new Code(string.Join(" · ", tied)));
        }

        if (born.FirstOrDefault(b => b.Value >= table.Contest.Date) is { Key: not null } unborn)
        {
            return Wrong(RefusalKind.Invalid, "born-later", unborn.Key, unborn.Value, table.Contest.Date);
        }

        return here.Allocations.Select(a => request.Resolution.Allot(a.Rule, a.Tally)).FirstOrDefault(a => TieResolution.IsTie(a.State)) is { } still
            ? Wrong(RefusalKind.Conflict, "still-tied", here.Place, new Code(string.Join(" · ", still.Lists.Where(l => TieResolution.IsTie(l.State)).Select(l => l.Code))))
            : null;
    }

    private static Refusal Wrong(RefusalKind kind, string code, params object[] arguments) => new(kind, $"tie-{code}", new Message($"resolve.{code}", arguments));

    private Decision Decide(RecordDb db, TieToResolve request, Actor actor)
    {
        var subject = $"{request.Contest}/{request.Place}";
        var content = TieResolved.Write(request.Contest, request.Place, request.Resolution);
        db.Journal(actor, clock, "tie-resolved", subject, content);
        return db.Decide(actor, clock, TieResolved.Name, subject, content, request.Resolution.Reference);
    }
}
