using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>Empty seats of an office in a working body.</summary>
/// <param name="Since">First day without the last holder; the founding when nobody ever held it.</param>
/// <param name="Free">How many seats are empty.</param>
public sealed record Vacancy(Body Body, OfficeType Office, int Free, DateOnly Since)
{
    public static IEnumerable<Vacancy> Of(OrganisationData data, Body body, DateOnly day)
    {
        if (body.On(day) is not { } state || !state.IsActive(day))
        {
            yield break;
        }

        var mandates = data.MandatesOf(body);
        foreach (var office in data.TypeOf(body).OfficesAt(state.Stage))
        {
            var of = mandates.Where(m => m.Office == office.Id).ToList();
            var free = office.Seats - of.Count(m => m.IsInForce(day));
            if (free > 0)
            {
                yield return new Vacancy(body, office, free, SinceOf(of, state, day));
            }
        }
    }

    private static DateOnly SinceOf(List<Mandate> mandates, BodyState state, DateOnly day)
    {
        var last = mandates.Where(m => m.Last < day).Select(m => m.Last!.Value.AddDays(1)).DefaultIfEmpty(state.Since).Max();
        return last < state.Since ? state.Since : last;
    }
}
