using System.CommandLine;
using System.Globalization;
using Daira.Core.Space.Tiling;
using Daira.Elections.Imports;
using Daira.Elections.Tiles;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>tiles</c>: vector tiles of a file of shapes, as files or as one MBTiles.</summary>
internal static class TilesCommand
{
    private const int DeepestZoom = 14;
    private const int TellEvery = 10_000;

    public static Command Build(SharedOptions shared)
    {
        var shapes = new Option<string>("--shapes") { Description = "A GeoJSON file in WGS 84: areas or points.", Required = true };
        var zooms = new Option<string>("--zooms") { Description = "First and last zoom, e.g. 0-10.", Required = true };
        var to = new Option<string?>("--to") { Description = "Folder to write {z}/{x}/{y}.mvt into." };
        var mbtiles = new Option<string?>("--mbtiles") { Description = "File to write as MBTiles, instead or as well." };
        var command = new Command("tiles", "Cut shapes into vector tiles.") { shapes, zooms, to, mbtiles };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            shared.Session(parsed),
            parsed.GetValue(shapes)!,
            parsed.GetValue(zooms)!,
            new Target(parsed.GetValue(to), parsed.GetValue(mbtiles)),
            shared.Threads(parsed),
            stop)));
        return command;
    }

    private static int Run(Session session, string file, string zooms, Target target, int? threads, CancellationToken stop)
    {
        if (target is { Folder: null, File: null })
        {
            return session.Refuse([Wrong("cli.option-missing", "--to")]);
        }

        if (Zooms(zooms) is not { } range)
        {
            return session.Refuse([Wrong("cli.zooms", zooms, DeepestZoom)]);
        }

        var shapes = GeoJsonShapes.Read(file);
        if (!shapes.IsDone)
        {
            return session.Refuse(shapes.Refusals);
        }

        if (!shapes.Value.IsGeographic)
        {
            return session.Refuse([Wrong("cli.tiles-degrees", file)]);
        }

        session.Tell(new Message("cli.tiles.read", shapes.Value.Features.Count, shapes.Value.Name));
        var settings = new TileSettings { MaxZoom = range.Last };
        var tiles = Interruptible.Run(() => TileSet.Build([Layer(shapes.Value, range)], threads is { } some ? settings with { Threads = some } : settings), stop);
        return Write(session, tiles, shapes.Value.Name, target, stop);
    }

    private static int Write(Session session, TileSet tiles, string name, Target target, CancellationToken stop)
    {
        try
        {
            if (target.Folder is { } folder)
            {
                session.Tell(new Message("cli.tiles.written", WriteFiles(session, tiles, folder, stop), folder));
            }

            if (target.File is { } file)
            {
                session.Tell(new Message("cli.tiles.written", MbTiles.Write(tiles, file, name, "", stop), file));
            }

            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException or AggregateException)
        {
            return session.Refuse([Wrong("cli.tiles-target", target.Folder ?? target.File!, e.Message)]);
        }
    }

    /// <summary>Tiles of the same address are replaced; nothing else in the folder is touched.</summary>
    private static int WriteFiles(Session session, TileSet tiles, string folder, CancellationToken stop)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            session.Tell(new Message("cli.tiles.folder-in-use", folder));
        }

        foreach (var column in tiles.Addresses.Select(at => (at.Zoom, at.X)).Distinct())
        {
            Directory.CreateDirectory(Path.Combine(folder, Text(column.Zoom), Text(column.X)));
        }

        var count = 0;
        var gate = new Lock();
        tiles.ForEach(
            (at, bytes) =>
            {
                File.WriteAllBytes(Path.Combine(folder, Text(at.Zoom), Text(at.X), Text(at.Y) + ".mvt"), bytes);
                if (Interlocked.Increment(ref count) is var done && done % TellEvery == 0)
                {
                    lock (gate)
                    {
                        session.Tell(new Message("cli.tiles.written", done, folder));
                    }
                }
            },
            stop);
        return count;
    }

    private static TileLayer Layer(ShapeFile file, (int First, int Last) zooms) => new(
        file.Name,
        [.. file.Features.Select(f => new TileFeature((ulong)f.Number, f.Shape, f.Properties))],
        zooms.First,
        zooms.Last);

    private static (int First, int Last)? Zooms(string text) =>
        text.Split('-') is [var from, var to] && Zoom(from) is { } first && Zoom(to) is { } last && first <= last ? (first, last) : null;

    private static int? Zoom(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var zoom) && zoom <= DeepestZoom ? zoom : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Refusal Wrong(string text, params object[] arguments) => new(RefusalKind.Invalid, text["cli.".Length..], new Message(text, arguments));

    private sealed record Target(string? Folder, string? File);
}
