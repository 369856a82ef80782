using System.Numerics;

namespace Daira.Core.Space.Classes;

/// <summary>How a range of figures is cut into classes. Equal figures always fall into the same class.</summary>
/// <typeparam name="T"><see cref="decimal"/> or <see cref="double"/>.</typeparam>
/// <param name="Minimum">Smallest figure.</param>
/// <param name="Maximum">Largest figure.</param>
/// <param name="Inner">
/// Strictly ascending breaks between classes. A break belongs to the class below it: class c holds what is above break
/// c − 1 and at most break c.
/// </param>
public sealed record ClassBreaks<T>(T Minimum, T Maximum, IReadOnlyList<T> Inner)
    where T : struct, INumber<T>
{
    /// <summary>Number of classes, 1 or more. It can be smaller than asked for: there are never more classes than distinct figures.</summary>
    public int Count => Inner.Count + 1;

    /// <summary>Class of a figure, 0 … Count − 1; figures outside the range fall into the first or last class.</summary>
    public int ClassOf(T figure)
    {
        var number = 0;
        while (number < Inner.Count && figure > Inner[number])
            number++;
        return number;
    }

    /// <summary>Bounds of a class: from (exclusive, except for the first) to (inclusive).</summary>
    public (T From, T To) Bounds(int number) =>
        (number == 0 ? Minimum : Inner[number - 1], number == Inner.Count ? Maximum : Inner[number]);

    /// <summary>How many of the figures fall into each class.</summary>
    public int[] Counts(IEnumerable<T> figures)
    {
        var counts = new int[Count];
        foreach (var figure in figures)
            counts[ClassOf(figure)]++;
        return counts;
    }
}
