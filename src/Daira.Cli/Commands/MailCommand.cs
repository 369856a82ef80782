using System.CommandLine;
using System.Net.Mail;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Foundation.Mail;

namespace Daira.Cli.Commands;

/// <summary><c>mail --test ADDRESS</c>: whether letters leave the house.</summary>
internal static class MailCommand
{
    public static Command Build(SharedOptions shared)
    {
        var to = new Option<string>("--test") { Description = "Address to send a test letter to.", Required = true };
        to.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !MailAddress.TryCreate(text, out _))
            {
                result.AddError($"Option '--test': '{text}' is not an address like name@example.org.");
            }
        });
        var command = new Command("mail", "Send a test letter by the mail server of the settings.") { to };
        command.SetAction((parsed, stop) => Run(shared.Session(parsed), shared.Surroundings, new MailAddress(parsed.GetValue(to)!), stop));
        return command;
    }

    private static async Task<int> Run(Session session, Surroundings surroundings, MailAddress to, CancellationToken stop)
    {
        var settings = MailSettings.Read(surroundings.Environment);
        var sent = settings.IsDone
            ? await new SmtpMail(settings.Value).SendAsync(new Letter(to, session.Say(new Message("mail.test.subject")), session.Say(new Message("mail.test.text"))), stop)
            : Outcome<bool>.Refused(settings.Refusals);
        if (!sent.IsDone)
        {
            return session.Refuse(sent.Refusals);
        }

        session.Tell(new Message("cli.mail-sent", to.Address, settings.Value.Host));
        return ExitCode.Done;
    }
}
