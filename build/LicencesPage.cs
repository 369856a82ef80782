using System.Text;
using System.Text.Json;
using System.Xml.Linq;

/// <summary>docs/licences.md: every package of the lock files with the licence it declares itself.</summary>
static class LicencesPage
{
    public static string Write(Shell shell)
    {
        shell.TryRead(out var text, "dotnet", "nuget", "locals", "global-packages", "--list");
        var cache = text[(text.IndexOf(':') + 1)..].Trim();
        var rows = NuGet(cache).Concat(Npm()).Distinct().OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal);
        var page = new StringBuilder("""
            # Licences of what Daira is built from

            Written by `dotnet run build.cs -- bless` from the lock files and from what each package says of itself; a test
            refuses a package that is missing here or whose licence is not among those allowed. *Shipped* packages are part of
            the built program, *tools* only of its building and testing.

            | from | package | version | licence | use |
            |---|---|---|---|---|

            """);
        foreach (var row in rows)
        {
            page.Append($"| {row.Kind} | {row.Name} | {row.Version} | {row.Licence} | {row.Use} |\n");
        }

        return page.ToString();
    }

    private static IEnumerable<Row> NuGet(string cache)
    {
        var packages = LockFiles("packages.lock.json").SelectMany(file => Packages(file)
            .Select(p => (p.Name, p.Version, Shipped: file.StartsWith("src", StringComparison.Ordinal)))).ToList();
        return packages.GroupBy(p => (p.Name, p.Version)).Select(g => new Row(
            "NuGet", g.Key.Name, g.Key.Version, NuspecLicence(cache, g.Key.Name, g.Key.Version),
            g.Any(p => p.Shipped) && !g.Key.Name.EndsWith(".Analyzer", StringComparison.Ordinal) && !g.Key.Name.EndsWith(".Analyzers", StringComparison.Ordinal) ? "shipped" : "tool"));

        static IEnumerable<(string Name, string Version)> Packages(string file)
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var package in json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject()))
            {
                if (package.Value.TryGetProperty("resolved", out var version))
                {
                    yield return (package.Name, version.GetString()!);
                }
            }
        }
    }

    private static string NuspecLicence(string cache, string name, string version)
    {
        var id = name.ToLowerInvariant();
        var metadata = XDocument.Load(Path.Combine(cache, id, version.ToLowerInvariant(), id + ".nuspec")).Root!.Elements().First();
        string? Value(string element) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == element)?.Value.Trim();
        return metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license" && (string?)e.Attribute("type") == "expression")?.Value
            ?? Value("licenseUrl") ?? "not declared";
    }

    private static IEnumerable<Row> Npm()
    {
        foreach (var file in LockFiles("package-lock.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var package in json.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0))
            {
                var name = package.Name[(package.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..];
                var tool = package.Value.TryGetProperty("dev", out _) || !file.StartsWith("src", StringComparison.Ordinal);
                yield return new("npm", name, package.Value.GetProperty("version").GetString()!,
                    package.Value.TryGetProperty("license", out var licence) ? licence.GetString()! : "not declared", tool ? "tool" : "shipped");
            }
        }
    }

    private static IEnumerable<string> LockFiles(string name) => new[] { "src", "tests", "bench" }.Where(Directory.Exists)
        .SelectMany(root => Directory.EnumerateFiles(root, name, SearchOption.AllDirectories))
        .Where(path => !path.Contains("node_modules") && !path.Contains("/obj/") && !path.Contains("/bin/")).Order(StringComparer.Ordinal);

    private sealed record Row(string Kind, string Name, string Version, string Licence, string Use);
}
