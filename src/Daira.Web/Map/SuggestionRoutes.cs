using Daira.Elections.Places;
using Daira.Foundation.Languages;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daira.Web.Map;

/// <summary>Places while the reader still writes: <c>/{lang}/suggestions?q=</c>.</summary>
internal static class SuggestionRoutes
{
    private const int Most = 8;
    private const int LongestQuery = 100;

    public static void MapSuggestions(this IEndpointRouteBuilder routes) => routes.MapGet("/{lang}/suggestions", Suggest).ExcludeFromDescription();

    private static IResult Suggest(string lang, string? q, Prepared prepared, Reader reader)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return Results.Json(new { places = Array.Empty<Suggestion>(), note = "" });
        }

        var atlas = prepared.Data.Atlas;
        var found = prepared.Get(d => new PlaceSearch(d.Atlas)).Find(q[..Math.Min(q.Length, LongestQuery)], Most);
        var note = found.Places.Count == 0 ? reader.Plain(new Message("suggest.none"))
            : found.SameName > 1 ? reader.Plain(new Message("suggest.same-name", found.SameName))
            : reader.Plain(new Message("suggest.found", found.Total));
        return Results.Json(new { places = found.Places.Select(p => Suggestion.Of(p, atlas, reader)), note });
    }

    private sealed record Suggestion(string Code, string Name, string Language, string Kind, string Parent, string? Other, string? OtherLanguage)
    {
        public static Suggestion Of(Place place, Atlas atlas, Reader reader)
        {
            var name = place.NameIn(reader.Language.Code);
            var other = name.Language == "ar" ? place.NameIn("fr") : place.NameIn("ar");
            var parent = atlas.PathTo(place).SkipLast(1).LastOrDefault(p => p.Level is PlaceLevel.Province or PlaceLevel.Region);
            return new Suggestion(
                place.Code, name.Text, name.Language, reader.Plain(new Message($"map.kind.{KindOf(place, reader)}")),
                parent?.NameIn(reader.Language.Code).Text ?? "",
                other.Language == name.Language ? null : other.Text, other.Language == name.Language ? null : other.Language);
        }

        private static string KindOf(Place place, Reader reader) =>
            place.Kind is { } kind && reader.Knows($"map.kind.{kind}") ? kind : place.Level.ToString().ToLowerInvariant();
    }
}
