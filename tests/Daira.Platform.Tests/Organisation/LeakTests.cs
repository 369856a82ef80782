using System.Diagnostics;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Platform.Tests.Organisation;

/// <summary>Who may do what where, asked ten thousand times and more, against a second reading of the rule that is slow and obvious.</summary>
public class LeakTests
{
    private const int Cases = 12_000;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void No_generated_case_leaks(Engine engine)
    {
        using var party = new Party(engine);
        var (bodies, accounts) = Populate(party, new Random(7));
        var (allowed, wrong) = (0, new List<string>());
        var chance = new Random(11);
        var standings = accounts.ToDictionary(a => a, a => ((Actor.Person)party.SignedIn(a)).Standing);
        var org = party.Store.Current;
        var held = accounts.ToDictionary(a => a, a => RightsOf(org, a));
        for (var i = 0; i < Cases; i++)
        {
            var account = accounts[chance.Next(accounts.Count)];
            var own = held[account];
            var right = chance.Next(8) == 0 ? new Right("invented")
                : own.Count > 0 && chance.Next(3) == 0 ? own[chance.Next(own.Count)]
                : OrganisationRights.All[chance.Next(OrganisationRights.All.Count)];
            var body = org.Bodies[bodies[chance.Next(bodies.Count)]];
            var depth = (Sensitivity)chance.Next(4);

            // One in four asks by a token, which is for some rights only.
            var token = chance.Next(4) == 0 ? OrganisationRights.All.Where(_ => chance.Next(2) == 0).ToHashSet() : null;
            var standing = token is null ? standings[account] : standings[account].OnlyFor(token);
            var said = standing.For(right, OrganisationScopes.OfBody(body.Id), depth) is not null;
            if (said != (token?.Contains(right) is not false && Obvious(party, org, account, right, body, depth)))
            {
                wrong.Add($"{account} {right} {body.Id} {depth}: {said}");
            }

            allowed += said ? 1 : 0;
        }

        wrong.ShouldBeEmpty();
        allowed.ShouldBeInRange(Cases / 100, Cases / 2);
    }

