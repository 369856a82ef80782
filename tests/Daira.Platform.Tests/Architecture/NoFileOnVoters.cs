using System.Reflection;
using System.Text.RegularExpressions;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Platform.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Platform.Tests.Architecture;

/// <summary>
/// What may never exist (docs/decisions/0601): a file on voters, a score or rank of persons, an opinion or vote kept beside a name. Read from
/// the model that is stored and from the compiled types, so that it cannot come in by another door.
/// </summary>
public partial class NoFileOnVoters
{
    private static readonly string[] AboutMembers = ["Members", "Card", "Dues", "Recruitment", "DataRights", "Statistics", "Messages"];

    /// <summary>Everything that is kept of a member's person. A field more is a decision: it changes this list, the text of consent and the register of processings.</summary>
    private static readonly string[] KeptOfPersons = ["Arabic", "Born", "Consent", "Language", "Latin", "Mail", "Phone", "Profession", "Sex", "Skills"];

    [Fact]
    public void No_table_and_no_column_of_the_record_is_about_voters_or_judges_persons()
    {
        using var installation = Installation.On(Engine.Sqlite);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        var names = installation.Record.Read(db => db.Model.GetEntityTypes()
            .SelectMany(t => t.GetProperties().Select(p => $"{t.GetTableName()}.{p.GetColumnName()}")).ToList());
        names.Count.ShouldBeGreaterThan(50);
        names.Where(n => IsForbidden(n)).ShouldBeEmpty();
    }

    [Fact]
    public void No_type_about_members_scores_ranks_or_guesses() =>
        Named(typeof(PersonalData).Assembly.GetTypes().Where(t => t.Namespace is { } name && AboutMembers.Any(part => name.StartsWith("Daira.Organisation." + part, StringComparison.Ordinal)))).Where(IsForbidden).ShouldBeEmpty();

    [Fact]
    public void What_is_kept_of_a_person_is_this_and_nothing_else() =>
        typeof(PersonalData).GetProperties().Select(p => p.Name).Where(n => n != "EqualityContract").Order(StringComparer.Ordinal).ShouldBe(KeptOfPersons);

    [Fact]
    public void A_list_of_members_can_be_asked_by_name_place_and_state_only() =>
        typeof(MemberQuestion).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal).ShouldBe(["Name", "OnAPage", "Page", "State", "Within"]);

    [Fact]
    public void Public_results_and_the_ground_never_see_a_person()
    {
        foreach (var project in (string[])["Daira.Core", "Daira.Elections", "Daira.Foundation"])
        {
            using var assembly = CompiledAssembly.Open(project);
            assembly.References.ShouldNotContain("Daira.Organisation", project);
        }
    }

    /// <summary>The rule is one that can be broken.</summary>
    [Theory]
    [InlineData(typeof(VoterContact))]
    [InlineData(typeof(Judged))]
    public void Such_types_would_be_found(Type planted) => Named([planted]).Where(IsForbidden).ShouldNotBeEmpty();

    private static IEnumerable<string> Named(IEnumerable<Type> types) =>
        types.SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => $"{t.Name}.{m.Name}"));

    private static bool IsForbidden(string name) => Forbidden().IsMatch(Words().Replace(name, " "));

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])|_|\\.", RegexOptions.None, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(
        "\\b(voters?|electors?|canvass\\w*|sympath\\w*|score[sd]?|scoring|rank(s|ed|ing)?|rating|merit|loyalt\\w*|propensit\\w*|intention|opinions?|religion|ethnic\\w*|tribe|health|voted|leaning)\\b",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Forbidden();

    private sealed record VoterContact(string Name);

    private sealed record Judged(string Name, int LoyaltyScore);
}
