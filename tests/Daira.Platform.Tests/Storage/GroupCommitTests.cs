using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Storage;

/// <summary>Changes that come at once share a transaction, and nothing of that is seen.</summary>
public class GroupCommitTests
{
    private const int Callers = 24, Each = 20;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public async Task Every_answer_comes_after_its_commit_and_the_chain_has_no_gap(Engine engine)
    {
        using var installation = Prepared(engine);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Factory.StartNew(() => Write(caller), TaskCreationOptions.LongRunning)));
        var entries = installation.Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).ToList());
        entries.Select(e => e.Id).ShouldBe(Enumerable.Range(1, Callers * Each).Select(i => (long)i));
        for (var (i, previous) = (0, EntryHash.First); i < entries.Count; previous = entries[i++].Hash)
        {
            var e = entries[i];
            e.Hash.ShouldBe(EntryHash.Of(e.Id, previous, new JournalDraft(Moment.Write(e.At), e.Actor, e.Action, e.Subject, e.Detail)));
        }

        void Write(int caller)
        {
            for (var i = 0; i < Each; i++)
            {
                var subject = $"{caller}/{i}";
                Note(installation, subject);
                installation.AnotherRecord().Read(db => db.Rows<Decision>().Count(d => d.Subject == subject)).ShouldBe(1, subject);
            }
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public async Task A_change_that_fails_takes_nobody_elses_with_it(Engine engine)
    {
        using var installation = Prepared(engine);
        var same = Note(installation, "first").Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Factory.StartNew(() => Try(caller), TaskCreationOptions.LongRunning)));
        answers.Count(a => a).ShouldBe(Callers * 2 / 3);
        installation.Record.Read(db => db.Rows<Decision>().Count()).ShouldBe(1 + (Callers * 2 / 3));
        installation.Record.Read(db => db.Rows<JournalEntry>().Count()).ShouldBe(1 + (Callers * 2 / 3));

        bool Try(int caller)
        {
            try
            {
                installation.Record.Change(db =>
                {
                    db.Journal(Actor.Operator, installation.Clock, "noted", $"{caller}");
                    db.Decide(new Decision(caller % 3 == 0 ? same : Guid.NewGuid(), 0, installation.Clock.GetUtcNow(), "operator", "noted", $"{caller}", "{}", null));
                    return caller % 6 != 0 ? true : throw new InvalidOperationException("a change of heart");
                });
                return true;
            }
            catch (Exception e) when (e is InvalidOperationException == (caller % 6 == 0))
            {
                return false;
            }
        }
    }

    [Fact]
    public void A_change_inside_another_is_said_at_once()
    {
        using var installation = Prepared(Engine.Sqlite);
        Should.Throw<InvalidOperationException>(() => installation.Record.Change(_ => installation.Record.Change(_ => true))).Message.ShouldContain("inside another");
        Note(installation, "after").Number.ShouldBe(1);
    }

    [Fact]
    public void A_database_that_does_not_open_is_each_callers_to_know()
    {
        using var installation = Prepared(Engine.Sqlite);
        var record = new RecordStore(new StorageSettings(Path.Combine(installation.Settings.Folder, "record.db")), installation.Clock);
        Should.Throw<Exception>(() => record.Change(_ => true)).ShouldNotBeOfType<NullReferenceException>();
        Should.Throw<Exception>(() => record.Change(_ => true)).ShouldNotBeOfType<NullReferenceException>();
    }

    private static Decision Note(Installation installation, string subject) => installation.Record.Change(db =>
    {
        db.Journal(Actor.Operator, installation.Clock, "noted", subject);
        return db.Decide(Actor.Operator, installation.Clock, "noted", subject, "{}");
    });

    private static Installation Prepared(Engine engine)
    {
        var installation = Installation.On(engine);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        return installation;
    }
}
