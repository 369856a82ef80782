using Daira.Core.Names;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Results;

namespace Daira.Elections.Imports.Counts;

/// <summary>Guesses which column says what, from names met in practice in Arabic, French and English; a person confirms it.</summary>
public static class GuessMapping
{
    private static readonly string[] Places = ["place", "code", "code24", "circonscription", "idcirconscription", "constituency", "commune", "unit", "lieu", "الدائرة", "الجماعة", "المكان", "الرمز"];
    private static readonly string[] Withins = ["province", "prefprov", "prefecture", "region", "within", "الاقليم", "العمالة", "الجهة"];
    private static readonly string[] Stations = ["station", "bureau", "bureau de vote", "polling station", "bv", "n bureau", "مكتب التصويت", "المكتب"];
    private static readonly string[] ListWords = ["list", "liste", "party", "parti", "اللائحة", "الحزب"];
    private static readonly string[] VoteWords = ["votes", "voix", "suffrages", "الاصوات"];
    private static readonly string[] RegisteredWords = ["registered", "inscrits", "ninscrits", "electeurs inscrits", "المسجلون", "المسجلين"];
    private static readonly string[] VoterWords = ["voters", "votants", "nvotants", "المصوتون", "المصوتين"];
    private static readonly string[] SpoiltWords = ["spoilt", "spoiled", "nuls", "bulletins nuls", "invalid", "invalide", "الملغاة", "الاوراق الملغاة"];
    private static readonly string[] ValidWords = ["valid", "valid votes", "exprimes", "suffrages exprimes", "الاصوات الصحيحة", "المعبر عنها"];
    private static readonly string[] TurnoutWords = ["turnout", "participation", "txparticipation", "taux de participation", "نسبة المشاركة"];

    /// <param name="results">The contest: columns called like its lists are theirs. Null when none was chosen yet.</param>
    public static ResultsMapping Of(Sheet sheet, ContestResults? results, ElectoralData data)
    {
        string? Find(string[] words) => words.Select(w => sheet.Header.FirstOrDefault(h => NameFolding.Fold(h) == NameFolding.Fold(w))).FirstOrDefault(h => h is not null);
        var (list, votes) = (Find(ListWords), Find(VoteWords));
        var isLong = list is not null && votes is not null;
        var place = Find(Places) ?? sheet.Header[0];
        var mapping = new ResultsMapping
        {
            Place = place,
            Within = Find(Withins) is { } within && within != place ? within : null,
            Station = Find(Stations) is { } station && station != place ? station : null,
            List = isLong ? list : null,
            Votes = isLong ? votes : null,
            Registered = Find(RegisteredWords),
            Voters = Find(VoterWords),
            Spoilt = Find(SpoiltWords),
            Valid = Find(ValidWords),
            Turnout = Find(TurnoutWords),
            Sheet = sheet.Name,
        };
        return isLong ? mapping : mapping with { Lists = Lists(sheet, mapping, results, data) };
    }

    /// <summary>Columns that are lists by name; where the contest knows none, every column of whole numbers that says nothing else.</summary>
    private static string[] Lists(Sheet sheet, ResultsMapping mapping, ContestResults? results, ElectoralData data)
    {
        var taken = new[] { mapping.Place, mapping.Within, mapping.Station, mapping.Registered, mapping.Voters, mapping.Spoilt, mapping.Valid, mapping.Turnout }.OfType<string>().ToHashSet();
        var free = sheet.Header.Where(h => !taken.Contains(h)).ToList();
        var lists = results is null ? null : new ListsOfFile(results, data);
        var known = lists is null ? [] : free.Where(h => lists.Knows(h)).ToArray();
        if (known.Length > 0 && lists!.AreKnown)
        {
            return known;
        }

        var head = sheet.Rows.Take(50).ToList();
        return [.. free.Where(h => known.Contains(h) || AreCounts(head, sheet.Column(h)!.Value))];
    }

    private static bool AreCounts(List<SheetRow> rows, int column)
    {
        var cells = rows.Select(r => r.Fields[column]).Where(c => !CellNumbers.IsUnknown(c)).ToList();
        return cells.Count > 0 && cells.TrueForAll(c => CellNumbers.ReadCount(c) is { Fault: null, Value: not null });
    }
}
