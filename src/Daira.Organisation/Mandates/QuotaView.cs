using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>A quota of a body on a day, now and after a nomination that is only thought of.</summary>
/// <param name="Seats">Seats of the body at its stage.</param>
/// <param name="Needed">Seats the group is owed.</param>
/// <param name="Held">Seats it holds for certain.</param>
/// <param name="Unknown">Holders of whom it is not known: neither counted for nor against.</param>
/// <param name="After">Held with the nominee; equal to <paramref name="Held"/> without one.</param>
/// <param name="StillPossible">Whether the seats left free after the nomination suffice to meet it.</param>
public sealed record QuotaView(Quota Quota, int Seats, int Needed, int Held, int Unknown, int After, bool StillPossible)
{
    public bool IsMet => Held >= Needed;

    public bool IsMetAfter => After >= Needed;

    public int Lacking => Math.Max(0, Needed - Held);

    /// <summary>Every quota of a body's type.</summary>
    /// <param name="nominee">Who might be given a seat; null for the present state.</param>
    public static IReadOnlyList<QuotaView> Of(OrganisationData data, Body body, DateOnly day, Person? nominee = null)
    {
        var type = data.TypeOf(body);
        var offices = type.OfficesAt(body.Last.Stage).ToDictionary(o => o.Id);
        var holders = data.InForce(body, day).Where(m => offices.ContainsKey(m.Office)).Select(m => data.Persons[m.Person]).ToList();
        var seats = offices.Values.Sum(o => o.Seats);
        return [.. type.Quotas.Select(q => Of(q, seats, holders, nominee, day))];
    }

    private static QuotaView Of(Quota quota, int seats, List<Person> holders, Person? nominee, DateOnly day)
    {
        var needed = quota.SeatsOf(seats);
        var held = holders.Count(p => Counts(quota, p, day) is true);
        var after = held + (nominee is not null && Counts(quota, nominee, day) is true ? 1 : 0);
        var free = seats - holders.Count - (nominee is null ? 0 : 1);
        return new QuotaView(quota, seats, needed, held, holders.Count(p => Counts(quota, p, day) is null), after, after + free >= needed);
    }

    private static bool? Counts(Quota quota, Person person, DateOnly day) => quota.Group switch
    {
        QuotaGroup.Women => person.Sex is { } sex ? sex == Sex.Female : null,
        _ => person.IsUnder(quota.Under, day),
    };
}
