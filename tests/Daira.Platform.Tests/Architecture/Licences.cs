using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daira.Platform.Tests.Architecture;

/// <summary>Every package of the lock files stands in docs/licences.md under a licence that fits ours (docs/decisions: licence).</summary>
public partial class Licences
{
    /// <summary>May be part of a program under AGPL-3.0-or-later.</summary>
    private static readonly string[] Shippable =
    [
        "MIT", "0BSD", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PostgreSQL", "LGPL-2.1-or-later", "OFL-1.1",
        "MS-PL OR Apache-2.0", "(MIT OR Apache-2.0)", "ODbL-1.0", "Zlib", "Unlicense", "BlueOak-1.0.0", "CC0-1.0",
    ];

    /// <summary>May build and test it, unshipped.</summary>
    private static readonly string[] Tools = [.. Shippable, "MPL-2.0"];

    [Fact]
    public void Every_package_of_the_lock_files_is_on_the_licences_page()
    {
        var known = Rows().Select(r => (r.Kind, r.Name, r.Version)).ToHashSet();
        Locked().Distinct().Where(p => !known.Contains(p))
            .ShouldBeEmpty("run `dotnet run build.cs -- bless` and review the difference");
    }

    [Fact]
    public void Every_licence_on_the_page_is_one_that_fits() =>
        Rows().Where(r => !(r.Use == "shipped" ? Shippable : Tools).Contains(r.Licence)).ShouldBeEmpty();

    private static IEnumerable<Row> Rows() => Line().Matches(Repository.Read("docs/licences.md"))
        .Select(m => new Row(m.Groups["kind"].Value, m.Groups["name"].Value, m.Groups["version"].Value, m.Groups["licence"].Value, m.Groups["use"].Value))
        .Where(r => r.Kind is "NuGet" or "npm");

    private static IEnumerable<(string Kind, string Name, string Version)> Locked() =>
        Repository.Files.Where(f => f.EndsWith("/packages.lock.json", StringComparison.Ordinal)).SelectMany(NuGet)
            .Concat(Repository.Files.Where(f => f.EndsWith("/package-lock.json", StringComparison.Ordinal)).SelectMany(Npm));

    private static IEnumerable<(string Kind, string Name, string Version)> NuGet(string file)
    {
        using var json = JsonDocument.Parse(Repository.Read(file));
        return [.. json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject())
            .Where(p => p.Value.TryGetProperty("resolved", out _))
            .Select(p => ("NuGet", p.Name, p.Value.GetProperty("resolved").GetString()!))];
    }

    private static IEnumerable<(string Kind, string Name, string Version)> Npm(string file)
    {
        using var json = JsonDocument.Parse(Repository.Read(file));
        return [.. json.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0)
            .Select(p => ("npm", p.Name[(p.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..], p.Value.GetProperty("version").GetString()!))];
    }

    private sealed record Row(string Kind, string Name, string Version, string Licence, string Use);

    [GeneratedRegex(@"^\| (?<kind>\S+) \| (?<name>\S+) \| (?<version>\S+) \| (?<licence>.+?) \| (?<use>\w+) \|$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
