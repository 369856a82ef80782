/// <summary>Whether a package in use is known to be vulnerable: asked of the package source and of npm's, because such lists are theirs and grow daily.</summary>
sealed class Audit(Shell shell)
{
    /// <summary>A version whose fault has been public for years (GHSA-5crp-9r3c-p9vr): a source that finds nothing wrong with it has no list.</summary>
    private const string Control =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
          <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.3" /></ItemGroup>
        </Project>
        """;

    private const string Found = "has the following vulnerable packages";

    public int Run()
    {
        shell.Step("restore", "dotnet", "restore", "Daira.slnx", "--locked-mode", "-nodeReuse:false");
        var packages = Vulnerable(Path.GetFullPath("Daira.slnx"));
        Console.WriteLine(packages);
        var scripts = shell.Exit("npm", "--prefix", "src/Daira.Web", "audit", "--omit=dev");
        if (packages.Contains(Found, StringComparison.Ordinal))
        {
            return 1;
        }

        // Silence is no clean bill where the source has no such list, and it says the same words then.
        var isListed = HasList();
        Console.WriteLine(isListed ? "packages: none known to be vulnerable" : "packages: NOT CHECKED, the package source does not know a version that is known to be vulnerable; run this where one that has such a list is reached");
        Console.WriteLine(scripts == 0 ? "scripts: none known to be vulnerable" : "scripts: NOT CHECKED or vulnerable, see above");
        return isListed && scripts == 0 ? 0 : 1;
    }

    private bool HasList()
    {
        var folder = Directory.CreateTempSubdirectory("daira-audit-");
        try
        {
            var project = Path.Combine(folder.FullName, "control.csproj");
            File.WriteAllText(project, Control);
            return shell.Exit("dotnet", "restore", project, "-nodeReuse:false") == 0 && Vulnerable(project).Contains(Found, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string Vulnerable(string project)
    {
        shell.TryRead(out var answer, "dotnet", "list", project, "package", "--vulnerable", "--include-transitive");
        return answer;
    }
}