    [Fact]
    public void A_warm_decision_takes_no_longer_than_a_microsecond()
    {
        using var party = new Party(Engine.Sqlite);
        var (bodies, accounts) = Populate(party, new Random(7));
        var standing = ((Actor.Person)party.SignedIn(accounts[0])).Standing;
        var scopes = bodies.Select(OrganisationScopes.OfBody).ToArray();
        long Ask(int times)
        {
            var found = 0L;
            for (var i = 0; i < times; i++)
            {
                found += standing.For(OrganisationRights.Read, scopes[i % scopes.Length]) is null ? 0 : 1;
            }

            return found;
        }

        Ask(200_000);
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            Ask(200_000);
            return watch.Elapsed.TotalMicroseconds / 200_000;
        });

        // One microsecond is promised on a quiet machine; tests share theirs.
        best.ShouldBeLessThan(3);
    }

    /// <summary>Rights of all offices that an account ever held, here or elsewhere, so that enough is asked for that is near to being allowed.</summary>
    private static List<Right> RightsOf(OrganisationData org, Guid account)
    {
        var person = org.Persons.Values.FirstOrDefault(p => p.Account == account)?.Id;
        var offices = org.Mandates.Values.Where(m => m.Person == person).Select(m => $"{org.Bodies[m.Body].Type}/{m.Office}").ToHashSet(StringComparer.Ordinal);
        return [.. OrganisationRights.Preset.Where(r => offices.Contains(r.Office)).Select(r => r.Right).Distinct()];
    }

    /// <summary>The rule in plain words: a row of the table for an office held today in a party's body that works, whose place or subtree the object lies in.</summary>
    private static bool Obvious(Party party, OrganisationData org, Guid account, Right right, Body target, Sensitivity depth)
    {
        var person = org.Persons.Values.FirstOrDefault(p => p.Account == account);
        foreach (var mandate in org.Mandates.Values)
        {
            var body = org.Bodies[mandate.Body];
            var type = org.Types[body.Type];
            var given = mandate.Given;
            var until = mandate.End is { } end ? end.On.AddDays(-1) : given.Until;
            var row = OrganisationRights.Preset.FirstOrDefault(r => r.Office == $"{body.Type}/{given.Office}" && r.Right == right && r.UpTo >= depth);
            if (person is null || given.Person != person.Id || row is null || type.IsPublic || given.On > party.Today || until < party.Today || !Works(body, party.Today))
            {
                continue;
            }

            var reaches = type.Reach == Reach.Everything
                || IsBelow(org, target, body)
                || (type.Reach == Reach.Place && org.Types[target.Type].Organisation == type.Organisation && LiesIn(party, target.Place, body.Place!));
            if (reaches)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Works(Body body, DateOnly today)
    {
        var stage = BodyStage.Planned;
        DateOnly? end = null;
        foreach (var e in body.Events)
        {
            (stage, end) = e switch { BodyFounded f => (f.Stage, f.Until), BodyRenewed r => (stage, r.Until), BodySuspended => (BodyStage.Suspended, end), BodyDissolved => (BodyStage.Dissolved, end), _ => (stage, end) };
        }

        return stage == BodyStage.Constituted || (stage is BodyStage.Preparatory or BodyStage.Provisional && today <= end);
    }

    /// <summary>A body with place-wide reach has rights over its place, not over whatever hangs below it in the tree elsewhere.</summary>
    private static bool IsBelow(OrganisationData org, Body target, Body above)
    {
        if (org.Types[above.Type].Reach == Reach.Place)
        {
            return false;
        }

        for (var body = target; body is not null; body = body.Parent is { } parent ? org.Bodies[parent] : null)
        {
            if (body.Id == above.Id)
            {
                return true;
            }
        }

        return false;
    }

    private static bool LiesIn(Party party, string? place, string around)
    {
        while (place is not null)
        {
            if (place == around)
            {
                return true;
            }

            place = party.Atlas.Find(place)!.Parent;
        }

        return false;
    }

    /// <summary>Sibling places, namesakes, moved, expired and suspended bodies, ended and future mandates, parallel organisations, houses of the state.</summary>
    private static (List<long> Bodies, List<Guid> Accounts) Populate(Party party, Random chance)
    {
        var bodies = new List<long> { party.Founded("MA", "general-secretariat") };
        foreach (var place in (string[])["3", "4", "3451", "3231", "4421", "34510109", "34510305", "32310000", "32310101", "32310301", "44210107"])
        {
            bodies.Add(place is "32310301" ? Provisional(party, place) : party.Founded(place));
        }

        foreach (var (type, place) in ((string, string)[])[("women-bureau", "MA"), ("women-bureau", "3"), ("women-bureau", "3451"), ("youth-bureau", "3"), ("arbitration-committee", "3"), ("pole", "3"), ("cell", "3451"), ("house-representatives", "MA"), ("communal-council", "34510305")])
        {
            bodies.Add(party.Founded(place, type));
        }

        var accounts = new List<Guid>();
        for (var i = 0; i < 60; i++)
        {
            var account = Guid.NewGuid();
            accounts.Add(account);
            var person = party.Person(i % 3 == 0 ? "سلمى أوحيدا" : "عمر برغون", account: account);
            for (var n = chance.Next(3); n >= 0; n--)
            {
                Appoint(party, chance, bodies[chance.Next(bodies.Count)], person.Id);
            }
        }

        new AttachBody(party.Store).Run(new Attachment(bodies[6], party.Today, bodies[2], Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        new SuspendBody(party.Store).Run(new Suspension(bodies[5], party.Today, "x", Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        return (bodies, accounts);
    }

    private static void Appoint(Party party, Random chance, long body, long person)
    {
        var org = party.Store.Current;
        var offices = org.TypeOf(org.Bodies[body]).OfficesAt(org.Bodies[body].Last.Stage).ToList();
        var office = offices[chance.Next(3) == 0 ? chance.Next(offices.Count) : 0].Id;
        var (from, until) = chance.Next(5) switch
        {
            0 => (party.Today.AddDays(-9), party.Today.AddDays(-1)),
            1 => (party.Today.AddDays(1), party.Today.AddDays(50)),
            _ => (party.Today.AddDays(-chance.Next(9)), (DateOnly?)party.Today.AddDays(chance.Next(30))),
        };
        party.Give(person, body, office, from, until);
    }

    private static long Provisional(Party party, string place)
    {
        var id = party.Plan("secretariat", place, on: party.Today.AddDays(-20));
        new FoundBody(party.Store).Run(new Founding(id, BodyStage.Provisional, party.Today.AddDays(-20), party.Today.AddDays(20), Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        return id;
    }
}
