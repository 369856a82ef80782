using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>correct</c>: a new figure beside the old one, with its reason.</summary>
internal static class CorrectCommand
{
    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        var place = new Option<string>("--place") { Description = "Code of the place.", Required = true };
        var list = new Option<string>("--list") { Description = "Code of the list.", Required = true };
        var votes = new Option<string>("--votes") { Description = "The right number, or 'unknown'.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, and from what paper.", Required = true };
        var command = new Command("correct", "Correct a list's votes at a place; the old figure is kept beside the new one.") { contest, place, list, votes, reason };
        return shared.Answering(command, (parsed, session, _) => Run(
            session, parsed.GetValue(contest)!, parsed.GetValue(place)!, parsed.GetValue(list)!, parsed.GetValue(votes)!, parsed.GetValue(reason)!));
    }

    private static Outcome<Sheet> Run(Session session, string contest, string place, string list, string votes, string reason)
    {
        long? figure = null;
        if (votes != "unknown")
        {
            if (!long.TryParse(votes, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return new Refusal(RefusalKind.Invalid, "votes", new Message("cli.votes", votes));
            }

            figure = number;
        }

        var outcome = new CorrectResult(session.Elections, session.Record, session.Clock).Run(new Correction(contest, place, list, figure, reason), Actor.Operator);
        return outcome.IsDone
            ? new Sheet(["contest", "place", "list", "votes", "version"], [[contest, place, list, figure, outcome.Value]])
            : Outcome<Sheet>.Refused(outcome.Refusals);
    }
}
