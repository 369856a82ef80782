using Daira.Elections.Places;
using Daira.Foundation.Languages;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Organisation.DataRights;

/// <summary>How sure a rule is: read in an official text, in one good source, in a weak one, or known without a source.</summary>
public enum Confidence
{
    High,
    Medium,
    Low,
    Unverified,
}

/// <param name="Text">The article, or whose rule it is.</param>
public sealed record LegalBasis(string Text, Confidence Confidence);

/// <summary>What the data protection authority is asked before a processing begins.</summary>
public enum FilingKind
{
    /// <summary>Nothing to file.</summary>
    None,
    Declaration,

    /// <summary>Prior authorisation: sensitive data, identity numbers, linked files.</summary>
    Authorisation,
}

public sealed record FilingNeeded(FilingKind Kind, LegalBasis Basis);

/// <summary>What ends the keeping.</summary>
public enum RetentionBy
{
    /// <summary>The clock, every night (<see cref="EraseDue"/>).</summary>
    Nightly,

    /// <summary>The thing itself when it ends: a session, a card.</summary>
    WithItsEnd,

    /// <summary>Two persons, on demand.</summary>
    TwoPersons,

    /// <summary>Nothing before: a law or the proof of a decision asks for it.</summary>
    Law,
}

/// <summary>How long something is kept, from a day on; a later rule of the same id replaces it.</summary>
/// <param name="Amount">1 … 3,650.</param>
/// <param name="Unit">Days of the calendar or months.</param>
public sealed record RetentionRule(string Id, Names Names, int Amount, TimeUnit Unit, RetentionBy By, DateOnly InForceFrom, LegalBasis Basis) : INamed
{
    public NameIn NameIn(string language) => Names.In(language);

    /// <summary>What began on this day or before is over today.</summary>
    public DateOnly Before(DateOnly today) => Unit is TimeUnit.Months ? today.AddMonths(-Amount) : today.AddDays(-Amount);
}

/// <summary>One purpose for which data of persons are kept: an entry of the register that law 09-08 asks for.</summary>
/// <param name="Persons">Whose data.</param>
/// <param name="Data">Which.</param>
/// <param name="IsSensitive">Whether it reveals a political opinion (art. 1).</param>
/// <param name="Recipients">Who sees them.</param>
/// <param name="Tables">Of <c>record</c>, each in one processing only.</param>
public sealed record Processing(
    string Id, Names Names, Names Purpose, LegalBasis Basis, Names Persons, Names Data, bool IsSensitive, Names Recipients, FilingNeeded Filing,
    IReadOnlyList<string> Tables, IReadOnlyList<RetentionRule> Retention) : INamed
{
    public const string Membership = "membership";
    public const string Messages = "messages";

    public NameIn NameIn(string language) => Names.In(language);

    /// <summary>The rules of a day, one for each id.</summary>
    public IEnumerable<RetentionRule> RulesOn(DateOnly day) =>
        Retention.Where(r => r.InForceFrom <= day).GroupBy(r => r.Id).Select(g => g.MaxBy(r => r.InForceFrom)!);
}

/// <summary>The register of processings as it ships.</summary>
public static class Processings
{
    private static readonly File Shipped = OrganisationJson.Preset<File>("morocco.processings.json");

    public static IReadOnlyList<Processing> All => Shipped.Processings;

    /// <summary>Tables that hold nothing of anybody.</summary>
    public static IReadOnlyList<string> Impersonal => Shipped.Impersonal;

    /// <summary>The rule of an id on a day; null when there is none.</summary>
    public static RetentionRule? Rule(string id, DateOnly day) => All.SelectMany(p => p.RulesOn(day)).SingleOrDefault(r => r.Id == id);

    private sealed record File(IReadOnlyList<Processing> Processings, IReadOnlyList<string> Impersonal);
}
