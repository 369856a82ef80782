using Daira.Cli;
using Daira.Elections.Imports;
using Daira.Platform.Tests.Cli;

namespace Daira.Platform.Tests.Organisation;

/// <summary>The organisation from the command line.</summary>
public class PartyCommandTests
{
    [Fact]
    public async Task The_invented_party_is_loaded_once_names_ten_roles_and_lists_its_bodies()
    {
        await using var daira = new LoadedInstallation();
        await daira.InitializeAsync();
        var roles = await daira.Csv("load demo-party --local 20");
        roles.Records.Count.ShouldBeGreaterThanOrEqualTo(10);
        roles.Records.ShouldAllBe(r => r.Fields[3].Contains("/invitation?secret=", StringComparison.Ordinal));
        var bodies = await daira.Csv("bodies");
        bodies.Records.Count(r => r.Fields[2] == "secretariat").ShouldBe(12 + 75 + 20);
        bodies.Records.ShouldContain(r => r.Fields[5] == "expired");
        (await daira.Run("load demo-party")).Code.ShouldBe(ExitCode.Refused);
        var procedures = await daira.Csv("procedures");
        procedures.Records.Select(r => r.Fields[0]).ShouldBe(["appoint", "data-erasure", "data-opposition", "data-rectification", "found-body", "member-expulsion", "member-resignation", "member-suspension", "member-transfer", "membership", "renew-body", "support-request"]);
        procedures.Records.ShouldAllBe(r => r.Fields[4].StartsWith("arbitration-committee@", StringComparison.Ordinal) || r.Fields[0] == "member-resignation");
    }
}
