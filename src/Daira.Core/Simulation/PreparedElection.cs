using System.Runtime.Intrinsics;
using Daira.Core.Numbers;

namespace Daira.Core.Simulation;

/// <summary>A model checked and laid out for the simulation's inner loop: sixteen lists to a vector, places after each other.</summary>
internal sealed class PreparedElection
{
    public const int Lanes = 16;

    private PreparedElection(ElectionModel model)
    {
        Model = model;
        Width = (model.Lists.Count + Lanes - 1) / Lanes;
        Regions = model.Places.Max(p => p.Region) + 1;
        Expected = new float[model.Places.Count * Padded];
        Seats = [.. model.Places.Select(p => p.Seats)];
        Region = [.. model.Places.Select(p => p.Region)];
        Basis = new int[model.Places.Count];
        Doubtful = new bool[model.Places.Count];
    }

    public ElectionModel Model { get; }

    /// <summary>Vectors per place.</summary>
    public int Width { get; }

    public int Padded => Width * Lanes;

    public int Regions { get; }

    /// <summary>[place, lane]: expected votes with the drift in them; 0 where a list does not stand.</summary>
    public float[] Expected { get; }

    public int[] Seats { get; }

    public int[] Region { get; }

    /// <summary>The roll, 0 where the quotient is on the votes.</summary>
    public int[] Basis { get; }

    /// <summary>The roll is only a lower bound.</summary>
    public bool[] Doubtful { get; }

    /// <summary>Lower triangle of the national covariance's root, by columns, padded.</summary>
    public float[] NationalRoot { get; private set; } = [];

    public float[] Regional { get; private set; } = [];

    public float[] Local { get; private set; } = [];

    /// <summary>−½ × total variance, so that factors have mean one.</summary>
    public float[] Centre { get; private set; } = [];

    /// <summary>Null for largest remainders.</summary>
    public HighestBids? Bids { get; private set; }

    /// <summary>Threshold as a fraction; 0/1 = none.</summary>
    public (int Numerator, int Denominator) Threshold { get; private set; } = (0, 1);

    /// <summary>Most votes a list can be drawn to have: keeps sums × seats within 32 bits.</summary>
    public int MostVotes { get; private set; }

    /// <summary>Random vectors per election.</summary>
    public int Draws => Width + TurnoutVectors + (Regions * Width) + (Model.Places.Count * Width);

    public int TurnoutVectors => (1 + Regions + Model.Places.Count + Lanes - 1) / Lanes;

    public static PreparedElection Of(ElectionModel model)
    {
        Check(model);
        var prepared = new PreparedElection(model);
        prepared.PrepareRule();
        prepared.PrepareShocks();
        for (var p = 0; p < model.Places.Count; p++)
        {
            prepared.PreparePlace(p, model.Places[p]);
        }

        return prepared;
    }

    private static void Check(ElectionModel model)
    {
        var lists = model.Lists.Count;
        var fits = lists > 0 && model.Places.Count > 0
            && model.Places.All(p => p.Votes.Count == lists && p.Seats > 0 && p.Region >= 0 && p.Votes.All(v => v is null or >= 0) && p.Votes.Any(v => v > 0))
            && new[] { model.Shocks.National, model.Shocks.Regional, model.Shocks.Local }.All(s => s.Count == lists && s.All(x => x is >= 0 and <= 3))
            && (model.Drift.Count == 0 || model.Drift.Count == lists) && model.Drift.All(x => Math.Abs(x) <= 10)
            && model.Coalitions.All(c => c.All(i => i >= 0 && i < lists))
            && (model.Shocks.Correlation is not { } r || (r.GetLength(0) == lists && r.GetLength(1) == lists));
        if (!fits)
        {
            throw new ArgumentException(
                "Every place needs seats ≥ 1, a region ≥ 0 and one number of votes ≥ 0 (or null) per list, one above 0; shocks are one per list, 0…3; drift −10…10.",
                nameof(model));
        }
    }

    private void PrepareRule()
    {
        var share = Model.Rule.Threshold;
        if (share < Fraction.Zero || share >= 1 || share.Denominator > 1_000_000)
        {
            throw new ArgumentException($"The threshold {share} must be 0 or more and less than 1, with a denominator of at most 1,000,000.");
        }

        Threshold = ((int)share.Numerator, (int)share.Denominator);
        if (Model.Rule is HighestBids bids)
        {
            Bids = bids is { Step: >= 1 and <= 1000, Offset: >= 1 and <= 1000, First: >= 1 } && bids.First < bids.Step + bids.Offset
                ? bids
                : throw new ArgumentException($"Divisors {bids.First}, {bids.Step} × s + {bids.Offset}: needed 1…1,000 for step and offset, the first below the second.");
        }

        MostVotes = int.MaxValue / Lanes / Math.Max(Lanes, Seats.Max()) / Width;
    }

    private void PrepareShocks()
    {
        var shocks = Model.Shocks;
        var lists = Model.Lists.Count;
        NationalRoot = new float[lists * Padded];
        var root = CovarianceRoot.Of(shocks.National, shocks.Correlation);
        (Regional, Local, Centre) = (new float[Padded], new float[Padded], new float[Padded]);
        var turnout = (shocks.TurnoutNational * shocks.TurnoutNational) + (shocks.TurnoutRegional * shocks.TurnoutRegional) + (shocks.TurnoutLocal * shocks.TurnoutLocal);
        for (var l = 0; l < lists; l++)
        {
            (Regional[l], Local[l]) = ((float)shocks.Regional[l], (float)shocks.Local[l]);
            var variance = (shocks.National[l] * shocks.National[l]) + (shocks.Regional[l] * shocks.Regional[l]) + (shocks.Local[l] * shocks.Local[l]) + turnout;
            Centre[l] = (float)(-variance / 2);
            for (var k = 0; k <= l; k++)
            {
                NationalRoot[(k * Padded) + l] = (float)root[l, k];
            }
        }
    }

    private void PreparePlace(int p, SimulatedPlace place)
    {
        for (var l = 0; l < place.Votes.Count; l++)
        {
            var drift = Model.Drift.Count > 0 ? Elementary.Exp(Model.Drift[l]) : 1;
            Expected[(p * Padded) + l] = (float)((place.Votes[l] ?? 0) * drift);
        }

        var most = Math.Max(place.Votes.Max() ?? 0, place.Registered ?? place.RegisteredAtLeast ?? 0);
        if (most > MostVotes)
        {
            throw new ArgumentException($"Place '{place.Code}' has {most} votes or registered; the simulation holds {MostVotes} with {Seats.Max()} seats.");
        }

        if (Model.Rule is RemaindersOfRegistered)
        {
            Doubtful[p] = place.Registered is null;
            Basis[p] = (int)(place.Registered ?? place.RegisteredAtLeast
                ?? throw new ArgumentException($"Place '{place.Code}' needs its registered voters, or the least they can be."));
        }
    }
}
