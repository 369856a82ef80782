using Daira.Core.Names;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>What a person must see of a file of places before saying which column is what: its columns and how it begins.</summary>
/// <param name="Count">Rows or features.</param>
/// <param name="First">The first of them, a field for each column.</param>
/// <param name="HasShapes">Whether it is a file of shapes; a table has none.</param>
public sealed record PlaceColumns(IReadOnlyList<string> Names, int Count, IReadOnlyList<IReadOnlyList<string?>> First, bool HasShapes, IReadOnlyList<Message> Notices)
{
    /// <summary>Rows that are looked at to guess what a column holds.</summary>
    private const int Looked = 200;

    private static readonly string[] CodeWords = ["code", "code24", "id", "codecommune", "code officiel", "geocode", "insee", "الرمز"];
    private static readonly string[] ParentWords = ["parent", "province", "prefecture", "prefprov", "region", "county", "district", "within", "الاقليم", "العمالة", "الجهة"];
    private static readonly string[] PopulationWords = ["population", "pop", "inhabitants", "habitants", "السكان"];

    public static Outcome<PlaceColumns> Read(string file, PlacesMapping? said, CancellationToken stop)
    {
        if (!ReadShapes.IsFor(file))
        {
            return ReadSheets.Run(file, stop: stop).Then<PlaceColumns>(read =>
            {
                var sheet = (said?.Layer is { } name ? read.Find(name) : null) ?? read.Sheets[0];
                return new PlaceColumns(sheet.Header, sheet.Count, [.. sheet.Rows.Take(Looked).Select(r => (IReadOnlyList<string?>)r.Fields)], false, read.Notices);
            });
        }

        return ReadShapes.Run(file, new ShapeOptions { Layer = said?.Layer, Crs = said?.Crs is { } epsg ? new ReferenceSystem(epsg) : null }, stop).Then<PlaceColumns>(shapes =>
        {
            string[] columns = [.. shapes.Features.SelectMany(f => f.Properties.Keys).Concat(shapes.Features.Any(f => f.Id is not null) ? ["id"] : []).Distinct()];
            return new PlaceColumns(columns, shapes.Features.Count, [.. shapes.Features.Take(Looked).Select(f => (IReadOnlyList<string?>)[.. columns.Select(f.Text)])], true, shapes.Notices);
        });
    }

    /// <summary>Guesses what the columns say, by their names and by what stands in them; a person confirms it.</summary>
    public PlacesMapping Guess(Atlas atlas)
    {
        var code = Enumerable.Range(0, Names.Count).Select(c => (c, Known: First.Count(r => r[c] is { Length: > 0 } text && atlas.Find(text.Trim()) is not null))).MaxBy(x => x.Known);
        var named = code.Known > 0 ? Names[code.c] : Called(CodeWords) ?? Names.FirstOrDefault(n => NameFolding.Fold(n).Contains("code", StringComparison.Ordinal)) ?? Names[0];
        var names = Enumerable.Range(0, Names.Count).Where(c => Names[c] != named && IsName(c)).ToList();
        return new PlacesMapping(named)
        {
            Arabic = names.Where(c => Share(c, IsArabic) > 0.5).Select(c => Names[c]).FirstOrDefault(),
            French = names.Where(c => Share(c, IsArabic) <= 0.5 && Names[c] != Called(ParentWords)).Select(c => Names[c]).FirstOrDefault(),
            Parent = Called(ParentWords) is { } parent && parent != named ? parent : null,
            Population = Called(PopulationWords),
        };
    }

    private string? Called(string[] words) => words.Select(w => Names.FirstOrDefault(n => NameFolding.Fold(n) == NameFolding.Fold(w))).FirstOrDefault(n => n is not null);

    /// <summary>A column called a name, or holding words that mostly differ from row to row.</summary>
    private bool IsName(int column)
    {
        var called = NameFolding.Fold(Names[column]);
        return Share(column, t => t.Any(char.IsLetter)) > 0.8
            && (called.Contains("nam", StringComparison.Ordinal) || called.Contains("nom", StringComparison.Ordinal) || called.Contains("اسم", StringComparison.Ordinal)
                || First.Select(r => r[column]).Distinct().Count() > First.Count * 0.7);
    }

    private double Share(int column, Func<string, bool> holds) => First.Count == 0 ? 0 : (double)First.Count(r => r[column] is { Length: > 0 } text && holds(text)) / First.Count;

    private static bool IsArabic(string text) => text.Any(c => c is >= '\u0600' and <= '\u06FF');
}
