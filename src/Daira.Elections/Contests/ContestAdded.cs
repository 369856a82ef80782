using System.Text.Json;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.Contests;

/// <summary>A contest that a person added, as it is kept and applied again when <c>elections</c> is rebuilt.</summary>
internal sealed record AddedContest(
    string Id,
    string Country,
    string? Arabic,
    string? French,
    string? English,
    DateOnly Date,
    ContestKind Kind,
    string Law,
    PlaceLevel Level,
    string? Comparable,
    bool IsVerified,
    IReadOnlyList<PlaceSeats> Seats,
    IReadOnlyList<AddedList> Lists,
    AddedSource Source)
{
    public string SourceId => "contest-" + Id;

    public static AddedContest Read(Decision decision) => JsonSerializer.Deserialize<AddedContest>(decision.Content, DecidedJson.Options)!;
}

/// <summary>A list as a decision names it.</summary>
public sealed record AddedList(string Code, string? Arabic, string? French, string? English, int Slot);

/// <summary>Where what was added comes from.</summary>
public sealed record AddedSource(string File, string Sha256, string Publisher, string Licence, string Address, DateOnly Retrieved);

/// <summary>Writes an added contest: its own row, seats, lists and source.</summary>
internal sealed class ContestAdded : IDecidedChange
{
    public const string Name = "contest-added";

    public string Kind => Name;

    public void Apply(Decision decision, Applying to)
    {
        var added = AddedContest.Read(decision);
        BulkInsert.Into(to.Db, [new Source(
            added.SourceId, added.Source.Publisher, added.Source.File, added.Source.Licence, added.Source.Address, added.Source.Retrieved, added.Source.Sha256, null)], to.Stop);
        BulkInsert.Into(to.Db, [new ContestRow(
            added.Id, added.Country, added.Arabic, added.French, added.English, added.Date, added.Kind, added.Law, added.Level, added.Comparable, ResultStatus.Provisional, added.IsVerified, added.SourceId)], to.Stop);
        BulkInsert.Into(to.Db, added.Seats.Select(s => new TotalsRow(added.Id, s.Place, s.Seats, null, null, null, null, null, added.SourceId, s.Line)), to.Stop);
        StoredLists.Add(to, added.Lists, null);
        BulkInsert.Into(to.Db, added.Lists.Select(l => new ContestListRow(added.Id, l.Code)), to.Stop);
    }

    public void TakeBack(Decision decision, Applying to)
    {
        var added = AddedContest.Read(decision);
        foreach (var table in (string[])["totals", "results", "contest_lists", "findings"])
        {
            to.Connection.Run($"delete from {table} where contest = @contest", ("@contest", added.Id));
        }

        to.Connection.Run("delete from contests where id = @contest", ("@contest", added.Id));
        to.Connection.Run("delete from sources where id = @source", ("@source", added.SourceId));
        StoredLists.RemoveOrphans(to);
    }
}
