using NetTopologySuite.Geometries;

namespace Daira.Core.Space.Cells;

/// <summary>
/// The straight borders between the cells of a Voronoi diagram inside a frame: each site's cell is the frame cut by the bisectors
/// to the other sites, nearest first, until none can reach it any more. Takes any sites, also on one line or nearly at one place.
/// </summary>
internal static class VoronoiBorders
{
    private const int Frame = -1;

    /// <param name="sites">Positions in a plane; of several at one place the first has the cell.</param>
    /// <param name="frame">Holds all sites.</param>
    /// <returns>Each border once.</returns>
    public static IEnumerable<(Coordinate From, Coordinate To)> Between(IReadOnlyList<Coordinate> sites, Envelope frame)
    {
        for (var site = 0; site < sites.Count; site++)
        {
            var cell = Cell(site, sites, frame);
            for (var k = 0; k < cell.Count; k++)
            {
                if (cell[k].Beyond > site)
                {
                    yield return (cell[k].At, cell[(k + 1) % cell.Count].At);
                }
            }
        }
    }

    private static List<Corner> Cell(int site, IReadOnlyList<Coordinate> sites, Envelope frame)
    {
        var at = sites[site];
        List<Corner> cell =
        [
            new(new(frame.MinX, frame.MinY), Frame), new(new(frame.MaxX, frame.MinY), Frame),
            new(new(frame.MaxX, frame.MaxY), Frame), new(new(frame.MinX, frame.MaxY), Frame),
        ];
        foreach (var other in Enumerable.Range(0, sites.Count).Where(i => sites[i].Distance(at) > 0).OrderBy(i => sites[i].Distance(at)).ThenBy(i => i))
        {
            if (cell.Count == 0 || sites[other].Distance(at) > 2 * cell.Max(c => c.At.Distance(at)))
            {
                break;
            }

            cell = Cut(cell, at, sites[other], other);
        }

        return cell;
    }

    // Keeps what is nearer to the site than to the other one; the new edge lies towards the other.
    private static List<Corner> Cut(List<Corner> cell, Coordinate at, Coordinate other, int beyond)
    {
        var kept = new List<Corner>(cell.Count + 1);
        for (var k = 0; k < cell.Count; k++)
        {
            var (corner, next) = (cell[k], cell[(k + 1) % cell.Count]);
            var (here, there) = (Side(corner.At, at, other), Side(next.At, at, other));
            if (here <= 0)
            {
                kept.Add(corner);
            }

            if (here <= 0 != there <= 0)
            {
                var t = here / (here - there);
                var crossing = new Coordinate(corner.At.X + (t * (next.At.X - corner.At.X)), corner.At.Y + (t * (next.At.Y - corner.At.Y)));
                kept.Add(new Corner(crossing, here <= 0 ? beyond : corner.Beyond));
            }
        }

        return kept;
    }

    // Below zero nearer to the site, above zero nearer to the other.
    private static double Side(Coordinate p, Coordinate at, Coordinate other) =>
        ((p.X - ((at.X + other.X) / 2)) * (other.X - at.X)) + ((p.Y - ((at.Y + other.Y) / 2)) * (other.Y - at.Y));

    /// <param name="Beyond">The site on the other side of the edge that begins here; <see cref="Frame"/> for none.</param>
    private readonly record struct Corner(Coordinate At, int Beyond);
}
