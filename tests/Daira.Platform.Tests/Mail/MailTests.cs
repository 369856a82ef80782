using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using Daira.Cli;
using Daira.Foundation.Mail;

namespace Daira.Platform.Tests.Mail;

public class MailTests
{
    [Fact]
    public async Task A_letter_in_Arabic_reaches_the_server()
    {
        await using var server = new SmallMailServer();
        var sent = await new SmtpMail(Settings(server.Port)).SendAsync(
            new Letter(new MailAddress("secretary@example.org"), "استدعاء", "الاجتماع يوم الأحد"), TestContext.Current.CancellationToken);
        sent.IsDone.ShouldBeTrue();
        var letter = await server.Letter;
        letter.ShouldContain("To: secretary@example.org");
        letter.ShouldContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("الاجتماع يوم الأحد"))[..20]);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var refusal = (await new SmtpMail(Settings(FreePort())).SendAsync(
            new Letter(new MailAddress("a@example.org"), "s", "t"), TestContext.Current.CancellationToken)).Refusals.ShouldHaveSingleItem();
        refusal.Code.ShouldBe("mail-refused");
        refusal.Message.Arguments[0].ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task A_server_without_TLS_is_sent_nothing_when_TLS_is_demanded()
    {
        await using var server = new SmallMailServer();
        (await new SmtpMail(Settings(server.Port) with { Secure = true }).SendAsync(
            new Letter(new MailAddress("a@example.org"), "s", "t"), TestContext.Current.CancellationToken)).IsDone.ShouldBeFalse();
        server.Letter.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData("DAIRA_MAIL_PORT", "70000")]
    [InlineData("DAIRA_MAIL_FROM", "nobody")]
    [InlineData("DAIRA_MAIL_TLS", "maybe")]
    [InlineData("DAIRA_MAIL_PASSWORD_FILE", "/there/is/no/such/file")]
    public void A_wrong_setting_is_named(string variable, string value)
    {
        var given = new Dictionary<string, string> { ["DAIRA_MAIL_HOST"] = "localhost", ["DAIRA_MAIL_FROM"] = "party@example.org", [variable] = value };
        var refusal = MailSettings.Read(v => given.GetValueOrDefault(v)).Refusals.ShouldHaveSingleItem();
        refusal.Code.ShouldBe("mail-setting");
        refusal.Message.Arguments.ShouldBe([variable, value]);
    }

    [Fact]
    public async Task The_command_sends_a_test_letter_or_says_what_to_set()
    {
        await using var server = new SmallMailServer();
        var given = new Dictionary<string, string> { ["DAIRA_MAIL_HOST"] = "127.0.0.1", ["DAIRA_MAIL_PORT"] = $"{server.Port}", ["DAIRA_MAIL_FROM"] = "party@example.org", ["DAIRA_MAIL_TLS"] = "no" };
        (await RunAsync(given)).ShouldBe(ExitCode.Done);
        (await server.Letter).ShouldContain("Subject: Mail test");
        (await RunAsync([])).ShouldBe(ExitCode.Refused);
    }

    private static async Task<int> RunAsync(Dictionary<string, string> environment)
    {
        var surroundings = new Surroundings(TextWriter.Null, TextWriter.Null, environment.GetValueOrDefault, TimeProvider.System);
        return await DairaCommand.Run(["mail", "--test", "a@example.org"], surroundings, TestContext.Current.CancellationToken);
    }

    private static MailSettings Settings(int port) => new("127.0.0.1", port, Secure: false, new MailAddress("party@example.org"), null, null);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Takes one letter, as a mail server without TLS does.</summary>
    private sealed class SmallMailServer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource<string> letter = new();

        public SmallMailServer()
        {
            listener.Start();
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public Task<string> Letter => letter.Task;

        public ValueTask DisposeAsync()
        {
            listener.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 small");
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } part and not ".")
                    {
                        text.AppendLine(part);
                    }

                    letter.SetResult(text.ToString());
                }

                await writer.WriteLineAsync(line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 bye" : "250 ok");
            }
        }
    }
}
