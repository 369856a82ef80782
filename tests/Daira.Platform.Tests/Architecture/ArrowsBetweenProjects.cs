namespace Daira.Platform.Tests.Architecture;

/// <summary>Who may know whom, held on what was compiled.</summary>
public class ArrowsBetweenProjects
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Daira.Core"] = [],
        ["Daira.Foundation"] = [],
        ["Daira.Elections"] = ["Daira.Core", "Daira.Foundation"],
        ["Daira.Organisation"] = ["Daira.Core", "Daira.Foundation", "Daira.Elections"],
        ["Daira.Web"] = ["Daira.Core", "Daira.Foundation", "Daira.Elections", "Daira.Organisation"],
        ["daira"] = ["Daira.Core", "Daira.Foundation", "Daira.Elections", "Daira.Organisation", "Daira.Web"],
    };

    private static readonly string[] Siblings = ["Seats", "Space", "Inference", "Simulation", "Names"];

    private static readonly string[] Ground = ["Numbers", "Randomness"];

    public static TheoryData<string> Projects => [.. Built.Assemblies];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_sees_only_what_lies_below_it(string assembly)
    {
        using var compiled = CompiledAssembly.Open(assembly);
        compiled.References.Where(IsOurs).Except(Allowed[assembly]).ShouldBeEmpty($"{assembly} may not see these");
    }

    [Fact]
    public void Every_project_of_src_has_its_arrows_written_down() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)!)
            .Where(name => File.Exists(Path.Combine(Repository.Root, "src", name, name + ".csproj")))
            .Select(name => name == "Daira.Cli" ? "daira" : name).Except(Allowed.Keys).ShouldBeEmpty();

    [Fact]
    public void Core_needs_no_database_web_file_or_console()
    {
        using var core = CompiledAssembly.Open("Daira.Core");
        core.References.Where(r => r.StartsWith("Microsoft.", StringComparison.Ordinal) || r is "System.Data.Common" or "System.Net.Http" or "System.Console")
            .ShouldBeEmpty();
        core.Uses().Where(u => u.Type is "System.IO.File" or "System.IO.FileStream" or "System.IO.Directory").ShouldBeEmpty();
    }

    [Fact]
    public void Siblings_inside_Core_never_see_each_other()
    {
        using var core = CompiledAssembly.Open("Daira.Core");
        Breaches(core, Siblings).ShouldBeEmpty();
    }

    [Fact]
    public void The_ground_of_Core_stands_on_nothing_of_Core()
    {
        using var core = CompiledAssembly.Open("Daira.Core");
        core.Uses().Where(u => Ground.Contains(PartOf(u.User)) && Siblings.Contains(PartOf(u.Type))).ShouldBeEmpty();
    }

    [Fact]
    public void The_rule_sees_a_sibling_when_there_is_one()
    {
        using var house = CompiledAssembly.Open("Daira.Elections");
        var parts = house.Uses().Select(u => (From: PartOf(u.User, "Daira.Elections."), To: PartOf(u.Type, "Daira.Elections.")));
        parts.ShouldContain(("Results", "Places"), "results are counted at places: a scan that misses this one is blind");
    }

    private static IEnumerable<string> Breaches(CompiledAssembly core, string[] siblings) => core.Uses()
        .Where(u => siblings.Contains(PartOf(u.User)) && siblings.Contains(PartOf(u.Type)) && PartOf(u.User) != PartOf(u.Type))
        .Select(u => $"{u.User} uses {u.Type}").Distinct();

    private static string PartOf(string type, string root = "Daira.Core.") =>
        type.StartsWith(root, StringComparison.Ordinal) ? type[root.Length..].Split('.')[0] : "";

    private static bool IsOurs(string name) => name.StartsWith("Daira", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The assemblies of src that this test project was built with.</summary>
static class Built
{
    public static IReadOnlyList<string> Assemblies { get; } =
    [
        .. new[] { "Daira.Core", "Daira.Foundation", "Daira.Elections", "Daira.Organisation", "Daira.Web", "daira" }
            .Where(name => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"))),
    ];
}
