using Daira.Elections.Places;
using Daira.Foundation.Languages;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <summary>What a body is called on a day: its own name, else its type's word with its place.</summary>
public static class BodyNaming
{
    public static INamed NameOf(this OrganisationData data, Body body, Atlas atlas, DateOnly day)
    {
        var state = body.On(day) ?? body.Last;
        var place = body.Place is { } code ? atlas.Find(code) : null;
        var stage = state.Stage == BodyStage.Suspended ? state.Before : state.Stage;

        // A national organ needs no place to be told from others.
        var isNational = place?.Level == PlaceLevel.Country && body.Country is null;
        return state.Names is { } own ? new Own(own)
            : new ByPlace(data.TypeOf(body).NamesFor(place?.Level, stage), isNational ? null : place?.Names, isNational ? null : body.Place ?? body.Country);
    }

    private sealed record Own(Names Names) : INamed
    {
        public NameIn NameIn(string language) => Names.In(language);
    }

    private sealed record ByPlace(Names Type, Names? Place, string? Code) : INamed
    {
        public NameIn NameIn(string language)
        {
            var word = Type.In(language);
            var place = Place?.In(word.Language).Text ?? Code;
            return place is null ? word with { Text = Capital(word.Text) } : word with { Text = word.Language is "ar" ? $"{word.Text}، {place}" : $"{Capital(word.Text)}, {place}" };
        }

        private static string Capital(string word) => word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word;
    }
}
