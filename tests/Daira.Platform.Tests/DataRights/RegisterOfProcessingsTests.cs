using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.DataRights;
using Daira.Platform.Tests.Members;
using Daira.Platform.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Platform.Tests.DataRights;

/// <summary>The register of processings says what is kept, and what is kept is in the register.</summary>
public class RegisterOfProcessingsTests
{
    [Fact]
    public void Every_table_of_the_record_is_in_one_processing_or_holds_nothing_of_anybody()
    {
        using var installation = Installation.On(Engine.Sqlite);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        var tables = installation.Record.Read(db => db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct().ToList());
        var named = Processings.All.SelectMany(p => p.Tables).Concat(Processings.Impersonal).ToList();
        named.ShouldBeUnique();
        named.Order(StringComparer.Ordinal).ShouldBe(tables.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_entry_is_written_in_three_languages_with_its_basis()
    {
        foreach (var p in Processings.All)
        {
            foreach (var names in (Elections.Places.Names[])[p.Names, p.Purpose, p.Persons, p.Data, p.Recipients, .. p.Retention.Select(r => r.Names)])
            {
                foreach (var language in (string[])["ar", "fr", "en"])
                {
                    names.Exactly(language).ShouldNotBeNullOrWhiteSpace($"{p.Id} {language}");
                }
            }

            p.Basis.Text.ShouldNotBeNullOrWhiteSpace(p.Id);
            p.Retention.ShouldAllBe(r => r.Amount >= 1 && r.Amount <= 3_650 && r.Basis.Text.Length > 0);
            (p.Tables.Count == 0 || p.Retention.Count > 0).ShouldBeTrue($"{p.Id} keeps something and says for how long");
        }
    }

    [Fact]
    public void What_the_night_does_is_what_the_register_says() =>
        Processings.All.SelectMany(p => p.Retention).Where(r => r.By is RetentionBy.Nightly).Select(r => r.Id).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(EraseDue.Rules.Order(StringComparer.Ordinal));

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_number_is_entered_by_whoever_protects_data_and_by_nobody_else(Engine engine)
    {
        using var r = new Register(engine);
        var file = new EnterFiling(r.Store);
        var (record, today) = (r.Party.Installation.Record, r.Store.Today);
        RegisteredProcessing Membership() => RegisterOfProcessings.Of(record, today).Single(p => p.Processing.Id == Processing.Membership);
        Membership().LacksFiling.ShouldBeTrue();
        Refused("sign-in-first", file.Run(new Filing("membership", "A-1", today), Actor.Anyone));
        Refused("no-right", file.Run(new Filing("membership", "A-1", today), r.In(r.SefrouOffice, "treasurer")));
        Refused("unknown-processing", file.Run(new Filing("voters", "A-1", today), Actor.Operator));
        Refused("nothing-to-file", file.Run(new Filing("statistics", "A-1", today), Actor.Operator));
        Refused("filing-number", file.Run(new Filing("membership", "  ", today), Actor.Operator));
        Refused("filing-number", file.Run(new Filing("membership", new string('1', 61), today), Actor.Operator));
        Refused("day-in-future", file.Run(new Filing("membership", "A-1", today.AddDays(1)), Actor.Operator));
        file.Run(new Filing("membership", " A-W-12/2026 ", today), r.In(r.Country, "secretary-general")).Value.Number.ShouldBe("A-W-12/2026");
        file.Run(new Filing("membership", "A-W-13/2026", today), Actor.Operator).IsDone.ShouldBeTrue();
        Membership().Filed!.Number.ShouldBe("A-W-13/2026");
        Membership().LacksFiling.ShouldBeFalse();
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);
}
