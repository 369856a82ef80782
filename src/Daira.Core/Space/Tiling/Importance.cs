namespace Daira.Core.Space.Tiling;

/// <summary>From which zoom on each border point is drawn: points are left out one by one, the least important first.</summary>
/// <remarks>
/// Importance is the area of the triangle with the neighbours that remain (Visvalingam and Whyatt 1993). A point stays while any other
/// border's point, drawn or not, or a remaining point of its own border lies in that triangle: then no border crosses another
/// at any zoom, and each border can be weighed by itself.
/// </remarks>
internal static class Importance
{
    private const int ArcsAtOnce = 1 << 11;

    /// <param name="topology">The borders.</param>
    /// <param name="smallest">Per zoom but the last the smallest triangle that is kept, in squared units of the last zoom, falling with the zoom; the last keeps all.</param>
    /// <param name="threads">At most so many at once.</param>
    /// <returns>For every position of every arc the first zoom at which it is drawn.</returns>
    public static byte[] FirstZooms(Topology topology, double[] smallest, int threads)
    {
        var arcs = topology.Arcs;
        var zooms = new byte[arcs.All.Length];
        if (smallest.Length == 0)
        {
            return zooms;
        }

        var (owner, position) = Owners(topology, threads);
        Parts.Of(arcs.Count, ArcsAtOnce, threads, (first, end) =>
        {
            var thinning = new Thinning(topology, owner, position, smallest);
            for (var a = first; a < end; a++)
            {
                if (arcs[a].Length > 2)
                {
                    thinning.Run(a, zooms.AsSpan(arcs.Starts[a], arcs[a].Length));
                }
            }
        });
        return zooms;
    }

    /// <summary>Of every vertex inside an arc that arc and the position in it; no arc (−1) for nodes.</summary>
    private static (int[] Arc, int[] Position) Owners(Topology topology, int threads)
    {
        var (owner, position) = (new int[topology.Vertices.Count], new int[topology.Vertices.Count]);
        Array.Fill(owner, -1);
        Parts.Of(topology.Arcs.Count, ArcsAtOnce, threads, (first, end) =>
        {
            for (var a = first; a < end; a++)
            {
                var arc = topology.Arcs[a];
                for (var i = 1; i < arc.Length - 1; i++)
                {
                    (owner[arc[i]], position[arc[i]]) = (a, i);
                }
            }
        });
        return (owner, position);
    }
}
