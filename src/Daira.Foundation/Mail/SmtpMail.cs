using System.Net;
using System.Net.Mail;
using System.Text;
using Daira.Foundation.Languages;

namespace Daira.Foundation.Mail;

/// <summary>Letters by SMTP, plain text in UTF-8.</summary>
public sealed class SmtpMail(MailSettings settings) : IMail
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<Outcome<bool>> SendAsync(Letter letter, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.Secure,
            Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
        };
        using var message = new MailMessage(settings.From, letter.To)
        {
            Subject = letter.Subject,
            Body = letter.Text,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
        };
        try
        {
            await client.SendMailAsync(message, limit.Token);
            return true;
        }
        catch (SmtpException e)
        {
            return new Refusal(RefusalKind.Conflict, "mail-refused", new Message("mail.refused", settings.Host, settings.Port, e.GetBaseException().Message));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Refusal(RefusalKind.Conflict, "mail-refused", new Message("mail.silent", settings.Host, settings.Port, (long)Patience.TotalSeconds));
        }
    }
}
