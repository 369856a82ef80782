using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Foundation.Journal;

namespace Daira.Elections.Imports;

/// <summary>Imports of every kind are numbered in one row.</summary>
internal static class ImportNumbers
{
    /// <summary>The number of an import; null for decisions of other kinds.</summary>
    public static int? Of(Decision decision) => decision.Kind switch
    {
        ResultsImported.Name => ResultsImported.NumberOf(decision),
        PlacesImported.Name => PlacesImported.NumberOf(decision),
        _ => null,
    };
}
