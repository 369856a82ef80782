using Daira.Elections.Contests;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Places;

namespace Daira.Web.Pages.Imports;

/// <summary>What a person fills in at the second step.</summary>
public sealed class MappingForm
{
    public string? Contest { get; set; }

    public string? Sheet { get; set; }

    public string? Saved { get; set; }

    public string? Place { get; set; }

    public string? Name { get; set; }

    public string? Within { get; set; }

    public string? Station { get; set; }

    public string? Level { get; set; }

    public string? Registered { get; set; }

    public string? Voters { get; set; }

    public string? Spoilt { get; set; }

    public string? Valid { get; set; }

    public string? Turnout { get; set; }

    public string? List { get; set; }

    public string? Votes { get; set; }

    public string[]? Lists { get; set; }

    public string? Where { get; set; }

    public string? Renamed { get; set; }

    public string? Publisher { get; set; }

    public string? Licence { get; set; }

    public string? Status { get; set; }

    public string? SaveAs { get; set; }

    public ResultsMapping ToMapping()
    {
        var renamed = Parts(Renamed).Where(p => p.Contains('=', StringComparison.Ordinal)).ToDictionary(p => p[..p.LastIndexOf('=')].Trim());
        var isLong = Text(List) is not null && Text(Votes) is not null;
        return new ResultsMapping
        {
            Place = Place ?? "",
            Name = Text(Name),
            Within = Text(Within),
            Station = Text(Station),
            Level = Level is { Length: > 0 } word && LevelNames.TryRead(word, out var level) ? level : null,
            List = isLong ? List : null,
            Votes = isLong ? Votes : null,
            Lists = isLong ? [] : [.. (Lists ?? []).Select(l => renamed.GetValueOrDefault(l) ?? l)],
            Registered = Text(Registered),
            Voters = Text(Voters),
            Spoilt = Text(Spoilt),
            Valid = Text(Valid),
            Turnout = Text(Turnout),
            Sheet = Text(Sheet),
            Where = [.. Parts(Where)],
        };
    }

    public StagedImport Said(StagedImport import) => import with
    {
        Contest = Text(Contest),
        Publisher = Text(Publisher) ?? AddContest.Unknown,
        Licence = Text(Licence) ?? AddContest.Unknown,
        Status = Enum.TryParse<ResultStatus>(Status, out var status) ? status : ResultStatus.Provisional,
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Parts(string? text) => (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
