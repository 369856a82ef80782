using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Assets;

/// <summary>
/// Scripts, styles and fonts as the bundler left them: inside the assembly, text already compressed, every name with a
/// hash of its content, so that a browser may keep it for ever.
/// </summary>
public static partial class BuiltFiles
{
    private const string Folder = "built/";
    private static readonly Assembly Here = typeof(BuiltFiles).Assembly;
    private static readonly FrozenDictionary<string, string> NameOf = ReadNames();
    private static readonly FrozenSet<string> Files = Here.GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).ToFrozenSet();

    /// <summary>Address of a built file, e.g. <c>Href("daira.css")</c>, <c>Href("start.js")</c>.</summary>
    /// <exception cref="ArgumentException">The bundler made no such file.</exception>
    public static string Href(string name) => NameOf.TryGetValue(name, out var built)
        ? $"/{Folder}{built}"
        : throw new ArgumentException($"No built file {name}; there are {string.Join(", ", NameOf.Keys.Order())}.", nameof(name));

    public static IEndpointConventionBuilder MapBuiltFiles(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/built/{**file}", [HttpMethods.Get, HttpMethods.Head], (string file, HttpContext http) => Serve(file, http));

    private static IResult Serve(string file, HttpContext http)
    {
        var plain = Folder + file;
        var packed = $"{plain}.gz";
        if (!Files.Contains(packed) && !Files.Contains(plain))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(Files.Contains(packed) ? Unpacked(packed, http) : Open(plain), TypeOf(file));
    }

    private static Stream Unpacked(string packed, HttpContext http)
    {
        http.Response.Headers.Vary = "Accept-Encoding";
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return new GZipStream(Open(packed), CompressionMode.Decompress);
        }

        http.Response.Headers.ContentEncoding = "gzip";
        return Open(packed);
    }

    /// <summary>The style sheet with its fonts inside it, for a document that stands by itself.</summary>
    public static string StandaloneStyle => Standalone.Value;

    private static readonly Lazy<string> Standalone = new(() => FontAddress().Replace(ReadText(NameOf["daira.css"]), m => $"url(data:font/woff2;base64,{ReadBase64(m.Groups["file"].Value)})"));

    private static string ReadText(string file)
    {
        using var reader = new StreamReader(Files.Contains($"{Folder}{file}.gz") ? new GZipStream(Open($"{Folder}{file}.gz"), CompressionMode.Decompress) : Open(Folder + file));
        return reader.ReadToEnd();
    }

    private static string ReadBase64(string file)
    {
        using var bytes = new MemoryStream();
        using var font = Open(Folder + file);
        font.CopyTo(bytes);
        return Convert.ToBase64String(bytes.ToArray());
    }

    /// <summary>The bundler names a font beside the style sheet, with or without quotes.</summary>
    [GeneratedRegex("url\\(['\"]?(?:\\./|/built/)?(?<file>[^)'\"]+\\.woff2)['\"]?\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FontAddress();

    private static Stream Open(string resource) => Here.GetManifestResourceStream(resource)!;

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };

    private static FrozenDictionary<string, string> ReadNames()
    {
        using var manifest = Open($"{Folder}manifest.json");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(manifest)!.ToFrozenDictionary();
    }
}
