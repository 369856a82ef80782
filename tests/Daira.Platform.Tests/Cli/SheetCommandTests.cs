using Daira.Cli;

namespace Daira.Platform.Tests.Cli;

/// <summary>Decision sheets and saved views by command, as on the pages.</summary>
public sealed class SheetCommandTests : IClassFixture<LoadedInstallation>
{
    private readonly LoadedInstallation daira;

    public SheetCommandTests(LoadedInstallation daira) => this.daira = daira;

    [Fact]
    public async Task A_sheet_is_opened_shown_decided_and_its_table_exported_as_it_was()
    {
        var opened = await daira.Csv("sheets", "open", "--question", "Where next?", "--option", "Here", "--option", "Nowhere");
        opened.Records.ShouldHaveSingleItem().Fields[..3].ShouldBe(["1.1", "draft", "Where next?"]);
        (await daira.Csv("views", "add", "--name", "change", "--address", "/compare?contest=ma-house-2021-local")).Records.Count.ShouldBe(1);
        (await daira.Csv("views")).Records.ShouldHaveSingleItem().Fields[1].ShouldBe("change");
        (await daira.Csv("sheets", "add", "1", "--address", "/map?topic=share&contest=ma-house-2021-local&list=PI")).Records.ShouldHaveSingleItem().Fields[0].ShouldBe("1");
        var table = await daira.Csv("sheets", "export", "1.1");
        table.Records.Count.ShouldBe(92);
        table.Header.ShouldContain("share");
        (await daira.Csv("sheets", "decide", "1.1", "--choice", "1", "--by", "Bureau", "--reason", "gain")).Records[0].Fields[^1].Length.ShouldBe(64);
        var shown = await daira.Csv("sheets", "show", "1");
        (shown.Records[0].Fields[shown.Column("state")], shown.Records[0].Fields[shown.Column("exhibits")]).ShouldBe(("decided", "1"));
        (await daira.Csv("sheets")).Records.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("sheets show 99", ExitCode.Misuse)]
    [InlineData("sheets export 99.1", ExitCode.Misuse)]
    [InlineData("views add --name x --address /nowhere", ExitCode.Misuse)]
    [InlineData("sheets open", ExitCode.Misuse)]
    public async Task What_is_not_there_is_said(string command, int code) => (await daira.Run(command)).Code.ShouldBe(code);
}
