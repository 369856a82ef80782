using System.Globalization;
using Daira.Elections.Storage;

namespace Daira.Elections.Imports.Checks;

/// <summary>What a column of spoilt shares really holds.</summary>
public enum SpoiltColumn
{
    /// <summary>Every cell is empty.</summary>
    Empty,

    /// <summary>Every cell is 0 in a contest where ballots are always spoilt: not reported.</summary>
    AllZero,

    /// <summary>With the listed votes it exceeds the voters: something else than a share of spoilt ballots.</summary>
    NotAShare,

    /// <summary>One minus listed votes over voters, computed by the publisher: it holds the votes of lists the source leaves out.</summary>
    Derived,

    /// <summary>Given with two decimals.</summary>
    Rounded,

    Plain,
}

/// <summary>Judges the spoilt shares of one contest as a column, and keeps them only where they can be what they claim.</summary>
public static class SpoiltShares
{
    /// <summary>Rounding and small lists may push a sum a little over the voters; a tenth is no rounding.</summary>
    private const decimal Excess = 0.10m;

    private const decimal Noise = 0.000_000_1m;

    public static SpoiltColumn Judge(IReadOnlyCollection<TotalsRow> totals, IReadOnlyDictionary<string, long> listVotes)
    {
        var rows = totals.Where(t => t.SpoiltShare is not null).Select(t => (Spoilt: Number(t.SpoiltShare!), Listed: Listed(t, listVotes), Digits: t.SpoiltShare!)).ToArray();
        return rows.Length == 0 ? SpoiltColumn.Empty
            : rows.All(r => r.Spoilt == 0) ? SpoiltColumn.AllZero
            : rows.Count(r => r.Spoilt + r.Listed > 1 + Excess) * 2 > rows.Length ? SpoiltColumn.NotAShare
            : rows.All(r => r.Listed is { } listed && Math.Abs(1 - listed - r.Spoilt) < Noise) ? SpoiltColumn.Derived
            : rows.All(r => r.Digits.Length <= 4) ? SpoiltColumn.Rounded
            : SpoiltColumn.Plain;
    }

    public static bool IsCarried(SpoiltColumn column) => column is SpoiltColumn.Derived or SpoiltColumn.Rounded or SpoiltColumn.Plain;

    /// <summary>Listed votes over voters; null without the figures.</summary>
    private static decimal? Listed(TotalsRow row, IReadOnlyDictionary<string, long> listVotes) =>
        row is { Registered: > 0 and { } registered, Turnout: { } turnout } && Number(turnout) > 0
            ? listVotes.GetValueOrDefault(row.Place) / (registered * Number(turnout))
            : null;

    private static decimal Number(string digits) => decimal.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
}
