using Daira.Elections;
using Daira.Elections.Scenarios.Saved;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Analyses;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Scenarios;

public sealed class SavedScenarioTests
{
    private static readonly ScenarioToSave Swing = new(" Five points more ", ScenarioKind.WhatIf, "?swing.PI=5&contest=ma-house-2016-local&merge=PPS,UC");

    private static ElectoralData Data => Morocco.Data;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void What_is_saved_is_listed_with_its_recipe_journalled_and_deleted(Engine engine)
    {
        using var installation = Installation.On(engine);
        var record = Record(installation);
        var saved = new SaveScenario(record, installation.Clock).Run(Swing, Actor.Operator, Data).Value;
        saved.Name.ShouldBe("Five points more");
        saved.Words.ShouldBe("contest=ma-house-2016-local&unit=points&swing.PI=5&merge=PPS&merge=UC");
        (saved.DataVersion, saved.SavedAt).ShouldBe((Data.Version, installation.Clock.GetUtcNow()));
        installation.Clock.Advance(TimeSpan.FromMinutes(1));
        var simulation = new SaveScenario(record, installation.Clock).Run(new("محاكاة", ScenarioKind.Simulation, "contest=ma-house-2016-local&poll.PI=20&elections=500"), Actor.Operator, Data).Value;
        new ListScenarios(record).Run(Actor.Operator).Value.ShouldBe([simulation, saved]);

        new DeleteScenario(record, installation.Clock).Run(saved.Id, Actor.Operator).Value.ShouldBe(saved);
        new ListScenarios(record).Run(Actor.Operator).Value.ShouldBe([simulation]);
        record.Read(db => db.Rows<JournalEntry>().Where(e => e.Action.StartsWith("scenario-")).OrderBy(e => e.Id).Select(e => e.Action).ToArray()).ShouldBe(["scenario-saved", "scenario-saved", "scenario-deleted"]);
        record.Read(db => db.Rows<JournalEntry>().First(e => e.Action == "scenario-deleted").Subject).ShouldBe(saved.Id.ToString("D"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void The_public_neither_saves_nor_lists_nor_deletes(Engine engine)
    {
        using var installation = Installation.On(engine);
        var record = Record(installation);
        var kept = new SaveScenario(record, installation.Clock).Run(Swing, Actor.Operator, Data).Value;
        new SaveScenario(record, installation.Clock).Run(Swing, Actor.Anyone, Data).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        new ListScenarios(record).Run(Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        new DeleteScenario(record, installation.Clock).Run(kept.Id, Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        new ListScenarios(record).Run(Actor.Operator).Value.ShouldBe([kept]);
    }

    [Theory]
    [InlineData("", "contest=ma-house-2016-local", "scenario-name")]
    [InlineData("x", "contest=nothing", "unknown-contest")]
    [InlineData("x", "contest=ma-house-2016-local&swing.PI=many", "whatif-range")]
    public void What_is_no_question_is_not_saved(string name, string words, string code)
    {
        using var installation = Installation.On(Engine.Sqlite);
        var record = Record(installation);
        new SaveScenario(record, installation.Clock).Run(new(name, ScenarioKind.WhatIf, words), Actor.Operator, Data).Refusals[0].Code.ShouldBe(code);
        new ListScenarios(record).Run(Actor.Operator).Value.ShouldBeEmpty();
        new DeleteScenario(record, installation.Clock).Run(Guid.Empty, Actor.Operator).Refusals[0].Code.ShouldBe("unknown-scenario");
    }

    [Fact]
    public void A_file_opens_as_it_was_written()
    {
        var file = new SavedScenarioFile("«حملة» \"2026\"", ScenarioKind.Simulation, "contest=a&poll.PI=20", "v1");
        SavedScenarioFile.Read("x.json", file.Write()).Value.ShouldBe(file);
        file.Write().ShouldContain("حملة");
        SavedScenarioFile.Read("x.json", "[]").Refusals[0].Code.ShouldBe("scenario-file");
    }

    private static RecordStore Record(Installation installation) => new(installation.Settings, installation.Clock, new ScenarioPart());
}
