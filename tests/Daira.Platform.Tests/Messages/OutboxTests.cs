using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Mail;
using System.Text;
using System.Text.Json;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Mail;
using Daira.Foundation.Storage;
using Daira.Organisation.DataRights;
using Daira.Organisation.Members;
using Daira.Organisation.Messages;
using Daira.Organisation.Procedures;
using Daira.Platform.Tests.Architecture;
using Daira.Platform.Tests.Members;

namespace Daira.Platform.Tests.Messages;

/// <summary>What is queued leaves once, whatever is cut; and nobody is written to who did not agree.</summary>
public class OutboxTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public async Task A_decision_is_told_once_in_the_language_chosen_and_says_nothing_of_a_party(Engine engine)
    {
        using var r = new Register(engine);
        var post = new Post();
        var receipt = r.Apply(Register.Salma with { Language = "fr" }).Value;
        r.Act(receipt.Case, "ask", r.SefrouOffice, "secretary").IsDone.ShouldBeTrue();
        r.OwnAct(receipt, receipt.Case, new CaseAct.Move("send", null, null)).IsDone.ShouldBeTrue();
        r.Act(receipt.Case, "admit", r.SefrouOffice, "secretary").IsDone.ShouldBeTrue();
        MemberSightTests.Everything(r.Party.Installation.Record.Database).ShouldNotContain(c => c.Text.Contains("salma@", StringComparison.Ordinal));
        Refused("operator-only", await Send(r, post).Run(Actor.Anyone, default));
        (await Send(r, post).Run(Actor.Clock, default)).Value.Sent.ShouldBe(2);
        (await Send(r, post).Run(Actor.Clock, default)).Value.Sent.ShouldBe(0);
        post.Letters.Select(l => l.Subject).ShouldBe(["À vous, dans votre dossier", "Du nouveau dans votre dossier"], ignoreOrder: true);
        post.Letters.ShouldAllBe(l => l.To.Address == "salma@exemple.ma" && !l.Text.Contains("parti", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_is_written_to_before_the_declaration_or_without_consent(Engine engine)
    {
        using var r = new Register(engine);
        var (write, agree) = (new WriteToMembers(r.Store, () => r.Party.Atlas), new AgreeToMessages(r.Party.Installation.Record, r.Store));
        var (salma, hiba, elsewhere) = (r.Admitted(), r.Admitted(new Declaration("هبة المندار", null, "1980-02-03", Mail: "hiba@exemple.ma")), r.Admitted(new Declaration("كمال أزكنون", null, "1980-02-03", Mail: "kamal@exemple.ma"), Register.Agdal));
        var mute = r.Admitted(new Declaration("عمر تازمون", null, "1970-01-01"));
        var circular = new Circular(Register.Sefrou, "استدعاء", "الاجتماع يوم الأحد", "once-1");
        var secretary = r.In(r.SefrouOffice, "secretary");
        Refused("sign-in-first", write.Run(circular, Actor.Anyone));
        Refused("no-right", write.Run(circular, r.In(r.SefrouOffice, "treasurer")));
        Refused("out-of-scope", write.Run(circular with { Within = "3231" }, secretary));
        Refused("messages-not-declared", write.Run(circular, secretary));
        new EnterFiling(r.Store).Run(new Filing(Processing.Messages, "D-M-7/2026", r.Store.Today), Actor.Operator).IsDone.ShouldBeTrue();
        Refused("nobody-agreed", write.Run(circular, secretary));
        Refused("member-no-access", agree.Run(true, new MembershipKey(salma.Reference, "WRONG")));
        foreach (var receipt in new[] { salma, hiba, elsewhere, mute })
        {
            agree.Run(true, Register.KeyOf(receipt)).Value.ShouldBeTrue();
        }

        agree.Run(false, Register.KeyOf(hiba)).Value.ShouldBeFalse();
        agree.Of(hiba.Member).ShouldBeFalse();
        Refused("unknown-place", write.Run(circular with { Within = "9" }, secretary));
        Refused("text-empty", write.Run(circular with { Text = " " }, secretary));
        Refused("once-missing", write.Run(circular with { Once = "" }, secretary));
        write.Run(circular, secretary).Value.ShouldBe(new CircularQueued(1, 1));

        // The same form again: nothing more is queued.
        write.Run(circular, secretary).Value.ShouldBe(new CircularQueued(0, 1));
        var post = new Post();
        await Send(r, post).Run(Actor.Clock, default);
        post.Letters.Where(l => l.Subject == "استدعاء").Select(l => l.To.Address).ShouldBe(["salma@exemple.ma"]);
        r.Party.Installation.Record.Read(db => db.Rows<MessageConsent>().Count(c => c.Member == hiba.Member)).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_cut_off_is_uncertain_and_leaves_again_only_when_a_person_says_so(Engine engine)
    {
        using var r = new Register(engine);
        r.Admitted();
        var cut = new Post { Fault = new IOException("cut") };
        (await Send(r, cut).Run(Actor.Clock, default)).Value.Uncertain.ShouldBe(1);
        var post = new Post();
        (await Send(r, post).Run(Actor.Clock, default)).Value.Sent.ShouldBe(0);
        var box = new ReadOutbox(r.Party.Installation.Record, r.Store);
        Refused("sign-in-first", box.Count(Actor.Anyone));
        Refused("no-right", box.Uncertain(r.In(r.SefrouOffice, "secretary")));
        var message = box.Uncertain(r.In(r.Country, "secretary-general")).Value.ShouldHaveSingleItem();
        var judge = new JudgeMessage(r.Store);
        Refused("no-right", judge.Run(message.Id, false, r.In(r.SefrouOffice, "secretary")));
        Refused("message-not-uncertain", judge.Run(Guid.NewGuid(), false, Actor.Operator));
        judge.Run(message.Id, false, Actor.Operator).IsDone.ShouldBeTrue();
        Refused("message-not-uncertain", judge.Run(message.Id, false, Actor.Operator));
        (await Send(r, post).Run(Actor.Clock, default)).Value.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_refuses_is_asked_again_later_and_not_for_ever()
    {
        using var r = new Register(Engine.Sqlite);
        r.Admitted();
        var post = new Post { Refuses = true };
        var tries = 0;
        for (var hour = 0; hour < 400; hour++)
        {
            var round = (await Send(r, post).Run(Actor.Clock, default)).Value;
            tries += round.Refused + round.GivenUp;
            r.Party.Installation.Clock.Advance(TimeSpan.FromHours(1));
        }

        tries.ShouldBe(8);
        new ReadOutbox(r.Party.Installation.Record, r.Store).Count(Actor.Operator).Value[MessageState.GivenUp].ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_erased_is_not_written_to_and_words_are_forgotten_after_a_month()
    {
        using var r = new Register(Engine.Sqlite);
        var (gone, stays) = (r.Admitted(), r.Admitted(new Declaration("هبة المندار", null, "1980-02-03", Mail: "hiba@exemple.ma")));
        r.Act(r.Ask(gone, MemberCases.Resignation).Value.Id, "acknowledge", r.SefrouOffice, "membership").IsDone.ShouldBeTrue();
        r.Act(r.Ask(gone, MemberCases.Erasure).Value.Id, "grant", r.SefrouOffice, "secretary").IsDone.ShouldBeTrue();
        var post = new Post();
        await Send(r, post).Run(Actor.Clock, default);
        post.Letters.ShouldHaveSingleItem().To.Address.ShouldBe("hiba@exemple.ma");
        StoredMessage Kept() => r.Party.Installation.Record.Read(db => db.Rows<StoredMessage>().Single(m => m.Member == stays.Member));
        var forget = new ForgetMessages(r.Party.Installation.Record, r.Store);
        Refused("operator-only", forget.Run(Actor.Anyone));
        r.Party.Installation.Clock.Advance(TimeSpan.FromDays(29));
        forget.Run(Actor.Clock).Value.ShouldBe(0);
        Kept().Content.ShouldNotBeNull();
        r.Party.Installation.Clock.Advance(TimeSpan.FromDays(3));
        forget.Run(Actor.Clock).Value.ShouldBe(1);
        (Kept().Content, Kept().State).ShouldBe((null, MessageState.Sent));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Several_programs_send_each_message_once(Engine engine)
    {
        using var r = new Register(engine);
        for (var i = 0; i < 12; i++)
        {
            r.Admitted(Register.Salma with { Mail = $"m{i}@exemple.ma" });
        }

        var post = new Post();
        var programs = Enumerable.Range(0, 4).Select(_ => new SendMessages(r.Party.Installation.AnotherRecord(), r.Store, post, null)).ToList();
        await Task.WhenAll(programs.Select(p => Task.Run(() => p.Run(Actor.Clock, default))));
        post.Letters.Select(l => l.To.Address).Order().ShouldBe(Enumerable.Range(0, 12).Select(i => $"m{i}@exemple.ma").Order());
    }

    /// <summary>The program itself, killed again and again while a gateway takes its time: no message arrives twice, and each is sent, waiting or uncertain.</summary>
    [Fact]
    public async Task Killed_senders_never_send_twice()
    {
        using var r = new Register(Engine.Sqlite);
        const int count = 30;
        for (var i = 0; i < count; i++)
        {
            r.Admitted(Register.Salma with { Mail = "", Phone = $"+2126000000{10 + i}" });
        }

        using var gateway = new SlowGateway(TimeSpan.FromMilliseconds(40));
        var random = new Random(6);
        for (var kill = 0; kill < 6; kill++)
        {
            using var program = Start(r.Party.Installation.Settings.Folder, gateway.Address);
            SpinWait.SpinUntil(() => program.HasExited || gateway.Arrived.Count > (kill + 1) * 2, TimeSpan.FromSeconds(20));
            await Task.Delay(random.Next(60), TestContext.Current.CancellationToken);
            program.Kill();
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using (var last = Start(r.Party.Installation.Settings.Folder, gateway.Address))
        {
            await last.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        gateway.Arrived.Count.ShouldBeGreaterThan(count - 10);
        gateway.Arrived.ShouldBeUnique();
        var states = r.Party.Installation.Record.Read(db => db.Rows<StoredMessage>().ToDictionary(m => m.Id.ToString("N"), m => m.State));
        states.Count.ShouldBe(count);
        states.Where(s => s.Value is MessageState.Sent).ShouldAllBe(s => gateway.Arrived.Contains(s.Key));
        states.Where(s => s.Value is MessageState.Waiting).ShouldBeEmpty();
        states.Count(s => s.Value is MessageState.Handing or MessageState.Uncertain).ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task A_gateway_is_told_in_its_own_words_and_nothing_breaks_out_of_them()
    {
        var seen = new List<(string Body, string? Key, string? Bearer)>();
        using var sms = new HttpSms(new SmsSettings(new Uri("https://sms.example.org/send"), """{"phone":"{to}","message":{"content":"{text}"}}""", "t0ken"), new Ear(seen));
        (await sms.SendAsync(new ShortMessage("id1", "+212600000001", "سطر\n\"اقتباس\" {to}"), default)).Value.ShouldBeTrue();
        using var body = JsonDocument.Parse(seen[0].Body);
        body.RootElement.GetProperty("message").GetProperty("content").GetString()!.ShouldStartWith("سطر\n\"اقتباس\"");
        (seen[0].Key, seen[0].Bearer).ShouldBe(("id1", "t0ken"));
        SmsSettings.Read(_ => null).Refusals[0].Code.ShouldBe("sms-not-set-up");
        foreach (var bad in (string[])["sms", "ftp://x/y", "http://sms.example.org"])
        {
            SmsSettings.Read(v => v == "DAIRA_SMS_URL" ? bad : null).Refusals[0].Code.ShouldBe("sms-setting");
        }
    }

    private static Process Start(string folder, string gateway)
    {
        var program = Path.Combine(Repository.Root, "src/Daira.Cli/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/daira");
        var start = new ProcessStartInfo(program, ["messages", "--send", "--data", folder]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DAIRA_SMS_URL"] = gateway;
        return Process.Start(start)!;
    }

    private static SendMessages Send(Register r, IMail post) => new(r.Party.Installation.Record, r.Store, post, null);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);

    private sealed class Post : IMail
    {
        public ConcurrentQueue<Letter> Letters { get; } = new();

        public Exception? Fault { get; init; }

        public bool Refuses { get; init; }

        public Task<Outcome<bool>> SendAsync(Letter letter, CancellationToken stop)
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            if (!Refuses)
            {
                Letters.Enqueue(letter);
            }

            return Task.FromResult<Outcome<bool>>(Refuses ? new Refusal(RefusalKind.Conflict, "full", new("mail.not-set-up")) : true);
        }
    }

    private sealed class Ear(List<(string Body, string? Key, string? Bearer)> seen) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add((await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.GetValues("Idempotency-Key").Single(), request.Headers.Authorization?.Parameter));
            return new HttpResponseMessage(HttpStatusCode.Accepted);
        }
    }

    /// <summary>Takes every message and answers late.</summary>
    private sealed class SlowGateway : IDisposable
    {
        private readonly HttpListener listener = new();

        public SlowGateway(TimeSpan late)
        {
            Address = $"http://127.0.0.1:{FreePort()}/";
            listener.Prefixes.Add(Address);
            listener.Start();
            _ = Task.Run(() => ServeAsync(late));
        }

        public string Address { get; }

        public ConcurrentQueue<string> Arrived { get; } = new();

        public void Dispose() => listener.Close();

        private async Task ServeAsync(TimeSpan late)
        {
            while (listener.IsListening)
            {
                try
                {
                    var call = await listener.GetContextAsync();
                    Arrived.Enqueue(call.Request.Headers["Idempotency-Key"]!);
                    await Task.Delay(late);
                    call.Response.StatusCode = 202;
                    call.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
                {
                    // The caller was killed, or the test is over.
                }
            }
        }

        private static int FreePort()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}
