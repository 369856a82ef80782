using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Reading;
using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Imports.Counts;

/// <summary>
/// The five workbooks as TAFRA published them, unedited, put beside the tables that ship. No figure differs; 23 turnouts of 2016 are printed
/// as 0.5137 in the tables and stand as 0.5136999999999999 in the workbook, which says the same.
/// </summary>
public class PublishedWorkbooks
{
    private static readonly string[] NoLists =
    [
        "idRegion", "idWilaya", "idPrefProv", "idSousPref", "idCirconscription", "region", "wilaya", "prefProv", "sousPref", "circonscription", "typeListe", "nSieges", "nInscrits", "txParticipation", "pctNuls",
        "invalide", "repPctFemmes", "repAge34", "repAge3544", "repAge4554", "repAge55", "repEduSans", "repEdu1aire", "repEdu2aire", "repEduSup",
    ];

    [Theory]
    [InlineData("2002-1-0", "ma-house-2002-local", "locale", 91)]
    [InlineData("2007-1-0", "ma-house-2007-local", "locale", 95)]
    [InlineData("2011-1-0", "ma-house-2011-local", "locale", 92)]
    [InlineData("2016-1-1", "ma-house-2016-local", "locale", 92)]
    [InlineData("2016-1-1", "ma-house-2016-national", "nationale", 92)]
    [InlineData("2021-1-0", "ma-house-2021-local", "locale", 92)]
    [InlineData("2021-1-0", "ma-house-2021-regional", "regionale", 12)]
    public void A_workbook_says_what_the_shipped_tables_say(string workbook, string contest, string kind, int places)
    {
        using var daira = new Importing(Engine.Sqlite);
        // The ids of regional constituencies are the publisher's own: they are found by the name of their region.
        var preview = daira.Preview(Request(workbook, contest, kind, kind == "regionale" ? "region" : "idCirconscription"));
        preview.Rows.Where(r => r.Fate != RowFate.Same).Select(r => $"{r.Line} {r.Fate} {r.Code} {r.Rule}").ShouldBeEmpty();
        preview.Counts[RowFate.Same].ShouldBe(places);
        preview.IsKnown.ShouldBeTrue();
    }

    [Theory]
    [InlineData("2011-1-0", "ma-house-2011-local", "locale")]
    [InlineData("2016-1-1", "ma-house-2016-local", "locale")]
    [InlineData("2021-1-0", "ma-house-2021-local", "locale")]
    public void So_it_does_when_its_places_are_found_by_name(string workbook, string contest, string kind)
    {
        using var daira = new Importing(Engine.Sqlite);
        var preview = daira.Preview(Request(workbook, contest, kind, "circonscription"));
        preview.Rows.Where(r => r.Fate is RowFate.New or RowFate.Changed).Select(r => $"{r.Line} {r.Fate} {r.Code}").ShouldBeEmpty("a name was taken for another place");
        preview.Counts[RowFate.Same].ShouldBe(92);
    }

    [Theory]
    [InlineData("2021-1-0", "ma-house-2021-local", "locale")]
    public void Into_a_contest_of_its_own_it_gives_the_same_figures(string workbook, string contest, string kind)
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add("again").IsDone.ShouldBeTrue();
        daira.Done(Request(workbook, "again", kind, "idCirconscription"));
        var (shipped, again) = (daira.Data.Find(contest)!, daira.Data.Find("again")!);
        foreach (var (list, column) in shipped.Lists.Select((l, c) => (l.Code, c)))
        {
            for (var row = 0; row < shipped.Places.Count; row++)
            {
                again.Votes(again.RowOf(shipped.Places[row].Code), again.ColumnOf(list)).ShouldBe(shipped.Votes(row, column), $"{shipped.Places[row].Code} {list}");
                again.Totals[again.RowOf(shipped.Places[row].Code)].Turnout.ShouldBe(shipped.Totals[row].Turnout);
            }
        }
    }

    private static ImportRequest Request(string workbook, string contest, string kind, string place)
    {
        var folder = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "DAIRA_TRIAL_DATA");
        var file = Path.Combine(folder, "morocco", "results-house", "tafra-xlsx", $"parlement-elections-{workbook}.xlsx");
        var sheet = ReadSheets.Run(file).Value.Sheets[0];
        return new ImportRequest(file, contest, new ResultsMapping
        {
            Place = place,
            Within = place == "circonscription" ? "prefProv" : null,
            Lists = [.. sheet.Header.Except(NoLists)],
            Registered = "nInscrits",
            Turnout = "txParticipation",
            Sheet = sheet.Name,
            Where = ["typeListe=" + kind],
        });
    }
}
