using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.DataRights;

/// <summary>The answer of the data protection authority to a processing.</summary>
/// <param name="Number">Of the receipt or authorisation, as the authority writes it.</param>
/// <param name="On">Its day.</param>
public sealed record Filing(string Processing, string Number, DateOnly On);

/// <summary>Enters the number under which a processing was declared or authorised; what needs it works from then on.</summary>
public sealed class EnterFiling(OrganisationStore store)
{
    public const string Kind = "processing-filed";

    private const int LongestNumber = 60;

    public Outcome<Filing> Run(Filing request, Actor actor) => store.Change<Filing>(actor, Kind, change =>
    {
        var filing = request with { Number = request.Number.Trim() };
        if ((change.Ask(PrivacyRights.Protect, Scope.Installation) ?? Fault(filing, change.Today)) is { } refusal)
        {
            return refusal;
        }

        change.Decide(Kind, filing.Processing, OrganisationJson.Write(filing));
        change.Journal($"processing/{filing.Processing}", filing);
        return filing;
    });

    /// <summary>By processing, the last one entered.</summary>
    public static IReadOnlyDictionary<string, Filing> Of(RecordDb db) =>
        db.Rows<Decision>().AsNoTracking().Where(d => d.Kind == Kind).OrderBy(d => d.Number).AsEnumerable()
            .Select(d => OrganisationJson.Read<Filing>(d.Content)).GroupBy(f => f.Processing).ToDictionary(g => g.Key, g => g.Last());

    private static Refusal? Fault(Filing filing, DateOnly today) =>
        Processings.All.FirstOrDefault(p => p.Id == filing.Processing) is not { } processing ? Errors.UnknownProcessing(filing.Processing, Processings.All.Select(p => p.Id))
        : processing.Filing.Kind is FilingKind.None ? Errors.NothingToFile(filing.Processing)
        : filing.Number.Length is 0 or > LongestNumber || filing.Number.Any(c => char.IsControl(c) || c is '<' or '>') ? Errors.FilingNumber(LongestNumber)
        : filing.On > today ? Errors.DayInFuture(filing.On, today)
        : null;
}
