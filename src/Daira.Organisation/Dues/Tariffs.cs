using System.Globalization;
using System.Text.Json.Serialization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Dues;

/// <summary>What one category of payers is called for in a year.</summary>
/// <param name="Category">Stable word, e.g. <c>member</c>, <c>student</c>, <c>deputy</c>: small letters and hyphens, 2 to 40.</param>
/// <param name="Centimes">Hundredths of the currency, more than zero.</param>
/// <param name="IsContribution">A contribution of elected officials, which is shown apart from dues.</param>
public sealed record Tariff(string Category, int Year, Names Names, long Centimes, bool IsContribution)
{
    public const string Kind = "dues-tariff";

    [JsonIgnore]
    public Money Amount => new(Centimes);

    internal static string Subject(string category, int year) => string.Create(CultureInfo.InvariantCulture, $"{year}/{category}");
}

/// <param name="Amount">As written.</param>
public sealed record NewTariff(string Category, int Year, string? Arabic, string? Latin, string Amount, bool IsContribution);

/// <summary>Sets what a category pays in a year. Once anyone was called for it, it stands: another amount is another category.</summary>
public sealed class SetTariff(DuesStore store)
{
    public const int FirstYear = 2000;

    public Outcome<Tariff> Run(NewTariff request, Actor actor) => store.Change<Tariff>(actor, "dues-tariff-set", DuesRights.Set, null, change =>
    {
        var amount = Money.Read(request.Amount, "dues.field.amount");
        var names = CleanText.Names(request.Arabic, request.Latin);
        if (Fault(change, request) is { } fault)
        {
            return fault;
        }

        if (amount.Refusals.Concat(names.Refusals).ToArray() is { Length: > 0 } faults)
        {
            return Outcome<Tariff>.Refused(faults);
        }

        var tariff = new Tariff(request.Category, request.Year, names.Value, amount.Value.Centimes, request.IsContribution);
        var subject = Tariff.Subject(request.Category, request.Year);
        change.Decide(Tariff.Kind, subject, tariff, null);
        change.Journal($"dues-tariff/{subject}", new { tariff.Centimes, tariff.IsContribution });
        return tariff;
    });

    private static Refusal? Fault(DuesChange change, NewTariff request)
    {
        var called = change.Rows<DuesCall>().Count(c => c.Year == request.Year && c.Category == request.Category);
        return request.Year < FirstYear || request.Year > change.Today.Year + 1 ? Errors.YearOutside(request.Year, FirstYear, change.Today.Year + 1)
            : !DefineType.IsWord(request.Category) ? Errors.CategoryUnread(request.Category)
            : called > 0 ? Errors.TariffCalled(request.Category, request.Year, called)
            : null;
    }
}

/// <summary>The tariffs that were set.</summary>
public static class Tariffs
{
    /// <summary>In force for a category and year; null when none was set.</summary>
    public static Tariff? Tariff(this DuesReading reading, string category, int year)
    {
        var subject = Dues.Tariff.Subject(category, year);
        return Read(reading.Rows<Decision>().Where(d => d.Kind == Dues.Tariff.Kind && d.Subject == subject)).SingleOrDefault();
    }

    /// <summary>Of a year, by category: what a party asks of its members is no secret inside it.</summary>
    public static IReadOnlyList<Tariff> In(DuesStore store, int year) => store.ReadAll(reading => reading.TariffsOf(year));

    /// <summary>Of a year, by category.</summary>
    public static IReadOnlyList<Tariff> TariffsOf(this DuesReading reading, int year)
    {
        var start = Dues.Tariff.Subject("", year);
        return [.. Read(reading.Rows<Decision>().Where(d => d.Kind == Dues.Tariff.Kind && d.Subject.StartsWith(start)))];
    }

    private static IEnumerable<Tariff> Read(IQueryable<Decision> decisions) => decisions.ToList()
        .GroupBy(d => d.Subject).Select(g => OrganisationJson.Read<Tariff>(g.MaxBy(d => d.Number)!.Content)).OrderBy(t => t.Category, StringComparer.Ordinal);
}
