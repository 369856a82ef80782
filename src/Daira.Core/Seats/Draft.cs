using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>An allocation while it is being made.</summary>
internal sealed class Draft(Field field)
{
    public Field Field { get; } = field;

    public int Seats => Field.Tally.Seats;

    public int[] AtLeast { get; } = new int[field.Votes.Length];

    /// <summary>Seats a list may have beyond <see cref="AtLeast"/>.</summary>
    public int[] Open { get; } = new int[field.Votes.Length];

    public int[] ByQuotient { get; } = new int[field.Votes.Length];

    public Fraction?[] Remainder { get; } = new Fraction?[field.Votes.Length];

    public int?[] RemainderRank { get; } = new int?[field.Votes.Length];

    public bool[] Exhausted { get; } = new bool[field.Votes.Length];

    /// <summary>The open question, when there is one.</summary>
    public SeatState? Question { get; private set; }

    public int Vacant { get; private set; }

    public int Undecided { get; private set; }

    public bool DecisionUsed { get; set; }

    public List<(int List, SeatWon Seat)> Won { get; } = [];

    public void LeaveVacant(int seats) => Vacant = seats;

    /// <summary>Leaves seats open between lists.</summary>
    public void Ask(SeatState question, int seats, IEnumerable<int> lists, Func<int, int> most)
    {
        Question = question;
        Undecided = seats;
        foreach (var i in lists)
        {
            Open[i] = most(i);
        }
    }

    /// <summary>How the whole ended.</summary>
    public SeatState State => Question
        ?? (Vacant == 0 ? SeatState.Elected : Field.Admitted.Contains(true) ? SeatState.Exhausted : SeatState.Threshold);

    /// <summary>Same seats, same doubts.</summary>
    public bool SameAs(Draft other) =>
        State == other.State && AtLeast.AsSpan().SequenceEqual(other.AtLeast) && Open.AsSpan().SequenceEqual(other.Open);

    public int? SeatsOf(int list) => Open[list] == 0 ? AtLeast[list] : null;

    public Allocation Finish(SeatRule rule, TieDecision? decision, List<Step> steps, bool[]? sensitive)
    {
        for (var i = 0; i < Exhausted.Length; i++)
        {
            if (Exhausted[i])
            {
                steps.Add(new ExhaustedStep(Field.Code(i), Field.Limit[i]));
            }
        }

        var won = Won.ToLookup(w => w.List, w => w.Seat);
        var lists = Field.Tally.Lists.Select((list, i) => new ListSeats(list.Code, list.Votes, StateOf(i, sensitive), AtLeast[i], AtLeast[i] + Open[i])
        {
            ByQuotient = ByQuotient[i],
            Remainder = Remainder[i],
            RemainderRank = RemainderRank[i],
            Won = [.. won[i]],
        });
        var state = State == SeatState.Elected && sensitive is not null ? SeatState.RoundingSensitive : State;
        return new(rule, Field.Tally, state, [.. lists], steps)
        {
            Vacant = Vacant,
            Undecided = Undecided,
            Decision = DecisionUsed ? decision : null,
        };
    }

    private SeatState StateOf(int list, bool[]? sensitive) =>
        !Field.Admitted[list] ? SeatState.Threshold
        : Open[list] > 0 ? Question!.Value
        : sensitive?[list] == true ? SeatState.RoundingSensitive
        : Exhausted[list] || Field.Limit[list] == 0 ? SeatState.Exhausted
        : SeatState.Elected;
}
