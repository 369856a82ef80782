using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <summary>Sets what should exist where, or with <paramref name="Drop"/> takes it off the structuring plan.</summary>
public sealed record TargetRequest(PlanTarget Target, bool Drop = false);

/// <summary>Changes the structuring plan.</summary>
public sealed class SetTarget(OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<PlanTarget> Run(TargetRequest request, Actor actor) => store.Change<PlanTarget>(actor, "target-set", change =>
    {
        var target = request.Target;
        if (!change.Data.Types.TryGetValue(target.Type, out var type))
        {
            return Errors.UnknownType(target.Type, change.Data.Types.Keys.Order(StringComparer.Ordinal));
        }

        var basis = CleanText.Words(target.Basis, "field.basis");
        if ((Fault(change, target, type) ?? basis.Refusals.FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        change.Define(EventKinds.Target, target.Id, request.Drop ? null : target with { Basis = basis.Value });
        change.Journal($"target/{target.Id}", request);
        return target;
    });

    private Refusal? Fault(OrganisationChange change, PlanTarget target, BodyType type) =>
        atlas().Find(target.Within) is not { } within ? Errors.UnknownPlace(target.Within)
        : change.Ask(OrganisationRights.Found, OrganisationScopes.OfPlace(type.Organisation, within.Code)) is { } forbidden ? forbidden
        : !type.Levels.Contains(target.Level) ? Errors.PlaceWrongLevel(type, within)
        : null;
}
