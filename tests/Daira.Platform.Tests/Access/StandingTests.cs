using Daira.Foundation.Access;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Access;

/// <summary>The decision against a slow, obvious model, over invented parties.</summary>
public class StandingTests
{
    /// <summary>Under mutation the same tests run hundreds of times: <c>DAIRA_FEWER_CASES</c> divides the generated cases.</summary>
    private static readonly int Cases = 20_000 / (int.TryParse(Environment.GetEnvironmentVariable("DAIRA_FEWER_CASES"), out var fewer) ? Math.Max(1, fewer / 10) : 1);

    [Fact]
    public void Twenty_thousand_random_questions_are_answered_as_the_obvious_model_answers_them()
    {
        var random = new Random(20261120);
        var (allowed, leaks, losses, tokens) = (0, 0, 0, 0);
        for (var i = 0; i < Cases; i++)
        {
            var world = World.Invent(random);
            var (right, scope, sensitivity, day) = world.Question(random);
            var token = random.Next(4) == 0 ? World.Token(random) : null;
            var expected = token?.Contains(right) is not false && world.SlowlyAllows(right, scope, sensitivity, day);
            var actor = new Actor.Person(Guid.Empty, token is null ? world.StandingOn(day) : world.StandingOn(day).OnlyFor(token));
            tokens += token is null ? 0 : 1;
            var answered = Rights.Refuse(actor, right, scope, sensitivity) is null;
            allowed += expected ? 1 : 0;
            leaks += answered && !expected ? 1 : 0;
            losses += expected && !answered ? 1 : 0;
            actor.Standing.WhereFor(right, sensitivity).Contains(scope).ShouldBe(expected, $"case {i}");
        }

        (leaks, losses).ShouldBe((0, 0));
        allowed.ShouldBeInRange(Cases / 20, Cases * 19 / 20, "both answers are met often");
        tokens.ShouldBeGreaterThan(Cases / 6, "a token may do what it is for, of what its holder may");
    }

