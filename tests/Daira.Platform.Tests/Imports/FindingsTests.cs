using Daira.Elections;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Checks;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Languages;

namespace Daira.Platform.Tests.Imports;

/// <summary>The known faults of the sources, found and named by the program itself.</summary>
public class FindingsTests
{
    private static readonly ElectoralData Data = MoroccoTables.Preview();

    [Fact]
    public void The_two_exchanged_arrondissements_of_Rabat_are_found_by_their_misfit_and_no_others()
    {
        var finding = Data.Findings.Where(f => f.Code == "units-exchanged").ShouldHaveSingleItem();
        finding.Message.Arguments.Take(2).Cast<INamed>().Select(n => n.NameIn("fr").Text).Order().ShouldBe(["Agdal Riyad", "Hassan"]);
        finding.Message.Arguments[2].ShouldBe(new Share(0.2339m));
        finding.Message.Arguments[3].ShouldBe(new Share(0.0873m));
        finding.Message.Arguments[4].ShouldBe(new Message("finding.corrected"));
    }

    [Theory]
    [InlineData("unit-without-row", "ma-communal-2021", "44210107", null)]
    [InlineData("list-missing", "ma-house-2016-local", null, "PRV")]
    [InlineData("spoilt-not-a-share", "ma-house-2002-local", null, null)]
    [InlineData("spoilt-rounded", "ma-house-2007-local", null, null)]
    [InlineData("spoilt-derived", "ma-house-2011-local", null, null)]
    [InlineData("spoilt-not-reported", "ma-house-2016-local", null, null)]
    [InlineData("spoilt-all-zero", "ma-house-2021-local", null, null)]
    [InlineData("registered-not-reported", "ma-house-2016-local", null, null)]
    [InlineData("registered-not-reported", "ma-house-2021-regional", null, null)]
    [InlineData("composition-unknown", "ma-house-2007-local", null, null)]
    [InlineData("elected-without-votes", "ma-house-2011-local", "602", "PLJS")]
    [InlineData("list-without-votes", "ma-house-2002-local", null, "MNP")]
    [InlineData("list-under-other-code", "ma-house-2021-regional", null, "AFG")]
    [InlineData("membership-assumed", null, "44210107", null)]
    [InlineData("control-votes-met", "ma-house-2021-local", null, null)]
    [InlineData("control-seats-missed", "ma-house-2007-local", null, "MDS")]
    [InlineData("fewer-votes-more-seats", "ma-house-2007-local", "450", "ADL")]
    public void A_known_fault_is_named(string code, string? contest, string? place, string? list) =>
        Data.Findings.Count(f => (f.Code, f.Contest, f.Place, f.List) == (code, contest, place, list)).ShouldBe(1);

    [Fact]
    public void Nothing_is_said_against_what_is_sound()
    {
        Data.Findings.ShouldNotContain(f => f.Code == "registered-not-reported" && f.Contest == "ma-house-2011-local");
        Data.Findings.ShouldNotContain(f => f.Code == "fewer-votes-more-seats" && f.Contest!.Contains("2021", StringComparison.Ordinal));
        Data.Findings.ShouldNotContain(f => f.Code == "control-votes-missed");
        Data.Findings.ShouldNotContain(f => f.Code == "more-votes-than-voters" && f.Contest != "ma-house-2002-local");
    }

    [Theory]
    [InlineData("registered-not-reported", 5)]
    [InlineData("names-shared", 2)]
    [InlineData("composition-unknown", 2)]
    public void Findings_are_counted(string code, int times) => Data.Findings.Count(f => f.Code == code).ShouldBe(times);

    [Fact]
    public void Machine_made_names_wait_for_review_and_say_so()
    {
        Data.Findings.Single(f => f.Code == "names-to-review").Message.Arguments.ShouldBe([88L, 37L]);
        Data.Atlas.Find("9")!.Names.ToReview.ShouldBe(["zgh"]);
        Data.Find("ma-house-2021-local")!.Lists.Single(l => l.Code == "NEO").Names.ToReview.ShouldBe(["ar"]);
        Data.Find("ma-house-2021-local")!.Lists.Single(l => l.Code == "PI").Names.ToReview.ShouldBeEmpty();
    }

    [Fact]
    public void Names_that_denote_several_units_are_counted_in_both_scripts()
    {
        var shared = Data.Findings.Where(f => f.Code == "names-shared").ToDictionary(f => f.Message.Id, f => f.Message.Arguments);
        shared["finding.names-shared.fr"].ShouldBe([10L, 21L]);
        shared["finding.names-shared.ar"].ShouldBe([16L, 34L]);
    }

    [Fact]
    public void Every_finding_can_be_said_in_every_language()
    {
        var texts = Texts.Of(typeof(ElectoralData).Assembly, typeof(Language).Assembly);
        foreach (var finding in Data.Findings)
        {
            foreach (var language in Language.All)
            {
                texts.Format(finding.Message, language).ShouldNotBeNullOrWhiteSpace();
            }
        }
    }

    [Theory]
    [InlineData("", SpoiltColumn.Empty)]
    [InlineData("0.0,0", SpoiltColumn.AllZero)]
    [InlineData("0.98,0.82,0.63", SpoiltColumn.NotAShare)]
    [InlineData("0.15,0.18,0.16", SpoiltColumn.Rounded)]
    [InlineData("0.2,0.2,0.2", SpoiltColumn.Derived)]
    [InlineData("0.15213,0.18423,0.16", SpoiltColumn.Plain)]
    public void A_column_of_spoilt_shares_is_judged_as_a_whole(string shares, SpoiltColumn expected)
    {
        var rows = shares.Split(',').Select((s, i) => new TotalsRow("c", $"p{i}", 3, 1_000, null, null, "0.5", s.Length == 0 ? null : s, "s", i)).ToArray();
        SpoiltShares.Judge(rows, rows.ToDictionary(r => r.Place, _ => 400L)).ShouldBe(expected);
    }
}
