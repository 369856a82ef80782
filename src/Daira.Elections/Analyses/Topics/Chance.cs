using Daira.Core.Space.Association;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Topics;

/// <summary>How much of what a statistic found would be found where there is nothing, in words. Always about the whole country.</summary>
internal static class Chance
{
    public static Message Of(LocalAssociation local)
    {
        var found = local.Units.Count(u => u.Class is not (ClusterClass.NotSignificant or ClusterClass.Undefined or ClusterClass.NoNeighbours));
        var level = new Share(ClusterSettings.Level);
        return (local.Settings.Correction, found) switch
        {
            (_, 0) => new Message("chance.nothing-found", local.Tested),
            (Correction.None, _) => new Message("chance.uncorrected", local.Tested, ByChance(local.Tested), found, new Share(Math.Min(1, ClusterSettings.Level * local.Tested / found))),
            (Correction.Bonferroni, _) => new Message("chance.any", found, level),
            (Correction.BenjaminiYekutieli, _) => new Message("chance.share.any-dependence", found, level, ByChance(found), ByChance(local.Tested)),
            _ => new Message("chance.share", found, level, ByChance(found), ByChance(local.Tested)),
        };
    }

    /// <summary>One decimal: half a place is an honest expectation.</summary>
    private static decimal ByChance(int places) => Math.Round(ClusterSettings.Level * places, 1, MidpointRounding.AwayFromZero);
}
