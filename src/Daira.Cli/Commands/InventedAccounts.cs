using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Organisation.Demo;
using Daira.Organisation.Mandates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Cli.Commands;

/// <summary>An account for each role of the invented party, so that its rights can be looked at from inside: each taken over by a link that opens once.</summary>
internal static class InventedAccounts
{
    /// <returns>For each role the secret of its link.</returns>
    public static async Task<Outcome<IReadOnlyList<string>>> Make(Session session, InventedParty party, Func<Atlas> atlas)
    {
        await using var services = Services(session, atlas);
        var secrets = new List<string>();
        foreach (var (role, person) in party.Roles)
        {
            await using var scope = services.CreateAsyncScope();
            var name = session.Organisation.Current.Persons[person].NameIn("fr").Text;
            var invited = await scope.ServiceProvider.GetRequiredService<InviteAccount>().Run(new InviteRequest(role, name), Actor.Operator);
            var linked = invited.IsDone ? new LinkAccount(session.Organisation).Run(new AccountLink(person, invited.Value.Account), Actor.Operator) : null;
            if (invited.Refusals.Concat(linked?.Refusals ?? []).ToList() is { Count: > 0 } refusals)
            {
                return Outcome<IReadOnlyList<string>>.Refused(refusals);
            }

            secrets.Add(invited.Value.Secret);
        }

        return secrets;
    }

    private static ServiceProvider Services(Session session, Func<Atlas> atlas)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection().SetApplicationName("Daira").PersistKeysToFileSystem(session.Storage.KeyFolder());
        services.AddSingleton(session.Record);
        services.AddSingleton(session.Clock);
        services.AddSingleton<IScopes>(new OrganisationScopes(() => session.Organisation.Current, atlas));
        services.AddAccounts();
        return services.BuildServiceProvider();
    }
}
