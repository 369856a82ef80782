using Daira.Foundation.Storage;

namespace Daira.Organisation.DataRights;

/// <summary>An entry of the register with what was filed for it.</summary>
/// <param name="Rules">Those of the day.</param>
/// <param name="Filed">Null while nothing was entered.</param>
public sealed record RegisteredProcessing(Processing Processing, IReadOnlyList<RetentionRule> Rules, Filing? Filed)
{
    /// <summary>Whether something must be filed and no number was entered.</summary>
    public bool LacksFiling => Filed is null && Processing.Filing.Kind is not FilingKind.None;

    /// <summary>As a row of <see cref="RegisterOfProcessings.Columns"/>.</summary>
    public object?[] Cells(string language) =>
    [
        Processing.Id, Processing.Names.In(language).Text, Processing.Purpose.In(language).Text, Processing.Basis.Text, Word(Processing.Basis.Confidence), Processing.Persons.In(language).Text,
        Processing.Data.In(language).Text, Processing.IsSensitive ? "yes" : "no", Processing.Recipients.In(language).Text,
        string.Join("; ", Rules.Select(r => $"{r.Names.In(language).Text}: {r.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)} {Word(r.Unit)} ({Word(r.Basis.Confidence)})")),
        Word(Processing.Filing.Kind), Filed?.Number, Filed?.On, string.Join(' ', Processing.Tables),
    ];

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>The register of processings of an installation, for anyone to read.</summary>
public static class RegisterOfProcessings
{
    public static IReadOnlyList<string> Columns { get; } =
        ["id", "name", "purpose", "basis", "confidence", "persons", "data", "sensitive", "recipients", "retention", "filing", "number", "filed_on", "tables"];

    public static IReadOnlyList<RegisteredProcessing> Of(RecordStore record, DateOnly day)
    {
        var filed = record.Read(EnterFiling.Of);
        return [.. Processings.All.Select(p => new RegisteredProcessing(p, [.. p.RulesOn(day)], filed.GetValueOrDefault(p.Id)))];
    }
}
