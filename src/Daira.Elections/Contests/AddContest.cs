using System.Text.RegularExpressions;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Contests;

/// <summary>A new election of one body on one day.</summary>
/// <param name="Id">Small letters, digits and hyphens, e.g. <c>ma-house-2026-local</c>.</param>
/// <param name="Name">What it is called: one name per language, at least one.</param>
/// <param name="Law">Id of a law, or a method with or without threshold, see <see cref="LawRegistry.Find"/>.</param>
/// <param name="Seats">What is at stake at each place; the places are of one level, which is the contest's.</param>
/// <param name="Source">The file the seats were read from.</param>
public sealed record NewContest(string Id, Names Name, DateOnly Date, string Law, IReadOnlyList<PlaceSeats> Seats, AddedSource Source)
{
    /// <summary>ISO 3166 code; null = the country the places lie in.</summary>
    public string? Country { get; init; }

    /// <summary>Null = the first kind that the law rules.</summary>
    public ContestKind? Kind { get; init; }

    /// <summary>Who stands; empty = whoever the results name.</summary>
    public IReadOnlyList<AddedList> Lists { get; init; } = [];

    /// <summary>A name said once: Arabic when it is in that script, else in the language it was said in.</summary>
    public static Names Named(string name, string language) =>
        name.Any(c => c is >= '\u0600' and <= '\u06FF') ? new Names(name, null, null, null)
        : language == "en" ? new Names(null, null, name, null)
        : new Names(null, name, null, null);
}

/// <param name="Line">Line of the file, so that a fault can be named; 0 when typed.</param>
public sealed record PlaceSeats(string Place, int Seats, int Line);

