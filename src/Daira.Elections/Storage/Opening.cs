using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Elections.Storage;

/// <summary>How every change on the electoral side begins: may this actor, is <c>record</c> open, can <c>elections</c> be used.</summary>
/// <param name="Keeper">The actor, in the mandate that allows it: whom the journal names.</param>
internal sealed record Opening(Actor Keeper, ElectoralData Data)
{
    /// <summary>For what touches <c>record</c> alone. Results belong to the installation as a whole, so the right must hold there.</summary>
    public static Outcome<Actor> Of(Actor actor, Right right, RecordStore record) =>
        Rights.Acting(actor, right, Scope.Installation).Then(keeper => record.Prepare().Then(_ => Outcome<Actor>.Of(keeper)));

    /// <summary>For what changes figures, whatever they are.</summary>
    public static Outcome<Actor> Of(Actor actor, Right right, RecordStore record, ElectionsStore elections) =>
        Of(actor, right, record).Then(keeper => elections.WhyNot() is { } unusable ? unusable : Outcome<Actor>.Of(keeper));

    /// <summary>For what must look at the data first.</summary>
    public static Outcome<Opening> WithData(Actor actor, Right right, RecordStore record, ElectionsStore elections) =>
        Of(actor, right, record).Then(keeper => elections.Load().Then(data => Outcome<Opening>.Of(new Opening(keeper, data))));
}
