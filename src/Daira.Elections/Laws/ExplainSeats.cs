using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>One constituency's seats, step by step, in sentences that a secretary can check with a calculator.</summary>
public static class ExplainSeats
{
    /// <param name="constituency">Code of the place; the country's for a nationwide list.</param>
    public static Outcome<SeatExplanation> Run(string contest, string constituency, ElectoralData data)
    {
        var seats = AllocateSeats.Run(contest, data);
        if (!seats.IsDone)
        {
            return Outcome<SeatExplanation>.Refused(seats.Refusals);
        }

        return seats.Value.Find(constituency) is { } here
            ? new SeatExplanation(seats.Value.Contest, seats.Value.Law, seats.Value.Part, here, [.. StepsOf(here)])
            : Errors.UnknownConstituency(constituency, seats.Value.Contest);
    }

    internal static IEnumerable<Message> StepsOf(ConstituencySeats here)
    {
        for (var portion = 0; portion < here.Allocations.Count; portion++)
        {
            var allocation = here.Allocations[portion];
            if (here.Allocations.Count > 1)
            {
                yield return new Message("explain.portion", portion + 1, allocation.Tally.Seats);
            }

            yield return new Message("explain.votes", allocation.Tally.ListVotes, allocation.Tally.Lists.Count, allocation.Tally.Seats);
            foreach (var said in allocation.Steps.SelectMany(step => StepWords.Of(step, allocation)))
            {
                yield return said;
            }

            yield return StepWords.End(allocation);
        }

        if (here.Settled is { } settled)
        {
            foreach (var (list, born) in settled.Born.OrderByDescending(b => b.Value))
            {
                yield return new Message("explain.born", new Code(list), born);
            }

            yield return new Message("explain.decision", settled.Reference);
        }

        if (here.Allocations.Count == 0)
        {
            yield return new Message("explain.incomplete");
        }

        foreach (var list in here.Lists.Where(l => l is { Seats: { } computed, Proclaimed: { } proclaimed } && computed != proclaimed))
        {
            yield return new Message("explain.difference", new Code(list.List.Code), list.Seats!.Value, list.Proclaimed!.Value);
        }
    }
}

/// <summary>The rule with its articles, the steps, and what the law says that is not modelled.</summary>
public sealed record SeatExplanation(Contest Contest, Law Law, LawPart Part, ConstituencySeats Seats, IReadOnlyList<Message> Steps)
{
    public IReadOnlyList<Provision> Provisions => Part.Provisions;

    public IReadOnlyList<Message> NotModelled => Law.NotModelled;
}
