using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Mail;
using Daira.Organisation.Messages;

namespace Daira.Cli.Commands;

/// <summary><c>messages</c>: how the outbox stands; with <c>--send</c>, hands over what waits by the servers of the settings.</summary>
internal static class MessagesCommand
{
    public static Command Build(SharedOptions shared)
    {
        var send = new Option<bool>("--send") { Description = "Hand over what waits." };
        var command = new Command("messages", "How many messages stand in each state in the outbox.") { send };
        return shared.Answering(command, (parsed, session, stop) => Run(session, shared.Surroundings.Environment, parsed.GetValue(send), stop));
    }

    private static Outcome<Sheet> Run(Session session, Func<string, string?> environment, bool isSent, CancellationToken stop)
    {
        var (mail, sms) = (MailSettings.Read(environment), SmsSettings.Read(environment));
        if (isSent && !mail.IsDone && !sms.IsDone)
        {
            return Outcome<Sheet>.Refused([.. mail.Refusals, .. sms.Refusals]);
        }

        if (isSent)
        {
            using var gateway = sms.IsDone ? new HttpSms(sms.Value) : null;
            var sent = new SendMessages(session.Record, session.Organisation, mail.IsDone ? new SmtpMail(mail.Value) : null, gateway).Run(Actor.Operator, stop).GetAwaiter().GetResult();
            if (!sent.IsDone)
            {
                return Outcome<Sheet>.Refused(sent.Refusals);
            }
        }

        var counts = new ReadOutbox(session.Record, session.Organisation).Count(Actor.Operator);
        return counts.IsDone
            ? new Sheet(["state", "messages"], [.. Enum.GetValues<MessageState>().Select(s => new object?[] { s.ToString().ToLowerInvariant(), counts.Value.GetValueOrDefault(s) })])
            : Outcome<Sheet>.Refused(counts.Refusals);
    }
}
