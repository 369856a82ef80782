using System.Collections.Frozen;
using System.Reflection;
using Markdig;

namespace Daira.Web.Pages.Methods;

/// <summary>The pages of docs/methods, embedded: what a reader of the site reads is what stands in the repository.</summary>
public static class MethodDocs
{
    private const string Folder = "methods/";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().DisableHtml().Build();

    private static readonly FrozenDictionary<string, MethodDoc> Docs = Read().ToFrozenDictionary(d => d.Id);

    public static IEnumerable<MethodDoc> All => Docs.Values.OrderBy(d => d.Title, StringComparer.Ordinal);

    public static MethodDoc? Find(string id) => Docs.GetValueOrDefault(id);

    private static IEnumerable<MethodDoc> Read()
    {
        var here = Assembly.GetExecutingAssembly();
        foreach (var name in here.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(".md", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(here.GetManifestResourceStream(name)!);
            yield return Page(name[Folder.Length..^3], reader.ReadToEnd());
        }
    }

    /// <summary>The first heading is the title; the rest is the page.</summary>
    private static MethodDoc Page(string id, string text)
    {
        var end = text.IndexOf('\n');
        return text.StartsWith("# ", StringComparison.Ordinal) && end > 0
            ? new MethodDoc(id, text[2..end].Trim(), Markdown.ToHtml(text[end..], Pipeline))
            : new MethodDoc(id, id, Markdown.ToHtml(text, Pipeline));
    }
}

/// <param name="Html">English, made from our own text only.</param>
public sealed record MethodDoc(string Id, string Title, string Html);
