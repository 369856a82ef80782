/// <summary>Whether a package in use is known to be vulnerable: asked of the package source and of npm's, because such lists are theirs and grow daily.</summary>
sealed class Audit(Shell shell)
{
    public int Run()
    {
        shell.Step("restore", "dotnet", "restore", "Daira.slnx", "--locked-mode", "-nodeReuse:false");
        shell.TryRead(out var packages, "dotnet", "list", Path.GetFullPath("Daira.slnx"), "package", "--vulnerable", "--include-transitive");
        Console.WriteLine(packages);
        var scripts = shell.Exit("npm", "--prefix", "src/Daira.Web", "audit", "--omit=dev");
        if (packages.Contains("has the following vulnerable packages", StringComparison.Ordinal))
        {
            return 1;
        }

        // Silence is no clean bill where the source has no such list.
        var answered = packages.Contains("no vulnerable packages", StringComparison.Ordinal);
        Console.WriteLine(answered ? "packages: none known to be vulnerable" : "packages: NOT CHECKED, the package source offers no list of vulnerabilities; run this where one that has it is reached");
        Console.WriteLine(scripts == 0 ? "scripts: none known to be vulnerable" : "scripts: NOT CHECKED or vulnerable, see above");
        return answered && scripts == 0 ? 0 : 1;
    }
}
