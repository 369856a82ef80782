using System.Text.Json;
using Daira.Core.Seats;

namespace Daira.Elections.Results;

/// <summary>What was decided outside the arithmetic where figures are equal in one constituency: as its minutes or a ruling say it.</summary>
/// <param name="Order">Lists in the order drawn by lots; the earlier takes the seat. Empty = no lots were drawn.</param>
/// <param name="Born">By list: birth date of the candidate who would take the seat. Empty = not given.</param>
/// <param name="Reference">Where it is written.</param>
public sealed record TieResolution(IReadOnlyList<string> Order, IReadOnlyDictionary<string, DateOnly> Born, string Reference)
{
    /// <summary>Allots as the rule says; where equal figures leave seats open, with the birth dates and then the order drawn.</summary>
    public Allocation Allot(SeatRule rule, Tally tally)
    {
        var open = Allocator.Allocate(rule, tally);
        if (!IsTie(open.State))
        {
            return open;
        }

        var dated = tally with { Lists = [.. tally.Lists.Select(l => Born.TryGetValue(l.Code, out var born) ? Dated(l, open[l.Code].AtLeast, born) : l)] };
        return Allocator.Allocate(rule, dated, Order.Count == 0 ? null : new TieDecision(Order, Reference));
    }

    public static bool IsTie(SeatState state) => state is SeatState.TieNeedsBirthDates or SeatState.DrawingOfLots;

    internal string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    internal static TieResolution Read(string json) => JsonSerializer.Deserialize<TieResolution>(json, JsonSerializerOptions.Web)!;

    /// <summary>The date belongs to the candidate after those already elected.</summary>
    private static ListTally Dated(ListTally list, int elected, DateOnly born) =>
        list with { BirthDates = [.. Enumerable.Repeat<DateOnly?>(null, elected), born] };
}
