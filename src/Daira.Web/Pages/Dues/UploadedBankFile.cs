using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Dues;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Pages.Dues;

/// <summary>Reads what was sent through a file of its own, which is gone afterwards.</summary>
internal static class UploadedBankFile
{
    public static async Task<Outcome<BankImport>> Book(DuesStore books, long body, IFormFile? sent, Actor actor, CancellationToken stop)
    {
        if (sent is null || sent.Length == 0)
        {
            return new Refusal(RefusalKind.Invalid, "file-missing", new Message("dues.file-missing"));
        }

        var folder = Directory.CreateTempSubdirectory("daira-bank-");
        try
        {
            var path = Path.Combine(folder.FullName, "statement" + Path.GetExtension(Path.GetFileName(sent.FileName)));
            await using (var file = File.Create(path))
            {
                await sent.CopyToAsync(file, stop);
            }

            var statement = ReadBankFile.Run(path, stop);
            return statement.IsDone ? new ImportBankFile(books).Run(body, statement.Value, actor, stop) : Outcome<BankImport>.Refused(statement.Refusals);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
