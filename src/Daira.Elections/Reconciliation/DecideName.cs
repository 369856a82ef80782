using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Reconciliation;

/// <summary>
/// Keeps which place a doubtful name denotes: for all equal cases, now and at later imports, with who, when and why. For keepers of imports.
/// </summary>
public sealed class DecideName(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    /// <returns>The choice with its decision.</returns>
    public Outcome<NameChoice> Run(NameChoice choice, Actor actor) =>
        Opening.WithData(actor, Rights.ImportResults, record, elections).Then<NameChoice>(opening =>
            Refuse(choice, opening.Data) is { } refusal ? refusal : PlaceNamed.Read(record.Change(db => Decide(db, choice, opening.Keeper, clock))));

    /// <summary>Why a choice cannot be kept; null when it can.</summary>
    internal static Refusal? Refuse(NameChoice choice, ElectoralData data) =>
        string.IsNullOrWhiteSpace(choice.Written) ? new Refusal(RefusalKind.Invalid, "name-missing", new Message("names.missing"))
        : new[] { choice.Place, choice.Within }.OfType<string>().FirstOrDefault(code => data.Atlas.Find(code) is null) is { } unknown
            ? new Refusal(RefusalKind.NotFound, "unknown-place", new Message("names.unknown-place", choice.Written, unknown))
        : null;

    internal static Decision Decide(RecordDb db, NameChoice choice, Actor actor, TimeProvider clock)
    {
        var content = PlaceNamed.Write(choice);
        var subject = $"{choice.Level}/{choice.Within ?? "*"}/{choice.Written}";
        db.Journal(actor, clock, PlaceNamed.Name, subject, content);
        return db.Decide(actor, clock, PlaceNamed.Name, subject, content, choice.Reason);
    }
}