    [Fact]
    public void The_mandate_named_is_one_that_allows_it()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var world = World.Invent(random);
            var (right, scope, sensitivity, day) = world.Question(random);
            var acting = Rights.Acting(new Actor.Person(Guid.Empty, world.StandingOn(day)), right, scope, sensitivity);
            if (acting.IsDone)
            {
                var named = ((Actor.Person)acting.Value).Mandate;
                world.SlowlyAllows(right, scope, sensitivity, day, only: named).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void Each_no_says_what_kind_of_no_it_is()
    {
        var tree = new Tree(new() { ["region"] = "installation", ["province"] = "region", ["sibling"] = "region" });
        OfficeHeld held = new("mandate:1", Guid.Empty, "secretary", new Scope("province"), new DateOnly(2026, 1, 1), null);
        OfficeRight[] table = [new("secretary", World.Plan, Sensitivity.Internal)];
        Code(Actor.Anyone, "province").ShouldBe("sign-in-first");
        Code(Person(isStrong: true), "province").ShouldBeNull();
        Code(Person(isStrong: true), "region").ShouldBe("out-of-scope");
        Code(Person(isStrong: true), "sibling").ShouldBe("out-of-scope");
        Code(Person(isStrong: true), "nowhere").ShouldBe("out-of-scope");
        Code(Person(isStrong: true), "province", Sensitivity.Personal).ShouldBe("out-of-scope");
        Code(Person(isStrong: true), "province", right: new Right("found-body ")).ShouldBe("no-right");
        Code(Person(isStrong: false), "province").ShouldBe("second-factor-first");
        Code(new Actor.Person(Guid.Empty, Standing.None), "province").ShouldBe("no-right");
        Code(Actor.Operator, "nowhere").ShouldBeNull();

        Actor Person(bool isStrong) => new Actor.Person(Guid.Empty, Standing.Of([held], table, tree, isStrong));
        string? Code(Actor actor, string scope, Sensitivity sensitivity = Sensitivity.Internal, Right? right = null) =>
            Rights.Refuse(actor, right ?? World.Plan, new Scope(scope), sensitivity)?.Code;
    }

    [Fact]
    public void An_open_session_loses_an_ended_mandate_within_a_minute()
    {
        var clock = new StoppedClock();
        var source = new Given([new("mandate:1", Guid.Empty, "secretary", Scope.Installation, new DateOnly(2026, 1, 1), null)]);
        var standings = new Standings([source], () => [new("secretary", World.Plan, Sensitivity.Internal)], OnlyInstallation.Instance, clock);
        Allowed().ShouldBeTrue();
        source.Held = [];
        clock.Advance(TimeSpan.FromSeconds(59));
        Allowed().ShouldBeFalse();

        bool Allowed() => Rights.Refuse(new Actor.Person(Guid.Empty, standings.Of(Guid.Empty, isStrong: true)), World.Plan) is null;
    }

    [Theory, InlineData(-1, false), InlineData(0, true), InlineData(9, true), InlineData(10, false)]
    public void The_first_and_the_last_day_are_included(int days, bool inForce)
    {
        var first = new DateOnly(2026, 11, 20);
        new OfficeHeld("m", Guid.Empty, "o", Scope.Installation, first, first.AddDays(9)).IsInForceOn(first.AddDays(days)).ShouldBe(inForce);
    }

    private sealed class Given(IReadOnlyList<OfficeHeld> held) : IMandateSource
    {
        public IReadOnlyList<OfficeHeld> Held { get; set; } = held;

        public IReadOnlyList<OfficeHeld> InForce(Guid account, DateOnly day) => Held;
    }

    private sealed class Tree(Dictionary<string, string> parents) : IScopes
    {
        public IReadOnlyList<Scope> Around(Scope scope) =>
            scope == Scope.Installation ? [scope] : parents.TryGetValue(scope.Id, out var parent) ? [scope, .. Around(new Scope(parent))] : [];

        public IReadOnlyCollection<Scope> Within(Scope scope) =>
            [.. parents.Keys.Append(Scope.Installation.Id).Select(id => new Scope(id)).Where(s => Around(s).Contains(scope))];
    }

    /// <summary>A party of about thirty scopes with siblings, homonyms, moved bodies and a parallel organisation, and somebody with up to three mandates.</summary>
    private sealed class World
    {
        public static readonly Right Plan = new("plan-body");

        private static readonly Right[] Asked = [Plan, new("found-body"), new("read-member"), new("no-such-right")];
        private static readonly string[] Offices = ["regional-secretary", "provincial-secretary", "treasurer", "youth-secretary"];

        private readonly Dictionary<string, string> parents = new() { ["party"] = "installation", ["youth"] = "installation" };
        private readonly List<OfficeHeld> mandates = [];
        private readonly List<OfficeRight> table = [];

        public static World Invent(Random random)
        {
            var world = new World();
            foreach (var organisation in (string[])["party", "youth"])
            {
                for (var i = 0; i < 14; i++)
                {
                    // Homonyms: the same place is a scope of either organisation, told apart by it.
                    var above = world.parents.Keys.Where(k => k.StartsWith(organisation, StringComparison.Ordinal)).ToList();
                    world.parents[$"{organisation}/{i}"] = above[random.Next(above.Count)];
                }

                world.Move(random, organisation);
            }

            for (var i = random.Next(4); i > 0; i--)
            {
                var from = Day(random);
                world.mandates.Add(new($"mandate:{i}", Guid.Empty, Offices[random.Next(4)], world.AnyScope(random), from, random.Next(3) == 0 ? null : from.AddDays(random.Next(40))));
            }

            foreach (var (office, right) in Offices.SelectMany(o => Asked[..3].Select(r => (o, r))).Where(_ => random.Next(2) == 0))
            {
                world.table.Add(new OfficeRight(office, right, (Sensitivity)random.Next(4)));
            }

            return world;
        }

        public (Right, Scope, Sensitivity, DateOnly) Question(Random random)
        {
            var scope = random.Next(3) > 0 && mandates.Count > 0 ? Below(random, mandates[random.Next(mandates.Count)].Scope) : AnyScope(random);
            return (Asked[random.Next(random.Next(3) == 0 ? 4 : 3)], scope, (Sensitivity)random.Next(random.Next(2) == 0 ? 2 : 4), Day(random));
        }

        /// <summary>The rights a token is for.</summary>
        public static IReadOnlySet<Right> Token(Random random) => Asked.Where(_ => random.Next(2) == 0).ToHashSet();

        public Standing StandingOn(DateOnly day) => Standing.Of(mandates.FindAll(m => m.IsInForceOn(day)), table, new Tree(parents), isStrong: true);

        /// <summary>Every mandate, every row, climbing one step at a time.</summary>
        public bool SlowlyAllows(Right right, Scope scope, Sensitivity sensitivity, DateOnly day, string? only = null)
        {
            foreach (var mandate in mandates)
            {
                foreach (var row in table)
                {
                    var ended = mandate.Until is { } until && until < day;
                    if ((only is null || mandate.Id == only) && mandate.From <= day && !ended && row.Office == mandate.Office && row.Right == right && row.UpTo >= sensitivity && IsIn(scope.Id, mandate.Scope.Id))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        private bool IsIn(string scope, string outer)
        {
            while (scope != outer && parents.TryGetValue(scope, out var parent))
            {
                scope = parent;
            }

            return scope == outer && (scope == "installation" || parents.ContainsKey(scope));
        }

        private void Move(Random random, string organisation)
        {
            var (moved, under) = ($"{organisation}/{random.Next(14)}", $"{organisation}/{random.Next(14)}");
            if (!IsIn(under, moved))
            {
                parents[moved] = under;
            }
        }

        private Scope AnyScope(Random random) => new(random.Next(20) switch
        {
            0 => "installation",
            1 => "nowhere",
            _ => parents.Keys.ElementAt(random.Next(parents.Count)),
        });

        private Scope Below(Random random, Scope scope)
        {
            var below = parents.Keys.Where(k => IsIn(k, scope.Id)).ToList();
            return below.Count == 0 ? scope : new Scope(below[random.Next(below.Count)]);
        }

        private static DateOnly Day(Random random) => new DateOnly(2026, 11, 1).AddDays(random.Next(60));
    }
}
