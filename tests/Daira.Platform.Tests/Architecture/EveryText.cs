using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Architecture;

/// <summary>What is said in one language is said in all, with the same figures in it.</summary>
public partial class EveryText
{
    /// <summary>Plural categories of whole numbers (CLDR): a text that counts has a form for each.</summary>
    private static readonly Dictionary<string, string[]> Categories = new()
    {
        ["ar"] = ["zero", "one", "two", "few", "many", "other"],
        ["fr"] = ["one", "other"],
        ["en"] = ["one", "other"],
        ["zgh"] = ["other"],
    };

    private static readonly Texts All = Texts.Of([.. Built.Assemblies.Select(Assembly.Load)]);

    [Fact]
    public void It_is_written_in_Arabic_French_and_English() =>
        All.All.SelectMany(text => new[] { "ar", "fr", "en" }.Where(l => !text.Forms.ContainsKey(l)).Select(l => $"{text.Id} ({text.File}): {l}"))
            .ShouldBeEmpty();

    [Fact]
    public void It_names_the_same_figures_in_every_language() =>
        All.All.Where(text => text.Forms.Values.Select(f => string.Join(',', Slots(f))).Distinct().Count() > 1)
            .Select(text => $"{text.Id}: {string.Join(" · ", text.Forms.Select(f => $"{f.Key} {{{string.Join(',', Slots(f.Value))}}}"))}")
            .ShouldBeEmpty();

    [Fact]
    public void It_counts_in_every_plural_form_of_the_language() =>
        All.All.SelectMany(text => text.Forms.Where(f => f.Value.Counts)
                .SelectMany(f => Categories[f.Key].Except(f.Value.Patterns.Keys).Select(c => $"{text.Id} ({f.Key}) has no form “{c}”")))
            .ShouldBeEmpty();

    [Fact]
    public void It_exists_wherever_the_code_speaks_of_it()
    {
        var families = All.All.Select(t => t.Id.Split('.')[0]).ToHashSet();
        Built.Assemblies.SelectMany(assembly => Literals(assembly).Select(literal => (assembly, literal)))
            .Where(x => TextId().IsMatch(x.literal) && families.Contains(x.literal.Split('.')[0]) && !All.Has(x.literal))
            .Select(x => $"{x.assembly}: {x.literal}").ShouldBeEmpty();
    }

    private static IEnumerable<int> Slots(TextForms forms) => forms.Patterns.Values.SelectMany(p => p.Slots).Distinct().Order();

    private static List<string> Literals(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        var metadata = file.GetMetadataReader();
        var found = new List<string>();
        for (var at = MetadataTokens.UserStringHandle(1); !at.IsNil; at = metadata.GetNextHandle(at))
        {
            found.Add(metadata.GetUserString(at));
        }

        return found;
    }

    [GeneratedRegex(@"^[a-z]+(?:-[a-z]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$(?<!\.(?:js|css|json|csv|svg|txt|md|xlsx|gpkg|geojson|html|pbf|mvt))")]
    private static partial Regex TextId();
}
