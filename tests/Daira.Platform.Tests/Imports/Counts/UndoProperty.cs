using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Reconciliation;
using Daira.Elections.Results;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Platform.Tests.Imports.Counts;

/// <summary>
/// Whatever was imported, chosen, corrected and taken back, in whatever order: the figures are those that the decisions which stand give when
/// everything is built again, and when all is taken back they are those there were at first.
/// </summary>
public class UndoProperty
{
    private const string Contest = "ma-house-2026-local";
    private static readonly string[] Places = ["530", "531", "532", "Nulle Part", "Ailleurs"];
    private static readonly string[] Lists = ["A", "B"];

    [Theory, InlineData(Engine.Sqlite, 12), InlineData(Engine.PostgreSql, 6)]
    public void Undo_restores_every_figure(Engine engine, int sequences) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(sequences).WithReplay(2026UL, 923UL),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ListOf(14).ToArbitrary(), choices => Holds(engine, [.. choices])));

    private static void Holds(Engine engine, IReadOnlyList<int> choices)
    {
        using var daira = new Importing(engine);
        daira.Add().IsDone.ShouldBeTrue();
        var first = Importing.Figures(daira.Data);
        foreach (var choice in choices)
        {
            Act(daira, new Random(choice));
        }

        var live = daira.Data;
        var rebuilt = daira.Rebuilt();
        Importing.ShouldBeSame(Importing.Figures(rebuilt), Importing.Figures(live));
        rebuilt.Version.ShouldBe(live.Version);

        foreach (var decision in Standing(daira))
        {
            daira.Undo(decision.Id).IsDone.ShouldBeTrue();
        }

        Importing.ShouldBeSame(Importing.Figures(daira.Data), first);
    }

    private static void Act(Importing daira, Random random)
    {
        switch (random.Next(6))
        {
            case 0 or 1:
                Import(daira, random);
                break;
            case 2:
                Choose(daira, random);
                break;
            case 3:
                Correct(daira, random);
                break;
            default:
                Undo(daira, random);
                break;
        }
    }

    /// <summary>Places by code, stations, and names that only a choice resolves; few cells, so that files overlap.</summary>
    private static void Import(Importing daira, Random random)
    {
        var unit = daira.Data.Atlas.UnitsIn(daira.Data.Atlas.Find("533")!)[0].Code;
        var rows = from place in Places.Append(unit)
                   where random.Next(3) > 0
                   from list in Lists
                   where random.Next(4) > 0
                   select $"{place},{(place == unit ? random.Next(1, 3) : "")},{list},{random.Next(3)}";
        var request = new ImportRequest(daira.File("place,station,list,votes\n" + string.Join('\n', rows.DistinctBy(r => r[..r.LastIndexOf(',')])) + "\n"), Contest, Importing.Long with { Station = "station", Level = Daira.Elections.Places.PlaceLevel.Constituency })
        {
            Accepted = ["unknown-place", "doubtful-place", "unknown-list", "repeated"],
        };
        daira.Import(request);
    }

    private static void Choose(Importing daira, Random random) =>
        new DecideName(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock)
            .Run(new NameChoice(Places[3 + random.Next(2)], null, "constituency", random.Next(3) == 0 ? null : random.Next(534, 537).ToString(System.Globalization.CultureInfo.InvariantCulture)), Actor.Operator);

    private static void Correct(Importing daira, Random random) =>
        new CorrectResult(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock)
            .Run(new Correction(Contest, Places[random.Next(3)], Lists[random.Next(2)], random.Next(4) == 0 ? null : random.Next(3), "property"), Actor.Operator);

    private static void Undo(Importing daira, Random random)
    {
        var standing = Standing(daira);
        if (standing.Count > 0)
        {
            daira.Undo(standing[random.Next(standing.Count)].Id);
        }
    }

    private static IReadOnlyList<DecisionTaken> Standing(Importing daira) => [.. DecidedImports.All(daira.Installation.Record).Where(d => !d.IsUndone && d.Kind != "contest-added")];
}
