using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>cartogram</c>: places as circles by votes or one hexagon a seat, for programs that draw.</summary>
internal static class CartogramCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        var level = LevelOption.Build("Places of a level (default: the contest's own).");
        var within = new Option<string?>("--within") { Description = "Only places of one region, province or constituency." };
        var view = SharedOptions.OneOf("--view", "circles as large as all votes of a place, or one hexagon a seat.", "hexagons", "circles", "hexagons");
        return shared.Answering(new Command("cartogram", "Places as symbols of the size that counts: votes or seats instead of land.") { contest, level, within, view }, (parsed, session, stop) =>
            Run(
                session,
                new Question(Topic.Turnout, parsed.GetValue(contest)!, null, LevelOption.Of(parsed.GetValue(level))) { Within = parsed.GetValue(within) },
                parsed.GetValue(view) == "circles" ? CartogramKind.Circles : CartogramKind.Hexagons,
                stop));
    }

    private static Outcome<Sheet> Run(Session session, Question question, CartogramKind kind, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var drawn = DrawCartogram.Run(question, kind, data.Value);
        return drawn.IsDone ? SheetOf(drawn.Value) : Outcome<Sheet>.Refused(drawn.Refusals);
    }

    private static Sheet SheetOf(Cartogram drawn) => new(
        ["place", "x", "y", "radius"],
        [.. drawn.Symbols.Select(s => new object?[] { s.Place.Code, Math.Round(s.X, 1), Math.Round(s.Y, 1), Math.Round(s.Radius, 1) })])
    {
        Notes =
        [
            new Message("cli.cartogram.plane"),
            .. drawn.LeftOut.Count == 0 ? Array.Empty<Message>() : [new Message("cli.cartogram.left-out", drawn.LeftOut.Count, string.Join(", ", drawn.LeftOut.Take(10).Select(p => p.Code)))],
        ],
    };
}
