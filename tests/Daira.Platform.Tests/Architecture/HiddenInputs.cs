using System.Globalization;

namespace Daira.Platform.Tests.Architecture;

/// <summary>Clock, chance and culture are passed in; floating point decides neither seats nor law.</summary>
public class HiddenInputs
{
    private static readonly HashSet<(string Type, string Member)> Forbidden =
    [
        ("System.DateTime", "get_Now()"), ("System.DateTime", "get_UtcNow()"), ("System.DateTime", "get_Today()"),
        ("System.DateTimeOffset", "get_Now()"), ("System.DateTimeOffset", "get_UtcNow()"),
        ("System.Random", "get_Shared()"), ("System.Random", ".ctor()"),
        ("System.Globalization.CultureInfo", "get_CurrentCulture()"), ("System.Globalization.CultureInfo", "get_CurrentUICulture()"),
    ];

    /// <summary>Where exactness is law.</summary>
    private static readonly string[] Exact = ["Daira.Core.Seats.", "Daira.Elections.Laws."];

    private static readonly string[] FloatingPoint = ["System.Single", "System.Double", "System.Half"];

    public static TheoryData<string> Projects => ArrowsBetweenProjects.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_one_asks_the_machine_for_time_chance_or_culture(string assembly)
    {
        using var compiled = CompiledAssembly.Open(assembly);
        Asking(compiled, _ => true).ShouldBeEmpty();
    }

    [Fact]
    public void The_systems_clock_is_chosen_only_where_the_program_is_put_together()
    {
        foreach (var assembly in Built.Assemblies.Where(a => a != "daira"))
        {
            using var compiled = CompiledAssembly.Open(assembly);
            compiled.Uses().Where(u => u is { Type: "System.TimeProvider", Member: "get_System()" }).Select(u => u.User).ShouldBeEmpty(assembly);
        }
    }

    [Fact]
    public void No_floating_point_decides_a_seat()
    {
        foreach (var assembly in new[] { "Daira.Core", "Daira.Elections" })
        {
            using var compiled = CompiledAssembly.Open(assembly);
            Floating(compiled, user => Exact.Any(e => user.StartsWith(e, StringComparison.Ordinal))).ShouldBeEmpty();
        }
    }

    /// <summary>A query in parallel blocks until the pool gives it threads; on a busy site it gives them one a second.</summary>
    [Theory]
    [InlineData("Daira.Foundation")]
    [InlineData("Daira.Elections")]
    [InlineData("Daira.Web")]
    public void What_a_page_may_ask_never_waits_for_free_threads(string assembly)
    {
        using var compiled = CompiledAssembly.Open(assembly);
        compiled.Uses().Where(u => u.Type is "System.Linq.ParallelEnumerable").Select(u => u.User).ShouldBeEmpty();
    }

    [Fact]
    public void The_rules_find_the_breaches_that_stand_in_this_very_project()
    {
        using var compiled = CompiledAssembly.Open("Daira.Platform.Tests");
        Asking(compiled, u => u.Contains(nameof(Offender), StringComparison.Ordinal)).Count().ShouldBe(3);
        Floating(compiled, u => u.Contains(nameof(Offender), StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    private static IEnumerable<string> Asking(CompiledAssembly compiled, Func<string, bool> user) => compiled.Uses()
        .Where(u => user(u.User) && Forbidden.Contains((u.Type, u.Member))).Select(u => $"{u.User} asks {u.Type}.{u.Member}");

    private static IEnumerable<string> Floating(CompiledAssembly compiled, Func<string, bool> user) => compiled.Uses()
        .Where(u => user(u.User))
        .Where(u => FloatingPoint.Contains(u.Type) || (u.Type == "instruction" && (u.Member.Contains(".r4", StringComparison.Ordinal) || u.Member.Contains(".r8", StringComparison.Ordinal))))
        .Select(u => $"{u.User}: {u.Type} {u.Member}");

    /// <summary>Breaks each rule once, so that a scan gone blind is noticed.</summary>
    private static class Offender
    {
        public static string Offend() =>
            string.Create(CultureInfo.CurrentCulture, $"{DateTime.UtcNow}{Random.Shared.NextDouble() * 1.5}");
    }
}
