using Daira.Foundation;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Pages;

/// <summary>A file sent with a form, read through a file of its own, which is gone afterwards: only its ending is taken from the sender's name.</summary>
internal static class GivenFile
{
    public static async Task<Outcome<T>> Read<T>(IFormFile given, Func<string, Outcome<T>> read, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("daira-given-");
        try
        {
            var path = Path.Combine(folder.FullName, "given" + Path.GetExtension(Path.GetFileName(given.FileName)));
            await using (var target = File.Create(path))
            {
                await given.CopyToAsync(target, stop);
            }

            return read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
