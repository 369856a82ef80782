using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Demo;

namespace Daira.Cli.Commands;

/// <summary><c>load demo-party</c>: a party that does not exist, to try the organisation with.</summary>
internal static class InventedPartyCommand
{
    public static Command Build(SharedOptions shared)
    {
        var local = SharedOptions.AtLeast("--local", "How many local bodies (default: 400).", 0);
        var former = SharedOptions.AtLeast("--former", "Ended mandates for each one in force (default: 0).", 0);
        var command = new Command("demo-party", "An invented party with bodies, mandates, vacancies and expiries; only into an empty organisation. Lists who holds which role.") { local, former };
        return shared.Answering(command, (parsed, session, stop) => Run(session, new PartySize(parsed.GetValue(local) ?? 400, parsed.GetValue(former) ?? 0, (int)(shared.Seed(parsed) ?? PartySize.DefaultSeed)), stop));
    }

    private static Outcome<Sheet> Run(Session session, PartySize size, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var loaded = new LoadInventedParty(session.Record, session.Organisation, () => data.Value.Atlas).Run(size, Actor.Operator, stop);
        if (!loaded.IsDone)
        {
            return Outcome<Sheet>.Refused(loaded.Refusals);
        }

        var secrets = InventedAccounts.Make(session, loaded.Value, () => data.Value.Atlas).GetAwaiter().GetResult();
        return secrets.IsDone
            ? new Sheet(["role", "person", "name", "invitation"], [.. loaded.Value.Roles.Select((r, i) => new object?[]
            {
                r.Role, r.Person, session.Organisation.Current.Persons[r.Person].NameIn(session.Language.Code).Text, $"/{session.Language.Code}/invitation?secret={secrets.Value[i]}",
            })])
            : Outcome<Sheet>.Refused(secrets.Refusals);
    }
}
