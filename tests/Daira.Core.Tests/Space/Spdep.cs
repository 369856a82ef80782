using System.Diagnostics;
using System.Globalization;
using Daira.Core.Randomness;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Triangulate;

namespace Daira.Core.Tests.Space;

/// <summary>An invented map of 300 cells, and what the R package spdep says of it.</summary>
public sealed class Spdep : IDisposable
{
    private const int Count = 300;
    private readonly string folder = Directory.CreateTempSubdirectory("daira-spdep-").FullName;
    private readonly Lazy<Dictionary<string, double[]>> results;

    public Spdep()
    {
        var stream = new RandomStream(20, 0);
        Points = [.. Enumerable.Range(0, Count).Select(_ => new Coordinate(stream.NextDouble(), stream.NextDouble()))];
        Shapes = Cells(Points);
        Y = [.. Points.Select(point => Math.Abs(Math.Sin(4 * point.X) + point.Y + stream.NextDouble()))];
        Second = [.. Points.Select(point => point.X - (2 * stream.NextDouble()))];
        Population = [.. Points.Select(_ => 200.0 + stream.NextBelow(20_000))];
        Events = [.. Population.Select((people, unit) => Math.Floor(people * (0.1 + (0.2 * Points[unit].X) + (0.1 * stream.NextDouble()))))];
        Kinds = [.. Points.Select(point => (int)(3 * Math.Min(0.99, (point.X + stream.NextDouble()) / 2)))];
        results = new(Run);
    }

    public Coordinate[] Points { get; }

    public Geometry[] Shapes { get; }

    public double[] Y { get; }

    public double[] Second { get; }

    public double[] Events { get; }

    public double[] Population { get; }

    public int[] Kinds { get; }

    public IReadOnlyDictionary<string, double[]> Results
    {
        get
        {
            Assert.SkipUnless(File.Exists("/usr/bin/Rscript"), "Rscript with spdep (Debian: r-cran-spdep)");
            return results.Value;
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Geometry[] Cells(Coordinate[] points)
    {
        var builder = new VoronoiDiagramBuilder { ClipEnvelope = new(0, 1, 0, 1) };
        builder.SetSites(points);
        var frame = new GeometryFactory().ToGeometry(new Envelope(0, 1, 0, 1));
        var cells = builder.GetDiagram(new GeometryFactory()).Geometries;
        // A diagram's cells carry their site; clipped to the frame they keep common corners.
        return [.. points.Select(point => cells.Single(cell => cell.UserData.Equals(point)).Intersection(frame))];
    }

    private Dictionary<string, double[]> Run()
    {
        File.WriteAllLines(Path.Combine(folder, "points.csv"), ["x,y", .. Points.Select(point => Line(point.X, point.Y))]);
        File.WriteAllLines(Path.Combine(folder, "units.csv"), ["y,second,events,population,kind", .. Enumerable.Range(0, Count).Select(unit => Line(Y[unit], Second[unit], Events[unit], Population[unit], Kinds[unit]))]);
        File.WriteAllLines(Path.Combine(folder, "shapes.wkt"), Shapes.Select(shape => shape.AsText()));
        var script = Path.Combine(AppContext.BaseDirectory, "Space", "spdep.R");
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/Rscript", [script, folder]) { RedirectStandardError = true, UseShellExecute = false })!;
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, complaints);
        return File.ReadLines(Path.Combine(folder, "results.csv")).Select(line => line.Split(','))
            .GroupBy(fields => fields[0], StringComparer.Ordinal)
            .ToDictionary(lines => lines.Key, lines => lines.SelectMany(fields => fields.Skip(1).Select(Number)).ToArray(), StringComparer.Ordinal);
    }

    private static double Number(string text) => text is "NA" or "NaN" or " NaN" or " NA" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    private static string Line(params double[] values) => string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
