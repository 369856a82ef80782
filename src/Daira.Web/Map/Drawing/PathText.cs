using System.Text;

namespace Daira.Web.Map.Drawing;

/// <summary>The shortest usual writing of an SVG path: whole numbers, relative, no needless space.</summary>
internal static class PathText
{
    public static string Rings(IEnumerable<IReadOnlyList<GridPoint>> rings) => Write(rings, closed: true);

    public static string Strokes(IEnumerable<IReadOnlyList<GridPoint>> strokes) => Write(strokes, closed: false);

    private static string Write(IEnumerable<IReadOnlyList<GridPoint>> lines, bool closed)
    {
        var path = new StringBuilder();
        var pen = default(GridPoint);
        foreach (var line in lines)
        {
            path.Append('m');
            Pair(path, line[0] - pen);
            pen = line[0];

            // The closing stroke is drawn by z, which also carries the pen back to the start.
            var last = closed ? line.Count - 2 : line.Count - 1;
            for (var i = 1; i <= last; i++)
            {
                Pair(path, line[i] - pen);
                pen = line[i];
            }

            if (closed)
            {
                path.Append('z');
                pen = line[0];
            }
        }

        return path.ToString();
    }

    private static void Pair(StringBuilder path, GridPoint step)
    {
        Number(path, step.X);
        Number(path, step.Y);
    }

    private static void Number(StringBuilder path, int value)
    {
        if (value >= 0 && path.Length > 0 && char.IsAsciiDigit(path[^1]))
        {
            path.Append(' ');
        }

        path.Append(value);
    }
}
