/// <summary>What needs no site: format, types of the scripts, licences, and the rules that tests of the house hold.</summary>
sealed class Checks(Shell shell)
{
    private const string Licences = "docs/licences.md";

    public int Run()
    {
        Build();
        var code = shell.Exit("dotnet", "format", "whitespace", "Daira.slnx", "--verify-no-changes", "--no-restore");
        Console.WriteLine(code == 0 ? "format: ok" : "format: run `dotnet format whitespace Daira.slnx`");
        var types = shell.Exit("npm", "--prefix", "src/Daira.Web", "run", "--silent", "check");
        Console.WriteLine(types == 0 ? "types of the islands: ok" : "types of the islands: see above");
        var current = File.Exists(Licences) && File.ReadAllText(Licences) == LicencesPage.Write(shell);
        Console.WriteLine(current ? "licences: ok" : $"licences: {Licences} is out of date; run `dotnet run build.cs -- bless` and review it");
        var house = new Tests(shell).RunBuilt("Platform", ["-namespace", "Daira.Platform.Tests.Architecture"]);
        return code == 0 && types == 0 && current ? house : 1;
    }

    public int Bless()
    {
        Build();
        File.WriteAllText(Licences, LicencesPage.Write(shell));
        shell.Environment["DAIRA_BLESS"] = "1";
        var code = new Tests(shell).RunBuilt(null, ["-trait", "Snapshot=yes"]);
        shell.Exit("git", "status", "--short");
        return code;
    }

    private void Build()
    {
        shell.Step("restore", "dotnet", "restore", "Daira.slnx", "--locked-mode", "-nodeReuse:false");
        shell.Step("build", "dotnet", "build", "Daira.slnx", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false");
    }
}