/// <summary>
/// Adds an election with its law, places, seats and lists: a decision that survives a rebuild, and a journal entry. For keepers of imports.
/// </summary>
public sealed partial class AddContest(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    public const int MostSeats = 10_000;

    /// <returns>The contest as it is stored.</returns>
    public Outcome<Contest> Run(NewContest request, Actor actor) =>
        Opening.WithData(actor, Rights.ImportResults, record, elections).Then(opening => Add(request, opening.Data, opening.Keeper));

    private Outcome<Contest> Add(NewContest request, ElectoralData data, Actor keeper)
    {
        if (Faults(request, data).ToList() is { Count: > 0 } refusals)
        {
            return Outcome<Contest>.Refused(refusals);
        }

        var added = Complete(request, data);
        var version = elections.Change<Outcome<string>>((connection, db) =>
        {
            if (connection.One("select 1 from contests where id = @id", ("@id", added.Id)) is not null)
            {
                return Known(added.Id);
            }

            var decision = record.Change(r => Decide(r, added, keeper));
            new ContestAdded().Apply(decision, new Applying(connection, db, new(record.Database.Folder), [decision], CancellationToken.None));
            return DecidedChanges.Note(connection, decision);
        });
        return version.IsDone ? elections.Load().Value.Find(added.Id)!.Contest : Outcome<Contest>.Refused(version.Refusals);
    }

    private static IEnumerable<Refusal> Faults(NewContest request, ElectoralData data)
    {
        if (!IdForm().IsMatch(request.Id))
        {
            yield return Invalid("id", request.Id);
        }
        else if (data.Find(request.Id) is not null)
        {
            yield return Known(request.Id);
        }

        if (request.Name is { Arabic: null or "", French: null or "", English: null or "" })
        {
            yield return Invalid("name-missing");
        }

        foreach (var fault in FaultsOfLaw(request).Concat(FaultsOfSeats(request, data)).Concat(FaultsOfLists(request, data)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<Refusal> FaultsOfLaw(NewContest request)
    {
        var law = LawRegistry.Find(request.Law);
        if (law is null)
        {
            yield return Invalid("unknown-law", request.Law, string.Join(", ", LawRegistry.All.Select(l => l.Id)), string.Join(", ", Core.Seats.AllocationMethod.Names));
        }
        else if (request.Kind is { } kind && law.For(kind) is null)
        {
            yield return Invalid("law-silent", law.Name, kind.ToString());
        }
        else if (request.Date < law.InForceFrom)
        {
            yield return Invalid("law-later", law.Name, law.InForceFrom, request.Date);
        }
    }

    private static IEnumerable<Refusal> FaultsOfSeats(NewContest request, ElectoralData data)
    {
        if (request.Seats.Count == 0)
        {
            yield return Invalid("no-seats", request.Source.File);
        }

        var seen = new Dictionary<string, int>();
        foreach (var (place, seats, line) in request.Seats)
        {
            if (data.Atlas.Find(place) is not { } found)
            {
                yield return Invalid("unknown-place", line, place);
            }
            else if (IsGone(found, request.Date))
            {
                yield return Invalid("place-gone", line, found, new Code(place), found.ValidTo!.Value);
            }

            if (seats is < 1 or > MostSeats)
            {
                yield return Invalid("seats-out-of-range", line, seats, MostSeats);
            }

            if (!seen.TryAdd(place, line))
            {
                yield return Invalid("place-twice", line, place, seen[place]);
            }
        }

        var places = request.Seats.Select(s => data.Atlas.Find(s.Place)).OfType<Place>().ToList();
        if (places.Select(LevelOf).Distinct().Count() > 1)
        {
            var odd = places.First(p => LevelOf(p) != LevelOf(places[0]));
            yield return Invalid("levels-mixed", odd, LevelOf(odd).ToString(), places[0], LevelOf(places[0]).ToString());
        }

        var countries = places.Select(p => CountryOf(p, data)).OfType<string>().Append(request.Country).OfType<string>().Distinct().ToList();
        if (countries.Count != 1)
        {
            yield return countries.Count == 0 ? Invalid("country-missing") : Invalid("other-country", string.Join(", ", countries));
        }
    }

    private static IEnumerable<Refusal> FaultsOfLists(NewContest request, ElectoralData data)
    {
        var known = data.Contests.SelectMany(c => c.Lists).DistinctBy(l => l.Code).ToDictionary(l => l.Code);
        foreach (var twice in request.Lists.GroupBy(l => l.Code).Where(g => g.Key.Length == 0 || g.Count() > 1))
        {
            yield return Invalid("list-twice", twice.Key);
        }

        foreach (var list in request.Lists.Where(l => known.ContainsKey(l.Code) && IsOther(l, known[l.Code])))
        {
            yield return Invalid("list-taken", list.Code, known[list.Code]);
        }
    }

    private static bool IsOther(AddedList list, ElectoralList known) =>
        (list.Arabic is { Length: > 0 } arabic && known.Names.Arabic is { } ar && ar != arabic)
        || (list.French is { Length: > 0 } french && known.Names.French is { } fr && !fr.Equals(french, StringComparison.OrdinalIgnoreCase));

    private static AddedContest Complete(NewContest request, ElectoralData data)
    {
        var law = LawRegistry.Find(request.Law)!;
        var first = data.Atlas.Find(request.Seats[0].Place)!;
        return new AddedContest(
            request.Id,
            request.Country ?? CountryOf(first, data)!,
            Text(request.Name.Arabic),
            Text(request.Name.French),
            Text(request.Name.English),
            request.Date,
            request.Kind ?? law.Parts[0].Kind ?? ContestKind.Other,
            request.Law,
            LevelOf(first),
            SeriesOf(request, data),
            request.Source.Publisher != Unknown,
            request.Seats,
            StoredLists.WithSlots(request.Lists, data),
            request.Source);
    }

    /// <summary>What a publisher or licence is called that nobody named.</summary>
    public const string Unknown = "Unknown";

    /// <summary>Contests counted at exactly the same places are comparable: the new one joins their series, or begins one.</summary>
    private static string SeriesOf(NewContest request, ElectoralData data)
    {
        var places = request.Seats.Select(s => s.Place).ToHashSet();
        return data.Contests.FirstOrDefault(c => c.Contest.Comparable is not null && places.SetEquals(c.Places.Select(p => p.Code)))?.Contest.Comparable ?? request.Id;
    }

    private Decision Decide(RecordDb db, AddedContest added, Actor actor)
    {
        var content = DecidedJson.Write(added);
        db.Journal(actor, clock, ContestAdded.Name, added.Id, content);
        return db.Decide(actor, clock, ContestAdded.Name, added.Id, content);
    }

    private static PlaceLevel LevelOf(Place place) => place.IsUnit ? PlaceLevel.Commune : place.Level;

    private static string? CountryOf(Place place, ElectoralData data) => data.Atlas.PathTo(place)[0] is { Level: PlaceLevel.Country } country ? country.Code : null;

    private static bool IsGone(Place place, DateOnly day) => place.ValidTo < day;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Refusal Known(string id) => new(RefusalKind.Conflict, "contest-known", new Message("contest.add.known", id));

    private static Refusal Invalid(string what, params object[] arguments) => new(RefusalKind.Invalid, "contest-" + what, new Message("contest.add." + what, arguments));

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdForm();
}
