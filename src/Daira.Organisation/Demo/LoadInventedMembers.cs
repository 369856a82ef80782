using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Demo;

/// <summary>How many members are invented.</summary>
/// <param name="Applicants">Applications that wait for a decision; they need bodies that decide.</param>
public sealed record MembersSize(int Count = 20_000, int Applicants = 12, int Seed = PartySize.DefaultSeed);

/// <summary>Fills an empty register with members who do not exist, from a seed: the same persons every time on the same day, over the communes by their population.</summary>
public sealed class LoadInventedMembers(RecordStore record, OrganisationStore store, Func<Atlas> atlas)
{
    private const int Batch = 20_000;

    private static readonly string[] Professions = ["أستاذة", "مهندس", "فلاح", "طالبة", "تاجر", "محامية", "ممرض", "حرفية", "سائق", "متقاعد"];

    public Outcome<int> Run(MembersSize size, Actor actor, CancellationToken stop)
    {
        if (Rights.RefuseChange(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<int>.Refused(closed.Refusals);
        }

        if (record.Read(db => db.Rows<MemberRow>().Any()))
        {
            return new Refusal(RefusalKind.Conflict, "members-not-empty", new Message("members.not-empty"));
        }

        var (units, chance) = (Units.Of(atlas()), new Random(size.Seed));
        record.Change(db =>
        {
            for (var first = 1; first <= size.Count; first += Batch)
            {
                Write(db, [.. Enumerable.Range(first, Math.Min(Batch, size.Count - first + 1)).Select(id => Draw(id, units, chance))], actor, stop);
            }

            db.Journal(actor, store.Clock, "invented-members-loaded", "members");
            return 0;
        });
        return Apply(size.Applicants, units, chance) is { } refused ? Outcome<int>.Refused(refused) : size.Count + size.Applicants;
    }

    private void Write(RecordDb db, List<Invented> drawn, Actor actor, CancellationToken stop)
    {
        var boxes = new (PersonKey Key, byte[] Sealed)[drawn.Count];
        Parallel.For(0, drawn.Count, i =>
        {
            var (kept, key) = store.Keys.New(drawn[i].Id);
            boxes[i] = (kept, PersonKeys.Seal(key, drawn[i].Id, drawn[i].Data));
        });
        var now = store.Clock.GetLocalNow();
        BulkInsert.Into(db, drawn.Select((m, i) => new MemberRow(m.Id, m.Place, m.Events[^1].Makes!.Value, m.Events[^1].On, m.Id, boxes[i].Sealed, m.Events.Count, m.LastSeq)), stop);
        BulkInsert.Into(db, boxes.Select(b => b.Key), stop);
        BulkInsert.Into(
            db,
            drawn.SelectMany(m => m.Events.Select((e, n) => new StoredMemberEvent(m.LastSeq - m.Events.Count + n + 1, m.Id, n + 1, now, Journaling.NameOf(actor), OrganisationJson.Write(e)))),
            stop);
    }

    /// <summary>Two numbers of the sequence are set aside for each, whether the second is used or not.</summary>
    private Invented Draw(int id, Units units, Random chance)
    {
        var person = InventedNames.Next(chance, id, store.Today.Year);
        var place = units.Draw(chance);
        var born = new DateOnly(person.BirthYear ?? store.Today.Year - chance.Next(22, 70), chance.Next(1, 13), chance.Next(1, 29));
        var data = new PersonalData(
            person.Arabic, person.Latin, born, person.Sex, chance.Next(10) < 7 ? $"+2126{chance.Next(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture)}" : null, null, chance.Next(5) == 0 ? "fr" : "ar",
            chance.Next(3) > 0 ? Professions[chance.Next(Professions.Length)] : null, null, new Consent(Consent.Now, store.Clock.GetLocalNow(), "register"));
        var since = store.Today.AddDays(-chance.Next(100, 6_000));
        var act = new Act("سجل المنخرطين (متخيل)");
        List<MemberEvent> events = [new Registered(since, place, id, act)];
        var later = since.AddDays(chance.Next(1, 99));
        if (chance.Next(100) is < 6 and var fate)
        {
            events.Add(fate switch { < 3 => new Resigned(later, 0, act), 3 => new Died(later, act), 4 => new Suspended(later, 0, act), _ => new Expelled(later, 0, act) });
        }

        return new Invented(id, place, data, events, (id * 2L) - 2 + events.Count);
    }

    /// <summary>Applications come in by the same door as anybody's.</summary>
    private IReadOnlyList<Refusal>? Apply(int applicants, Units units, Random chance)
    {
        for (var i = 1; i <= applicants; i++)
        {
            var person = InventedNames.Next(chance, i, store.Today.Year);
            var declared = new Declaration(person.Arabic, person.Latin, $"{store.Today.Year - chance.Next(20, 60)}-0{chance.Next(1, 10)}-1{chance.Next(0, 10)}", person.Sex);
            var outcome = new ApplyForMembership(store, atlas).Run(new Application(declared, units.Draw(chance), true, true, string.Create(CultureInfo.InvariantCulture, $"invented {i}")), Actor.Anyone);
            if (!outcome.IsDone)
            {
                return outcome.Refusals;
            }
        }

        return null;
    }

    private sealed record Invented(long Id, string Place, PersonalData Data, List<MemberEvent> Events, long LastSeq);

    /// <summary>Communes and arrondissements, each with the running sum of inhabitants up to and with it.</summary>
    private sealed record Units(string[] Codes, long[] UpTo)
    {
        public static Units Of(Atlas atlas)
        {
            var places = atlas.Places.Where(p => p is { ValidTo: null, IsUnit: true, Level: PlaceLevel.Commune or PlaceLevel.Arrondissement }).ToArray();
            var sum = 0L;
            return new Units([.. places.Select(p => p.Code)], [.. places.Select(p => sum += p.Population?.Inhabitants ?? 1)]);
        }

        public string Draw(Random chance)
        {
            var at = Array.BinarySearch(UpTo, chance.NextInt64(UpTo[^1]) + 1);
            return Codes[at < 0 ? ~at : at];
        }
    }
}
