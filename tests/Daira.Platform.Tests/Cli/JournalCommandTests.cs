using Daira.Cli;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Cli;

/// <summary>The journal from the command line: exported, kept elsewhere, verified without its database.</summary>
public sealed class JournalCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("daira-journal-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_exported_is_verified_elsewhere_and_what_was_changed_is_not()
    {
        Write("first", "second");
        (await Run("journal", "export", "--to", At("journal.jsonl"))).Code.ShouldBe(ExitCode.Done);
        (await Run("journal", "key", "--to", At("public.pem"))).Code.ShouldBe(ExitCode.Done);
        (await Run("journal", "checkpoint", "--to", At("kept.json"))).Code.ShouldBe(ExitCode.Done);
        (await Run("journal", "prove", "2", "--to", At("proof.json"))).Code.ShouldBe(ExitCode.Done);
        Directory.Delete(At("data"), recursive: true);
        (await Run("journal", "verify", At("journal.jsonl"), "--key", At("public.pem"), "--checkpoint", At("kept.json"))).ShouldBe((ExitCode.Done, "ok,,,3,3,0"));
        (await Run("journal", "verify", At("proof.json"), "--key", At("public.pem"))).ShouldBe((ExitCode.Done, "ok,,,1,1,0"));
        (await Run("journal", "verify", At("journal.jsonl"))).ShouldBe((ExitCode.Refused, "unverified,,,3,3,0"));
        Directory.Exists(At("data")).ShouldBeFalse("a verifier makes nothing");
        File.WriteAllText(At("journal.jsonl"), File.ReadAllText(At("journal.jsonl")).Replace("second", "2nd", StringComparison.Ordinal));
        (await Run("journal", "verify", At("journal.jsonl"), "--key", At("public.pem"))).ShouldBe((ExitCode.Refused, "fault,3,hash-differs,1,0,1"));
    }

    [Fact]
    public async Task A_file_that_is_not_what_it_should_be_is_misuse()
    {
        File.WriteAllText(At("text"), "nothing");
        (await Run("journal", "verify", At("missing"))).Code.ShouldBe(ExitCode.Misuse);
        (await Run("journal", "verify", At("text"), "--key", At("text"))).Code.ShouldBe(ExitCode.Misuse);
        (await Run("journal", "verify", At("text"), "--checkpoint", At("text"))).Code.ShouldBe(ExitCode.Misuse);
        (await Run("journal", "verify", At("text"))).ShouldBe((ExitCode.Refused, "fault,1,cut-line,0,0,0"));
        (await Run("journal", "checkpoint", "--to", At("kept.json"))).Code.ShouldBe(ExitCode.Refused);
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private void Write(params string[] subjects)
    {
        var record = new RecordStore(new StorageSettings(At("data")), TimeProvider.System);
        record.Prepare().IsDone.ShouldBeTrue();
        foreach (var subject in subjects)
        {
            record.Witness(Actor.Operator, TimeProvider.System, "tested", subject);
        }
    }

    /// <returns>The exit code and the last line written.</returns>
    private async Task<(int Code, string Last)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var code = await DairaCommand.Run(
            [.. arguments, "--data", At("data"), "--format", "csv"], new Surroundings(output, error, _ => null, TimeProvider.System), TestContext.Current.CancellationToken);
        return (code, output.ToString().TrimEnd().Split('\n')[^1].TrimEnd('\r'));
    }
}
