using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.DataRights;
using Daira.Organisation.Messages;

namespace Daira.Cli.Commands;

/// <summary><c>retention</c> and <c>processings</c>: what is kept of persons, why and for how long; and what is over.</summary>
internal static class PrivacyCommands
{
    public static Command Retention(SharedOptions shared)
    {
        var dry = new Option<bool>("--dry-run") { Description = "Say what is due; change nothing." };
        var command = new Command("retention", "Erase what the register of processings says is over, as the site does every night.") { dry };
        return shared.Answering(command, (parsed, session, stop) => Run(session, parsed.GetValue(dry), stop));
    }

    public static Command Processings(SharedOptions shared)
    {
        var command = new Command("processings", "The register of processings: purposes, bases, data, retention, filings.");
        return shared.Answering(command, (_, session, _) => List(session));
    }

    private static Outcome<Sheet> Run(Session session, bool isDry, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var erase = new EraseDue(session.Record, session.Organisation, () => data.Value.Atlas);
        var due = isDry ? erase.Look(Actor.Operator) : erase.Run(Actor.Operator, stop);
        var renewed = isDry || !due.IsDone ? 0 : new RenewPersonsKey(session.Record, session.Organisation).Run(Actor.Operator, stop);
        var forgotten = isDry || !due.IsDone ? 0 : new ForgetMessages(session.Record, session.Organisation).Run(Actor.Operator);
        var unjoined = isDry || !due.IsDone ? 0 : new Daira.Organisation.Recruitment.EraseStaleRegistrations(session.Organisation).Run(Actor.Operator);
        return due.IsDone && renewed.IsDone && forgotten.IsDone && unjoined.IsDone
            ? new Sheet(["rule", "before", isDry ? "due" : "done", "held", "oldest", "basis", "confidence"], [.. due.Value.Select(d => new object?[]
            {
                d.Rule.Id, d.Before, d.Count, d.Held, d.Oldest, d.Rule.Basis.Text, d.Rule.Basis.Confidence.ToString().ToLowerInvariant(),
            })])
            : Outcome<Sheet>.Refused([.. due.Refusals, .. renewed.Refusals, .. forgotten.Refusals, .. unjoined.Refusals]);
    }

    private static Outcome<Sheet> List(Session session)
    {
        if (session.Organisation.Prepare() is { IsDone: false } closed)
        {
            return Outcome<Sheet>.Refused(closed.Refusals);
        }

        var register = RegisterOfProcessings.Of(session.Record, session.Organisation.Today);
        return new Sheet(RegisterOfProcessings.Columns, [.. register.Select(p => p.Cells(session.Language.Code))]);
    }
}
