using System.CommandLine;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Places.Crosswalks;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Sheet = Daira.Cli.Output.Sheet;

namespace Daira.Cli.Commands;

/// <summary><c>crosswalk</c>: a contest's votes, or any figures, within other boundaries.</summary>
internal static class CrosswalkCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = new Option<string?>("--contest") { Description = "Carry this contest's votes to the new boundaries." };
        var from = new Option<string?>("--from") { Description = "Instead of --contest: a file of the old boundaries." };
        var fromId = new Option<string?>("--from-id") { Description = "With --from: the property that names an old area." };
        var to = new Option<string>("--to") { Description = "A file of the new boundaries.", Required = true };
        var toId = new Option<string>("--to-id") { Description = "The property that names a new area.", Required = true };
        var command = new Command("crosswalk", "Figures within other boundaries: computed by inhabitants of common parts, then by area.") { contest, from, fromId, to, toId };
        return shared.Answering(command, (parsed, session, stop) =>
        {
            var areas = Areas(parsed.GetValue(to)!, parsed.GetValue(toId)!, stop);
            return (parsed.GetValue(contest), parsed.GetValue(from), parsed.GetValue(fromId)) switch
            {
                _ when !areas.IsDone => Outcome<Sheet>.Refused(areas.Refusals),
                ({ } id, null, null) => OfContest(session, id, areas.Value, stop),
                (null, { } file, { } field) => Between(session, Areas(file, field, stop), areas.Value, stop),
                _ => new Refusal(RefusalKind.Invalid, "from", new Message("cli.crosswalk.from")),
            };
        });
    }

    private static Outcome<NamedAreas> Areas(string file, string field, CancellationToken stop)
    {
        var read = ReadShapes.Run(file, null, stop);
        return read.IsDone ? NamedAreas.Of(read.Value, field) : Outcome<NamedAreas>.Refused(read.Refusals);
    }

    private static Outcome<Sheet> OfContest(Session session, string contest, NamedAreas to, CancellationToken stop)
    {
        var data = session.Data(stop);
        var carried = data.IsDone ? CarryOver.Run(contest, to, data.Value, stop) : Outcome<CarriedResults>.Refused(data.Refusals);
        if (!carried.IsDone)
        {
            return Outcome<Sheet>.Refused(carried.Refusals);
        }

        Message[] approximate = carried.Value.IsApproximate ? [new("crosswalk.approximate")] : [];
        return new Sheet(["place", "list", "votes", "guessed", "origin"], [.. carried.Value.Votes.Select(v => new object?[] { v.Place, v.List.Code, v.Votes, v.Guessed, "computed" })])
        {
            Notes = [new Message("crosswalk.computed", new Share(carried.Value.Guessed), new Share(carried.Value.Lost)), .. approximate],
        };
    }

    private static Outcome<Sheet> Between(Session session, Outcome<NamedAreas> from, NamedAreas to, CancellationToken stop)
    {
        if (!from.IsDone)
        {
            return Outcome<Sheet>.Refused(from.Refusals);
        }

        var data = session.Elections.Load();
        var table = CarryOver.Between(from.Value, to, data.IsDone ? data.Value : null, stop);
        return new Sheet(
            ["from", "to", "share", "basis", "guessed"],
            [.. table.Parts.Select(p => new object?[] { from.Value.Ids[p.From], to.Ids[p.To], p.Share, p.Basis.ToString().ToLowerInvariant(), table.Guessed[p.From] })]);
    }
}
