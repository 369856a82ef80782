using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Pages.Map;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NetTopologySuite.Geometries;

namespace Daira.Web.Map;

/// <summary>What the interactive map asks for beside tiles: an answer in short, in the reader's language.</summary>
internal static class LiveMapRoutes
{
    private static readonly string[] Words =
    [
        "map.gesture.wheel", "map.gesture.mac", "map.gesture.touch", "map.keys", "map.approximate", "map.sources",
    ];

    public static void MapLiveMap(this IEndpointRouteBuilder routes) => routes.MapGet("/{lang}/map/answer", Answer).ExcludeFromDescription();

    private static IResult Answer(string lang, HttpContext http, Prepared prepared, Reader reader)
    {
        var data = prepared.Data;
        var view = MapView.Read(http.Request.Query, data);
        var answer = view.IsDone ? AskQuestion.Run(view.Value.Question, data) : Outcome<Answer>.Refused(view.Refusals);
        return answer.IsDone
            ? Results.Json(LiveAnswer.Of(new MapSight(view.Value, answer.Value, data, reader.Language), prepared.Get(d => new MapDrawings(d)), reader))
            : FailurePages.Problem(answer.Refusals, reader);
    }

    /// <param name="Level">Layer of the tiles that is coloured.</param>
    /// <param name="Figures">Names of the two figures that a tip shows.</param>
    /// <param name="Places">Code, position of the class, name, two figures, longitude and latitude.</param>
    /// <param name="Cities">Longitude, latitude, name, rank.</param>
    private sealed record LiveAnswer(
        string Level,
        string Language,
        string Title,
        double[] Bounds,
        string Attribution,
        IReadOnlyList<LiveClass> Classes,
        IReadOnlyList<string> Figures,
        IEnumerable<object?[]> Places,
        IEnumerable<object[]> Cities,
        IReadOnlyDictionary<string, string> Words)
    {
        public static LiveAnswer Of(MapSight sight, MapDrawings drawings, Reader reader)
        {
            var figures = sight.Answer.Columns.Select((column, i) => (column, i))
                .Where(c => c.column.Essential && c.column.Kind is not (ColumnKind.Class or ColumnKind.Sentence)).Take(2).ToArray();
            var drawing = drawings.Of(sight.Within);
            return new LiveAnswer(
                MapWords.Level(sight.Level),
                reader.Language.Code,
                reader.Plain(sight.Answer.Title),
                BoundsOf(sight),
                drawing is null ? "" : string.Join(", ", drawing.Attributions),
                [.. sight.Answer.Legend.Select(c => new LiveClass(c.Id, c.Swatch, reader.Plain(c.Name), sight.LettersOf(c)))],
                [.. figures.Select(f => reader.Plain(f.column.Name))],
                PlacesOf(sight, [.. figures.Select(f => f.i)], reader),
                CitiesOf(sight, drawings, reader),
                LiveMapRoutes.Words.ToDictionary(w => w, w => reader.Plain(new Message(w))));
        }

        private static IEnumerable<object?[]> PlacesOf(MapSight sight, int[] figures, Reader reader)
        {
            var position = sight.Answer.Legend.Select((c, i) => (c.Id, i)).ToDictionary(x => x.Id, x => x.i);
            foreach (var row in sight.Answer.Rows)
            {
                var at = PointOf(row.Place, sight);
                yield return
                [
                    row.Place.Code, position.GetValueOrDefault(row.Class, -1), row.Place.NameIn(reader.Language.Code).Text,
                    .. figures.Select(f => Shown(row.Cells[f], reader)),
                    at is null ? null : Math.Round(at.X, 3), at is null ? null : Math.Round(at.Y, 3),
                ];
            }
        }

        private static string Shown(object? cell, Reader reader) => cell switch
        {
            null => "–",
            string text => text,
            Message sentence => reader.Plain(sentence),
            var figure => Texts.Figure(figure, reader.Language),
        };

        private static Coordinate? PointOf(Place place, MapSight sight) =>
            place.Point is { } p ? new Coordinate(p.Longitude, p.Latitude) : sight.Data.Shapes.Find(place.Code)?.Geometry.EnvelopeInternal.Centre;

        private static double[] BoundsOf(MapSight sight)
        {
            var bounds = new Envelope();
            foreach (var unit in sight.Within is { } within ? sight.Data.Atlas.UnitsIn(within) : sight.Data.Atlas.Units)
            {
                if (sight.Data.Shapes.Find(unit.Code) is { } shape)
                {
                    bounds.ExpandToInclude(shape.Geometry.EnvelopeInternal);
                }
            }

            return bounds.IsNull ? [] : [bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY];
        }

        private static IEnumerable<object[]> CitiesOf(MapSight sight, MapDrawings drawings, Reader reader) =>
            from city in drawings.Furniture.Cities
            let place = sight.Data.Atlas.Find(city.Code)
            where place?.Point is not null
            select new object[] { place.Point!.Value.Longitude, place.Point.Value.Latitude, place.NameIn(reader.Language.Code).Text, city.Rank };
    }

    /// <param name="Letters">Of the list it stands for.</param>
    private sealed record LiveClass(string Id, string Swatch, string Name, string? Letters);
}
