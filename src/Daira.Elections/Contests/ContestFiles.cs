using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Contests;

/// <summary>Reads what a new contest is described by: its seats (<c>place,seats</c>) and who stands (<c>code[,name_ar,name_fr,name_en]</c>).</summary>
public static class ContestFiles
{
    /// <returns>Refused with every line that cannot be read.</returns>
    public static Outcome<(IReadOnlyList<PlaceSeats> Seats, string Sha256)> Seats(string file, CancellationToken stop)
    {
        var sheet = First(file, stop);
        if (!sheet.IsDone)
        {
            return Outcome<(IReadOnlyList<PlaceSeats>, string)>.Refused(sheet.Refusals);
        }

        if (sheet.Value.Column("place") is not { } place || sheet.Value.Column("seats") is not { } seats)
        {
            return Columns("contest.add.seats-columns", sheet.Value);
        }

        var faults = new List<Refusal>();
        var rows = new List<PlaceSeats>();
        foreach (var row in sheet.Value.Rows)
        {
            if (CellNumbers.ReadCount(row.Fields[seats]) is { Value: { } count and <= AddContest.MostSeats })
            {
                rows.Add(new PlaceSeats(Written.Clean(row.Fields[place]), (int)count, row.Line));
            }
            else
            {
                faults.Add(new Refusal(RefusalKind.Invalid, "contest-seats-unreadable", new Message("contest.add.seats-unreadable", (long)row.Line, Written.Short(row.Fields[seats]))));
            }
        }

        return faults.Count > 0 ? Outcome<(IReadOnlyList<PlaceSeats>, string)>.Refused(faults) : (rows, sheet.Value.Checksum);
    }

    public static Outcome<IReadOnlyList<AddedList>> Lists(string file, CancellationToken stop)
    {
        var sheet = First(file, stop);
        if (!sheet.IsDone)
        {
            return Outcome<IReadOnlyList<AddedList>>.Refused(sheet.Refusals);
        }

        if ((sheet.Value.Column("code") ?? sheet.Value.Column("list")) is not { } code)
        {
            return Columns("contest.add.lists-columns", sheet.Value).Refusals[0];
        }

        string? Text(SheetRow row, string column) => sheet.Value.Column(column) is { } at && Written.Clean(row.Fields[at]) is { Length: > 0 } text ? text : null;
        return Outcome<IReadOnlyList<AddedList>>.Of([.. sheet.Value.Rows.Select(row =>
        {
            var list = new AddedList(Written.Clean(row.Fields[code]), Text(row, "name_ar"), Text(row, "name_fr"), Text(row, "name_en"), 0);
            return list is { Arabic: null, French: null, English: null } ? Imports.Counts.ListsOfFile.New(list.Code) : list;
        })]);
    }

    private static Outcome<Sheet> First(string file, CancellationToken stop)
    {
        var read = ReadSheets.Run(file, null, stop);
        return read.IsDone ? read.Value.Sheets[0] : Outcome<Sheet>.Refused(read.Refusals);
    }

    private static Outcome<(IReadOnlyList<PlaceSeats> Seats, string Sha256)> Columns(string text, Sheet sheet) =>
        new Refusal(RefusalKind.Invalid, text.Replace("contest.add.", "contest-", StringComparison.Ordinal), new Message(text, sheet.File, string.Join(", ", sheet.Header)));
}
