using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Organisation.Bodies;

namespace Daira.Cli.Commands;

/// <summary><c>bodies</c>: the bodies of the organisation as they are today.</summary>
internal static class BodiesCommand
{
    public static Command Build(SharedOptions shared) =>
        shared.Answering(new Command("bodies", "The bodies of the organisation with place, stage and expiry."), (_, session, stop) => Run(session, stop));

    private static Outcome<Sheet> Run(Session session, CancellationToken stop)
    {
        var (data, ready) = (session.Data(stop), session.Organisation.Prepare());
        if (!data.IsDone || !ready.IsDone)
        {
            return Outcome<Sheet>.Refused([.. data.Refusals, .. ready.Refusals]);
        }

        var (org, today) = (session.Organisation.Current, session.Organisation.Today);
        return new Sheet(
            ["id", "name", "type", "organisation", "place", "stage", "since", "until", "parent"],
            [.. org.Bodies.Values.OrderBy(b => b.Id).Select(b => (Body: b, State: b.On(today) ?? b.Last)).Select(x => new object?[]
            {
                x.Body.Id, org.NameOf(x.Body, data.Value.Atlas, today).NameIn(session.Language.Code).Text, x.Body.Type, org.TypeOf(x.Body).Organisation, x.Body.Place ?? x.Body.Country,
                x.State.IsExpired(today) ? "expired" : x.State.Stage.ToString().ToLowerInvariant(), x.State.Since, x.State.Until, x.Body.Parent,
            })]);
    }
}
