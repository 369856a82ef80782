namespace Daira.Web.Map.Drawing;

/// <summary>
/// The borders of a partition, each once: arcs with a face on either side. Fills and lines of any grouping of the faces
/// (by class, by province) come from the same arcs, so that no gap shows and nothing is drawn twice.
/// </summary>
public sealed class ArcNetwork(IReadOnlyList<Arc> arcs)
{
    /// <summary>No face: the sea, or another country.</summary>
    public const int Outside = -1;

    public IReadOnlyList<Arc> Arcs { get; } = arcs;

    /// <summary>The same borders with fewer corners; neighbours keep theirs in common.</summary>
    /// <param name="tolerance">Drawing units, ≥ 0.</param>
    public ArcNetwork Thinned(double tolerance) => new([.. Arcs.Select(a => a with { Points = Thinning.Of(a.Points, tolerance) })]);

    /// <summary>Closed outlines of the union of the faces chosen; holes come as rings of their own (even-odd rule).</summary>
    public IReadOnlyList<IReadOnlyList<GridPoint>> Outline(Func<int, bool> inside)
    {
        var border = new List<Arc>();
        foreach (var arc in Arcs)
        {
            var (left, right) = (Holds(arc.Left), Holds(arc.Right));
            if (left != right)
            {
                border.Add(left ? arc : arc.Reversed());
            }
        }

        return Trails.Closed(border);

        bool Holds(int face) => face != Outside && inside(face);
    }

    /// <summary>The lines between faces for which <paramref name="between"/> holds, joined into long strokes.</summary>
    public IReadOnlyList<IReadOnlyList<GridPoint>> Lines(Func<int, int, bool> between) =>
        Trails.Open(Arcs.Where(a => between(a.Left, a.Right)));

    /// <summary>The coast and the outer frontier.</summary>
    public IReadOnlyList<IReadOnlyList<GridPoint>> Coast() => Outline(_ => true);
}

/// <summary>A border from one meeting point to the next.</summary>
/// <param name="Left">Face on the left while walking along <paramref name="Points"/>, or <see cref="ArcNetwork.Outside"/>.</param>
/// <param name="Right">Face on the right.</param>
/// <param name="Points">Two or more; the first and last are the same for an island.</param>
public sealed record Arc(int Left, int Right, IReadOnlyList<GridPoint> Points)
{
    public Arc Reversed() => new(Right, Left, [.. Points.Reverse()]);
}
