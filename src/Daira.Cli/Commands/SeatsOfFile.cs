using System.Globalization;
using Daira.Cli.Output;
using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Imports;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary>Allots seats to the lists of a file under any method; needs no database.</summary>
internal static class SeatsOfFile
{
    private const string Base = "base";

    public static IEnumerable<string> Methods => AllocationMethod.Names.Append(Base);

    public static Outcome<Sheet> Run(string file, int? seats, string? method, string? threshold, long? basis)
    {
        if (seats is null)
        {
            return Wrong("cli.option-missing", "--seats");
        }

        if (method is null)
        {
            return Wrong("cli.option-missing", "--method");
        }

        if (MethodOf(method, basis) is var chosen && !chosen.IsDone)
        {
            return Outcome<Sheet>.Refused(chosen.Refusals);
        }

        if (ThresholdOf(threshold) is var least && !least.IsDone)
        {
            return Outcome<Sheet>.Refused(least.Refusals);
        }

        var lists = Read(file);
        return lists.IsDone
            ? Allot(file, new SeatRule(chosen.Value) { Threshold = least.Value.Threshold }, new Tally(seats.Value, lists.Value))
            : Outcome<Sheet>.Refused(lists.Refusals);
    }

    private static Outcome<Sheet> Allot(string file, SeatRule rule, Tally tally)
    {
        if (Allocator.Faults(rule, tally) is [_, ..] faults)
        {
            return Outcome<Sheet>.Refused([.. faults.Select(f => Wrong("cli.votes-file", file, new Message(
                f.Kind is TallyFaultKind.SeatsOutOfRange or TallyFaultKind.NoLists or TallyFaultKind.DuplicateList or TallyFaultKind.VotesOverflow or TallyFaultKind.NoVotes
                    ? $"cli.fault.{f.Kind}"
                    : "cli.fault.other",
                f.Kind.ToString(), f.List ?? "", f.Value, f.Kind == TallyFaultKind.SeatsOutOfRange ? Tally.MaximumSeats : long.MaxValue)))]);
        }

        var allocation = Allocator.Allocate(rule, tally);
        return new Sheet(
            ["list", "votes", "seats", "state"],
            [.. allocation.Lists.Select(l => new object?[] { l.Code, l.Votes, l.Seats, l.State.Word() })])
        {
            Notes = [.. NotGiven(allocation)],
        };
    }

    private static IEnumerable<Message> NotGiven(Allocation allocation)
    {
        if (allocation.Vacant > 0)
        {
            yield return new Message(allocation.State == SeatState.Threshold ? "cli.seats-vacant.threshold" : "cli.seats-vacant", allocation.Vacant);
        }

        if (allocation.Undecided > 0)
        {
            yield return new Message("cli.seats-undecided", allocation.Undecided, new Code(allocation.State.Word()));
        }
    }

    private static Outcome<AllocationMethod> MethodOf(string method, long? basis) => (method, basis) switch
    {
        (Base, null) => Wrong("cli.option-missing", "--base"),
        (Base, < 1) => Wrong("cli.not-positive", "--base", basis.Value),
        (Base, _) => new LargestRemainder(Quota.Of(basis!.Value)),
        (_, not null) => Wrong("cli.base-without-method"),
        _ => AllocationMethod.ByName(method) is { } named ? named : Ids.Unknown("--method", method, Methods),
    };

    /// <summary>“3%”, “3” or “3.5%”: an exact fraction of the votes in the file.</summary>
    private static Outcome<LeastShare> ThresholdOf(string? text)
    {
        if (text is null)
        {
            return new LeastShare(null);
        }

        return decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100 && percent.Scale <= 6
            ? new LeastShare(new ShareThreshold(new Fraction((long)(percent * 1_000_000), 100_000_000), QuotaBasis.VotesOfEligibleLists))
            : Wrong("cli.threshold", text);
    }

    private static Outcome<ListTally[]> Read(string file)
    {
        try
        {
            var table = CsvTable.Read(file);
            var (list, votes) = (table.Column("list"), table.Column("votes"));
            var candidates = table.Header.Contains("candidates") ? table.Column("candidates") : -1;
            return table.Records.Select(r => new ListTally(Named(r, list), Whole(r, votes, long.MaxValue))
            {
                Candidates = candidates < 0 || r.Fields[candidates].Length == 0 ? null : (int)Whole(r, candidates, int.MaxValue),
            }).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Wrong("cli.votes-file", file, e.Message);
        }
    }

    private static string Named(CsvRecord record, int column) =>
        record.Fields[column] is { Length: > 0 } code ? code : throw new InvalidDataException($"line {record.Line}: the list has no name.");

    private static long Whole(CsvRecord record, int column, long most) =>
        long.TryParse(record.Fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
            ? value
            : throw new InvalidDataException($"line {record.Line}: “{record.Fields[column]}” is not a whole number from 0 to {most}.");

    private static Refusal Wrong(string text, params object[] arguments) => new(RefusalKind.Invalid, text["cli.".Length..], new Message(text, arguments));

    private sealed record LeastShare(Threshold? Threshold);
}
