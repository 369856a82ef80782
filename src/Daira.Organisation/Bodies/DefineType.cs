using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <summary>Adds a type of body, or puts a new version of one in force: its names, levels, offices, terms and quotas, without code.</summary>
public sealed class DefineType(OrganisationStore store)
{
    private const int MostSeats = 1_000;

    public Outcome<BodyType> Run(BodyType type, Actor actor) => store.Change<BodyType>(actor, "type-defined", change =>
    {
        if ((change.Ask(OrganisationRights.Define, Scope.Installation) ?? Fault(change.Data, type)) is { } refusal)
        {
            return refusal;
        }

        change.Define(EventKinds.Type, type.Id, type);
        change.Journal($"type/{type.Id}", type);
        return type;
    });

    private static Refusal? Fault(OrganisationData data, BodyType type) =>
        !IsWord(type.Id) ? Errors.TypeFault("id", type.Id)
        : string.IsNullOrWhiteSpace(type.Names.Arabic) ? Errors.TypeFault("name", type.Id)
        : !data.Organisations.ContainsKey(type.Organisation) ? Errors.TypeFault("organisation", type.Organisation)
        : type.Levels.Count == 0 ? Errors.TypeFault("levels", type.Id)
        : Outside("months", type.PreparatoryMonths, 1, 60) ?? Outside("months", type.ProvisionalMonths, 1, 60) ?? Outside("term", type.TermMonths, 1, 120)
            ?? Outside("renewals", type.Renewals, 0, 10) ?? Outside("dormant", type.DormantDays, 30, 3_650)
            ?? type.Offices.Select(OfficeFault).FirstOrDefault(f => f is not null)
            ?? type.Quotas.Select(QuotaFault).FirstOrDefault(f => f is not null)
            ?? Twice(type) ?? Lost(data, type);

    private static Refusal? OfficeFault(OfficeType office) =>
        !IsWord(office.Id) ? Errors.TypeFault("id", office.Id)
        : string.IsNullOrWhiteSpace(office.Names.Arabic) ? Errors.TypeFault("name", office.Id)
        : Outside("seats", office.Seats, 1, MostSeats);

    private static Refusal? QuotaFault(Quota quota) =>
        quota.Denominator < 1 || quota.Numerator < 1 || quota.Numerator > quota.Denominator ? Errors.TypeFault("quota", $"{quota.Numerator}/{quota.Denominator}")
        : string.IsNullOrWhiteSpace(quota.Basis) ? Errors.TypeFault("basis", quota.Group.ToString())
        : Outside("age", quota.Under, 18, 60);

    private static Refusal? Twice(BodyType type) =>
        type.Offices.GroupBy(o => o.Id).FirstOrDefault(g => g.Count() > 1) is { } twice ? Errors.TypeFault("twice", twice.Key) : null;

    /// <summary>An office that somebody holds cannot vanish.</summary>
    private static Refusal? Lost(OrganisationData data, BodyType type) =>
        data.Types.GetValueOrDefault(type.Id) is { } before
        && before.Offices.FirstOrDefault(o => type.Find(o.Id) is null && data.Mandates.Values.Any(m => m.Office == o.Id && m.Last is null && data.Bodies[m.Body].Type == type.Id)) is { } lost
            ? Errors.TypeFault("held", lost)
            : null;

    private static Refusal? Outside(string what, int value, int least, int most) => value < least || value > most ? Errors.TypeFault(what, value) : null;

    /// <summary>Whether it can be an id that people write: small letters and hyphens, 2 to 40.</summary>
    internal static bool IsWord(string id) => id.Length is > 1 and <= 40 && id.All(c => c is (>= 'a' and <= 'z') or '-') && id[0] != '-' && id[^1] != '-';
}
