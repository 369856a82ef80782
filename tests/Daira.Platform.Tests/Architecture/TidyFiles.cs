using System.Text.RegularExpressions;

namespace Daira.Platform.Tests.Architecture;

/// <summary>What every file of the repository keeps to.</summary>
public partial class TidyFiles
{
    private const int Longest = 500;

    private static readonly string[] Written = [".cs", ".razor", ".ts", ".mjs", ".css", ".md", ".targets", ".csproj", ".props", ".json", ".slnx", ".sh", ""];

    [Fact]
    public void No_file_that_people_write_is_longer_than_500_lines() =>
        Repository.FilesOf(".cs", ".razor", ".ts", ".mjs", ".css")
            .Where(f => Repository.Lines(f).Length > Longest)
            .Select(f => $"{f}: {Repository.Lines(f).Length} lines").ShouldBeEmpty();

    [Fact]
    public void Folders_are_named_by_the_fields_words() =>
        Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(f => f.Split('/')[..^1]).Distinct()
            .Intersect(["Entities", "Helpers", "Common", "Utils", "Utilities", "Services", "Managers", "Models", "Misc", "Shared"])
            .ShouldBeEmpty();

    [Fact]
    public void No_file_names_somebodys_machine_or_a_registry() =>
        Repository.Files.Where(f => Written.Contains(Path.GetExtension(f)) && f is not ".ci/run" and not "LICENSE" && !f.EndsWith("/TidyFiles.cs", StringComparison.Ordinal))
            .SelectMany(f => Repository.Lines(f).Select((line, i) => (line, where: $"{f}:{i + 1}")))
            .Where(l => Machines().IsMatch(l.line)).Select(l => $"{l.where}: {l.line.Trim()}").ShouldBeEmpty();

    [Fact]
    public void Lock_files_carry_no_download_addresses() =>
        Repository.Files.Where(f => f.EndsWith("package-lock.json", StringComparison.Ordinal))
            .Where(f => Repository.Read(f).Contains("\"resolved\": \"http", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_root_holds_what_a_visitor_needs_and_nothing_else() =>
        Repository.Files.Where(f => !f.Contains('/')).Except(
        [
            ".editorconfig", ".gitattributes", ".gitignore", ".npmrc", "build.cs", "CHANGELOG.md", "CONTRIBUTING.md", "Daira.slnx",
            "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "GLOSSARY.md", "global.json", "LICENSE", "README.md",
            ".git", // a file where the repository is checked out beside another
        ]).ShouldBeEmpty();

    [Fact]
    public void Unfinished_work_is_not_left_in_the_code() =>
        Repository.FilesOf(".cs", ".razor", ".ts", ".mjs").Where(f => !f.EndsWith("/TidyFiles.cs", StringComparison.Ordinal))
            .Where(f => Unfinished().IsMatch(Repository.Read(f))).ShouldBeEmpty();

    // A user's or a build machine's folder, the address of a package registry: true on one machine only.
    [GeneratedRegex(@"(?<![\w.])/(?:work|home/\w+|root|Users/\w+)/|\.\./shared\b|registry\.npmjs|\bnuget\.org|deb\.debian\.org|\bC:\\Users")]
    private static partial Regex Machines();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
