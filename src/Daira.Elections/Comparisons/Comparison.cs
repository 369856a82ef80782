using Daira.Elections.Places;

namespace Daira.Elections.Comparisons;

/// <summary>
/// Two contests set side by side. Page, interface, command and file carry the same question, so that each repeats what another showed.
/// </summary>
/// <param name="Contest">Id of one of the two; whichever is later in time stands after.</param>
/// <param name="Against">Id of the other.</param>
public sealed record Comparison(string Contest, string Against)
{
    /// <summary>Level of the places compared; <see cref="PlaceLevel.Commune"/> stands for the electoral units, <see cref="PlaceLevel.Country"/> for the whole alone; null = the finest that both contests allow.</summary>
    public PlaceLevel? Level { get; init; }

    /// <summary>Only places inside this one; null = the whole country.</summary>
    public string? Within { get; init; }

    /// <summary>The list whose shares and swing are shown by place; null = the one with most votes after.</summary>
    public string? List { get; init; }

    /// <summary>A second list, for the swing between the two; null = none.</summary>
    public string? Other { get; init; }

    /// <summary>Lists that count as one: continued under another name, merged, split, or standing together.</summary>
    public IReadOnlyList<Succession> Successions { get; init; } = [];

    /// <summary>Families of lists between which volatility is also measured.</summary>
    public IReadOnlyList<Bloc> Blocs { get; init; } = [];
}

/// <summary>Lists of the earlier contest and lists of the later one that are the same force: one entry in every figure.</summary>
/// <param name="Before">Codes; several when they merged.</param>
/// <param name="After">Codes; several when they split. The same codes on both sides are a coalition counted as one.</param>
public sealed record Succession(IReadOnlyList<string> Before, IReadOnlyList<string> After);

/// <summary>A family of lists, in both contests.</summary>
/// <param name="Name">As the asker calls it.</param>
/// <param name="Lists">Codes.</param>
public sealed record Bloc(string Name, IReadOnlyList<string> Lists);
