using Daira.Cli;
using Daira.Platform.Tests.Cli;

namespace Daira.Platform.Tests.Members;

/// <summary>Members and the books of a body from the command line.</summary>
public class MembersCommandTests
{
    [Fact]
    public async Task A_file_is_imported_found_listed_and_called_and_a_payer_has_an_extract()
    {
        await using var daira = new LoadedInstallation();
        await daira.InitializeAsync();
        (await daira.Run("load demo-party --local 20")).Code.ShouldBe(ExitCode.Done);
        var file = Path.Combine(Directory.CreateTempSubdirectory("daira-members-command-").FullName, "membres.csv");
        await File.WriteAllTextAsync(file, "Nom complet,Date de naissance,Commune,Province\nSalma Ouhida,1991-04-02,Sefrou,Sefrou\nOmar Tazi,2020-01-01,Sefrou,Sefrou\n");
        (await daira.Run($"members import {file}")).Code.ShouldBe(ExitCode.Misuse);
        (await daira.Run($"members import {file} --origin registre --basis list --all-joined")).Code.ShouldBe(ExitCode.Misuse);
        var told = $"members import {file} --origin registre --basis register --all-joined";
        var looked = await daira.Csv($"{told} --dry-run");
        looked.Records.ShouldHaveSingleItem().Fields[..3].ShouldBe(["3", "3", "refused"]);
        (await daira.Csv("members")).Records.ShouldBeEmpty();
        (await daira.Run(told)).Code.ShouldBe(ExitCode.Done);
        (await daira.Csv("members")).Records.ShouldHaveSingleItem().Fields.ShouldBe(["member", "1"]);
        (await daira.Csv("members find wahida")).Records.ShouldHaveSingleItem().Fields[^1].ShouldBe("Salma Ouhida");
        var listed = (await daira.Csv("members list --within MA")).Records.ShouldHaveSingleItem().Fields;
        listed[0].ShouldBe("1");
        listed.ShouldNotContain("Salma Ouhida");
        (await daira.Csv("members show 1")).Records.ShouldHaveSingleItem().Fields[6].ShouldBe("registered");

        (await daira.Run("dues tariff member 120 --name-ar عضو")).Code.ShouldBe(ExitCode.Done);
        (await daira.Csv("dues call --body 1 --category member --payer member/1")).Records[0].Fields.ShouldBe(["1", "0", "120"]);
        (await daira.Csv("dues extract --body 1 --payer member/1")).Records.ShouldHaveSingleItem().Fields[1..].ShouldBe(["call", "member", "0", "120"]);
        (await daira.Csv("dues shares --share general-secretariat=25%")).Records[0].Fields[^1].ShouldBe("2500/10000");
        (await daira.Run("dues shares --share general-secretariat=most")).Code.ShouldBe(ExitCode.Misuse);
        (await daira.Csv("dues give --body 1 --donor donor/3 --amount 5000 --key gift-0001")).Records[0].Fields[^1].ShouldBe("no");
        (await daira.Csv("dues forgive --body 1 --payer member/1 --category member --reason PV")).Records[0].Fields.ShouldBe(["member/1", "120"]);
        (await daira.Csv("dues prove")).Records[0].Fields[^1].ShouldBe("0");
    }
}
