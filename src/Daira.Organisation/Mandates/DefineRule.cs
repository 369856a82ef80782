using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>Adds a rule of incompatibility from a day on, or puts another version of one in force. Mandates given before keep standing; the rule meets terms that begin under it.</summary>
public sealed class DefineRule(OrganisationStore store)
{
    public Outcome<Incompatibility> Run(Incompatibility rule, Actor actor) => store.Change<Incompatibility>(actor, "rule-defined", change =>
    {
        var basis = CleanText.Words(rule.Basis, "field.basis");
        if ((change.Ask(OrganisationRights.Define, Scope.Installation) ?? Fault(change.Data, rule) ?? basis.Why) is { } refusal)
        {
            return refusal;
        }

        var kept = rule with { Basis = basis.Value };
        change.Define(EventKinds.Rule, kept.Id, kept);
        change.Journal($"rule/{kept.Id}", kept);
        return kept;
    });

    private static Refusal? Fault(OrganisationData data, Incompatibility rule) =>
        !DefineType.IsWord(rule.Id) ? Bodies.Errors.TypeFault("id", rule.Id)
        : string.IsNullOrWhiteSpace(rule.Names.Arabic) ? Bodies.Errors.TypeFault("name", rule.Id)
        : rule.Until is { } last && last < rule.From ? Errors.EndsBeforeItBegins(rule.From, last)
        : MatchFault(data, rule.One) ?? MatchFault(data, rule.Other);

    private static Refusal? MatchFault(OrganisationData data, OfficeMatch match) =>
        data.Types.GetValueOrDefault(match.Type) is not { } type ? Bodies.Errors.UnknownType(match.Type, data.Types.Keys.Order(StringComparer.Ordinal))
        : match.Office is { } office && type.Find(office) is null ? Errors.UnknownOffice(office, type.Offices.Select(o => o.Id))
        : match.Above is < 0 ? Bodies.Errors.TypeFault("inhabitants", match.Above.Value)
        : null;
}
