using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Daira.Web.Pages.Organisation;
using Microsoft.AspNetCore.Components;

namespace Daira.Web.Pages.Members;

/// <summary>What every page about members needs.</summary>
public abstract class MembersPageBase : OrganisationPage
{
    [Inject]
    public required RecordStore Record { get; set; }

    [Inject]
    public required MemberDirectory Directory { get; set; }

    protected FindMembers Find => new(Record, Store, Directory, () => Atlas);

    protected ReadMember Reading => new(Record, Store);

    /// <summary>Places that a written name may mean, when it is not clear which.</summary>
    protected IReadOnlyList<Place> Choices { get; private set; } = [];

    /// <summary>A number that names something: shown without groups.</summary>
    protected static Code Plain(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    protected MarkupString PlaceName(string code) => Atlas.Find(code) is { } place ? Name(place) : new MarkupString(Html.Escape(code));

    protected string ToMember(long id) => Reader.To($"/organisation/members/{id.ToString(CultureInfo.InvariantCulture)}");

    protected string ToCase(long id) => Reader.To($"/organisation/members/cases/{id.ToString(CultureInfo.InvariantCulture)}");

    protected MarkupString StateName(MemberState state) => T($"member.state.{state.ToString().ToLowerInvariant()}");

    /// <summary>The code of a commune or arrondissement from a code or a name; a name that several bear is asked back, never picked in silence.</summary>
    protected string UnitIn(string field)
    {
        var written = Field(field);
        if (written.Length == 0 || Atlas.Find(written) is not null)
        {
            return written;
        }

        var found = Prepared.Get(d => new PlaceSearch(d.Atlas)).Find(written);
        var fitting = found.Places.Take(Math.Max(found.SameName, 1)).Where(p => p is { ValidTo: null, Level: PlaceLevel.Commune or PlaceLevel.Arrondissement }).ToList();
        Choices = fitting.Count == 1 && !found.IsGuess ? [] : [.. (fitting.Count > 0 ? fitting : found.Places.Where(p => p is { ValidTo: null, Level: PlaceLevel.Commune or PlaceLevel.Arrondissement })).Take(12)];
        return Choices.Count == 0 && fitting.Count == 1 ? fitting[0].Code : "";
    }

    /// <summary>What a form about a person was filled in with.</summary>
    protected Declaration DeclarationIn() => new(
        Given("name-ar"), Given("name-latin"), Given("born"), Enum.TryParse<Daira.Organisation.Mandates.Sex>(Field("sex"), out var sex) ? sex : null,
        Given("phone"), Given("mail"), In.Code == "fr" ? "fr" : "ar", Given("profession"), Given("skills"));

    /// <summary>The words of an event of a case, opened; the code of a reason in the reader's language.</summary>
    protected string? WordsOf(StoredCase seen, CaseEvent happened, IReadOnlyDictionary<string, string> texts)
    {
        string? Open(string? text) => string.IsNullOrEmpty(text) ? null : Wanted(texts.GetValueOrDefault(text) ?? (text.StartsWith("sealed/", StringComparison.Ordinal) ? null : text));
        return happened switch
        {
            Moved { Reason: { } r } => Reason(seen, r, Open(r.Text)),
            Proposed { Reason: { } r } => Reason(seen, r, Open(r.Text)),
            Said s => Open(s.Text),
            Objected o => Open(o.Text),
            Recused r => Open(r.Text),
            Appealed a => Open(a.Text),
            _ => null,
        };
    }

    /// <summary>Why it was decided so.</summary>
    protected string? ReasonOf(StoredCase seen, IReadOnlyDictionary<string, string> texts) =>
        seen.State.Outcome?.Reason is { } reason ? Reason(seen, reason, texts.GetValueOrDefault(reason.Text)) : null;

    protected MarkupString What(StoredCase seen, CaseEvent happened) => happened is Moved moved && seen.Definition.Find(moved.Step)?.Find(moved.Move) is { } move
        ? Name(move)
        : T($"org.case.event.{happened.GetType().Name.ToLowerInvariant()}");

    protected INamed? BodyName(string? id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var body) && Org.Bodies.ContainsKey(body) ? NameOf(body) : null;

    /// <summary>What somebody asks their data to be, in words; other words as they are.</summary>
    private string? Wanted(string? words) => AskRectification.Read(words) is not { } wanted ? words : string.Join(" · ", new (string Key, string? Value)[]
    {
        ("field.name-ar", wanted.Arabic), ("field.name-latin", wanted.Latin), ("membership.born", wanted.Born), ("membership.sex", wanted.Sex is { } sex ? P($"membership.sex.{sex.ToString().ToLowerInvariant()}") : null),
        ("membership.phone", wanted.Phone), ("membership.mail", wanted.Mail), ("member.field.profession", wanted.Profession), ("member.field.skills", wanted.Skills),
    }.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => $"{P(f.Key)}: {f.Value}"));

    private string Reason(StoredCase seen, GivenReason reason, string? text)
    {
        var named = seen.Definition.Steps.SelectMany(s => s.Moves).SelectMany(m => m.Reasons).FirstOrDefault(r => r.Code == reason.Code);
        return string.Join(" – ", new[] { named?.Names.In(In.Code).Text, text, named?.Basis }.Where(t => !string.IsNullOrWhiteSpace(t)));
    }
}
