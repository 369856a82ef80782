namespace Daira.Core.Names;

/// <summary>A place found for a name.</summary>
internal readonly record struct Found(int Place, double Score, SpelledName Name);

/// <summary>A name to be matched: all rows of one parent that fold to the same text.</summary>
internal sealed class Wanted(string? within, SpelledName name, int[] rows)
{
    public string? Within { get; } = within;

    public SpelledName Name { get; } = name;

    public int[] Rows { get; } = rows;

    /// <summary>Best first.</summary>
    public List<Found> Near { get; set; } = [];
}

/// <summary>The names of one parent contending for places: says which matches are clear.</summary>
internal sealed class Contest
{
    private readonly Wanted[] wanted;
    private readonly int[] given;
    private readonly NameMatchSettings settings;
    private readonly double[] scores;
    private readonly Dictionary<int, int> holder = [];
    private readonly ILookup<int, (int Name, double Score)> claims;

    /// <param name="wanted">The names.</param>
    /// <param name="given">The place given to each, or −1.</param>
    /// <param name="settings">What is clear.</param>
    public Contest(Wanted[] wanted, int[] given, NameMatchSettings settings)
    {
        (this.wanted, this.given, this.settings) = (wanted, given, settings);
        scores = [.. wanted.Select((w, i) => given[i] < 0 ? 0 : w.Near.First(f => f.Place == given[i]).Score)];
        claims = wanted.SelectMany((w, i) => w.Near.Select(f => (Name: i, f.Place, f.Score))).ToLookup(c => c.Place, c => (c.Name, c.Score));
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] >= 0)
            {
                holder[given[i]] = i;
            }
        }
    }

    public NameDoubt DoubtOf(int name)
    {
        if (wanted[name].Near.Count == 0)
        {
            return NameDoubt.No;
        }

        if (given[name] < 0)
        {
            return NameDoubt.PlaceTaken;
        }

        var found = wanted[name].Near.First(f => f.Place == given[name]);
        var accept = found.Name.Script == wanted[name].Name.Script ? settings.Accept : settings.AcceptAcrossScripts;
        return found.Score < accept ? NameDoubt.LowScore
            : wanted[name].Near.Any(f => f.Place != found.Place && IsRival(f.Score, found.Score) && IsOpen(name, f)) ? NameDoubt.SeveralPlaces
            : settings.OneToOne && claims[found.Place].Any(c => c.Name != name && IsRival(c.Score, found.Score) && scores[c.Name] <= c.Score) ? NameDoubt.SeveralNames
            : NameDoubt.No;
    }

    /// <summary>The same name yields only to the same name.</summary>
    private bool IsRival(double rival, double score) => score >= 1 ? rival >= 1 : rival > score - settings.Lead;

    /// <summary>Free, or held by a name that is no nearer to it than this one.</summary>
    private bool IsOpen(int name, Found place) =>
        !settings.OneToOne || !holder.TryGetValue(place.Place, out var other) || scores[other] <= place.Score || other == name;
}
