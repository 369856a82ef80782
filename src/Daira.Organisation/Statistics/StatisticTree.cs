using Daira.Elections.Places;

namespace Daira.Organisation.Statistics;

/// <summary>The places that counts are published for, each after the one above it: country, regions, provinces, communes, arrondissements.</summary>
public sealed class StatisticTree
{
    private readonly Dictionary<string, int> numbers = [];

    public StatisticTree(Atlas atlas)
    {
        var (places, parents) = (new List<Place>(), new List<int>());
        void Add(Place place, int above)
        {
            var number = numbers[place.Code] = places.Count;
            places.Add(place);
            parents.Add(above);
            foreach (var child in atlas.ChildrenOf(place).Where(c => c.Level is not PlaceLevel.Constituency && c.ValidTo is null))
            {
                Add(child, number);
            }
        }

        foreach (var country in atlas.At(PlaceLevel.Country))
        {
            Add(country, -1);
        }

        (Places, Parents, this.atlas) = (places, parents, atlas);
    }

    private readonly Atlas atlas;

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<int> Parents { get; }

    /// <summary>The place of a code, or the nearest above it that is still counted; −1 when there is none.</summary>
    public int NumberOf(string code)
    {
        for (var place = atlas.Find(code); place is not null; place = atlas.ParentOf(place))
        {
            if (numbers.TryGetValue(place.Code, out var number))
            {
                return number;
            }
        }

        return -1;
    }

    /// <summary>The place at a level that a place lies in; the place itself when it is higher.</summary>
    public int Raise(int number, PlaceLevel level)
    {
        while (Places[number].Level > level && Parents[number] >= 0)
        {
            number = Parents[number];
        }

        return number;
    }
}
