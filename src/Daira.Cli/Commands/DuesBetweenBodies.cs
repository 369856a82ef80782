using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Dues;
using static Daira.Cli.Commands.DuesCommands;

namespace Daira.Cli.Commands;

/// <summary><c>dues</c>, between bodies: shares of the levels, and the cash handed over.</summary>
internal static class DuesBetweenBodies
{
    public static IEnumerable<Command> All(SharedOptions shared) => [SetShares(shared), Share(shared), HandOver(shared)];

    private static Command SetShares(SharedOptions shared)
    {
        var year = Year();
        var shares = new Option<string[]>("--share") { Description = "TYPE=1/4 or TYPE=25%, e.g. general-secretariat=1/10 or secretariat/region=15%; again for each.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("shares", "Set what of the dues goes to each type of body above; the rest stays.") { year, shares };
        return shared.Answering(command, (parsed, session, _) =>
        {
            var read = (parsed.GetValue(shares) ?? []).Select(s => s.Split('=', 2)).Select(s => LevelShare.Read(s[0], s.ElementAtOrDefault(1) ?? s[0])).ToList();
            var faults = read.SelectMany(r => r.Refusals).ToArray();
            return SheetOf(
                faults.Length > 0 ? Outcome<LevelShares>.Refused(faults) : new SetLevelShares(session.Dues).Run(new LevelShares(YearOf(parsed.GetValue(year), session), [.. read.Select(r => r.Value)]), Actor.Operator),
                ["year", "type", "share"],
                set => set.Shares.Select(s => new object?[] { set.Year, s.Type, FormattableString.Invariant($"{s.Numerator}/{s.Denominator}") }));
        });
    }

    private static Command Share(SharedOptions shared)
    {
        var (body, year) = (Body(), Year());
        var command = new Command("share", "Give the bodies above their share of what was collected, less what was given before.") { body, year };
        return shared.Answering(command, (parsed, session, stop) => session.Data(stop).Then(data => SheetOf(
            new ShareDues(session.Dues, () => data.Atlas).Run(parsed.GetValue(body), YearOf(parsed.GetValue(year), session), Actor.Operator),
            ["to", "amount"],
            given => given.Select(g => new object?[] { g.To, g.Amount.Units }))));
    }

    private static Command HandOver(SharedOptions shared)
    {
        var body = Body();
        var to = new Option<long>("--to") { Description = "Number of the body that receives.", Required = true };
        var amount = new Option<string>("--amount") { Description = "What is handed over, e.g. 120 or 120.50.", Required = true };
        var day = new Option<DateOnly?>("--day") { Description = "The day (default: today)." };
        var command = new Command("hand-over", "Hand cash over to a body that a share is owed to; both books say it.") { body, to, amount, day };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            new HandOverShare(session.Dues).Run(new HandOverRequest(parsed.GetValue(body), parsed.GetValue(to), parsed.GetValue(amount)!, parsed.GetValue(day) ?? session.Dues.Today), Actor.Operator),
            ["to", "amount"],
            handed => [[parsed.GetValue(to), handed.Units]]));
    }
}
