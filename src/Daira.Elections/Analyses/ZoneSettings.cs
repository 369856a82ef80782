using Daira.Foundation;

namespace Daira.Elections.Analyses;

/// <summary>How proposed organising areas are made.</summary>
/// <param name="Count">Areas wanted, 2…40; max-p finds the number itself.</param>
/// <param name="Least">Votes of all lists that every area must hold, 0 or more; above 0 for max-p.</param>
public sealed record ZoneSettings(ZoneMethod Method, int Count, long Least)
{
    public const int FewestZones = 2;

    /// <summary>More are not told apart on a map.</summary>
    public const int MostZones = 40;

    public static ZoneSettings Default { get; } = new(ZoneMethod.Skater, 12, 0);

    internal IEnumerable<Refusal> Faults()
    {
        if (Method != ZoneMethod.MaxP && Count is < FewestZones or > MostZones)
        {
            yield return Errors.ZoneCount(Count);
        }

        if (Least < 0 || (Method == ZoneMethod.MaxP && Least == 0))
        {
            yield return Errors.ZoneBound(Least);
        }
    }
}

public enum ZoneMethod
{
    /// <summary>The shortest tree of the neighbourhood, cut where it pays most.</summary>
    Skater,

    /// <summary>Neighbouring areas that are most alike grow together (REDCAP, Ward), then cut.</summary>
    Redcap,

    /// <summary>As many areas as possible, each with the bound or more.</summary>
    MaxP,
}
