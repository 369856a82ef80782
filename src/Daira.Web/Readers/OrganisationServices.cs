using Daira.Elections;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Readers;

/// <summary>The organisation on the site: its view, and what it tells the ground about scopes and mandates.</summary>
public static class OrganisationServices
{
    public static void AddOrganisation(this IServiceCollection services)
    {
        services.AddSingleton<OrganisationStore>();
        services.AddSingleton<ClockWork>();
        services.AddHostedService<OrganisationInTime>();
        services.AddSingleton<NightWork>();
        services.AddHostedService<NightInTime>();
        services.AddSingleton<Daira.Organisation.Dues.DuesStore>();
        services.AddSingleton<Daira.Organisation.Members.MemberDirectory>();
        services.AddSingleton<Pages.Members.MemberImports>();
        services.AddSingleton(p => new InstallationKeys(p.GetRequiredService<SiteSettings>().Storage!));
        services.AddSingleton<Daira.Organisation.Card.VerifyCard>();
        services.AddSingleton<IScopes>(p => new OrganisationScopes(() => p.GetRequiredService<OrganisationStore>().Current, () => p.GetRequiredService<CurrentElectoralData>().Value.Atlas));
        services.AddSingleton<IMandateSource>(p => new OrganisationMandates(() => p.GetRequiredService<OrganisationStore>().Current));
    }
}
