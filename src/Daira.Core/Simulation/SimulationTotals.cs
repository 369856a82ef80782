namespace Daira.Core.Simulation;

/// <summary>Counts over simulated elections: whole numbers, so that parts add up to the same whole in any order.</summary>
public sealed class SimulationTotals
{
    internal SimulationTotals(ElectionModel model)
    {
        Model = model;
        House = model.Places.Sum(p => p.Seats);
        SeatCounts = new long[model.Lists.Count, House + 1];
        FirstInSeats = new long[model.Lists.Count];
        FirstInVotes = new long[model.Lists.Count];
        Majorities = new long[model.Coalitions.Count];
        Pivotal = new long[model.Coalitions.Count, model.Places.Count];
        AtLeast = [.. model.Places.Select(p => new long[model.Lists.Count, p.Seats])];
    }

    /// <summary>What was simulated.</summary>
    public ElectionModel Model { get; }

    /// <summary>Seats of the house.</summary>
    public int House { get; }

    /// <summary>Elections counted.</summary>
    public long Elections { get; internal set; }

    /// <summary>[list, seats]: elections in which the list has that many seats.</summary>
    public long[,] SeatCounts { get; }

    /// <summary>Per list: elections in which it alone has most seats.</summary>
    public long[] FirstInSeats { get; }

    /// <summary>Per list: elections in which it has most votes (the earlier list of the model if equal).</summary>
    public long[] FirstInVotes { get; }

    /// <summary>Per coalition: elections in which it has more than half the seats.</summary>
    public long[] Majorities { get; }

    /// <summary>[coalition, place]: elections in which the place's seats decide whether the coalition has its majority.</summary>
    public long[,] Pivotal { get; }

    /// <summary>Per place [list, n−1]: elections in which the list has at least n seats there.</summary>
    public IReadOnlyList<long[,]> AtLeast { get; }

    /// <summary>Simulated contests (place × election) whose seats may depend on an unknown roll.</summary>
    public long Dependent { get; internal set; }

    /// <summary>Adds the counts of another part of the same simulation.</summary>
    public void Add(SimulationTotals other)
    {
        if (!ReferenceEquals(Model, other.Model))
        {
            throw new ArgumentException("The totals belong to another model.", nameof(other));
        }

        Elections += other.Elections;
        Dependent += other.Dependent;
        Add(SeatCounts, other.SeatCounts);
        Add(FirstInSeats, other.FirstInSeats);
        Add(FirstInVotes, other.FirstInVotes);
        Add(Majorities, other.Majorities);
        Add(Pivotal, other.Pivotal);
        foreach (var (mine, theirs) in AtLeast.Zip(other.AtLeast))
        {
            Add(mine, theirs);
        }
    }

    /// <summary>Mean seats of a list.</summary>
    public double Mean(int list)
    {
        var sum = 0L;
        for (var s = 0; s <= House; s++)
        {
            sum += s * SeatCounts[list, s];
        }

        return (double)sum / Elections;
    }

    /// <summary>Least number of seats that at least a share of the elections do not exceed.</summary>
    /// <param name="share">0…1, e.g. 0.05.</param>
    public int Quantile(int list, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var (seats, sum) = (0, SeatCounts[list, 0]);
        while (sum < share * Elections && seats < House)
        {
            sum += SeatCounts[list, ++seats];
        }

        return seats;
    }

    private static void Add(Array mine, Array theirs)
    {
        var target = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, long>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(mine)), mine.Length);
        var source = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, long>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(theirs)), theirs.Length);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += source[i];
        }
    }
}
