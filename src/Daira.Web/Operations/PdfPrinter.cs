using System.Diagnostics;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Web.Operations;

/// <summary>
/// Prints a page that stands by itself as PDF, by the browser that the machine has: it joins Arabic letters as a reader expects them and
/// keeps the text in its logical order. It runs without network, on a sheet that may run no script, in a folder of its own that is gone afterwards, and never
/// as the administrator of the machine.
/// </summary>
/// <param name="program">Path of Chromium; null = where Debian puts it.</param>
public sealed class PdfPrinter(string? program = null) : IDisposable
{
    /// <summary>The user and group that own nothing, on every Linux.</summary>
    private const string Nobody = "65534";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Usual = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Two at once: a browser is a large program.</summary>
    private readonly SemaphoreSlim turns = new(2);

    private readonly string? browser = program ?? Array.Find(Usual, File.Exists);

    /// <summary>Whether there is a browser to print with; without one the page itself is the document.</summary>
    public bool IsThere => browser is not null;

    public void Dispose() => turns.Dispose();

    public async Task<Outcome<byte[]>> Print(string html, CancellationToken stop)
    {
        if (browser is null)
        {
            return new Refusal(RefusalKind.Conflict, "no-printer", new Message("print.no-printer"));
        }

        await turns.WaitAsync(stop);
        var folder = Directory.CreateTempSubdirectory("daira-print-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "sheet.html"), html, stop);
            await Run(folder.FullName, stop);
            var sheet = Path.Combine(folder.FullName, "printed.pdf");
            return File.Exists(sheet)
                ? await File.ReadAllBytesAsync(sheet, stop)
                : new Refusal(RefusalKind.Conflict, "not-printed", new Message("print.not-printed"));
        }
        finally
        {
            folder.Delete(recursive: true);
            turns.Release();
        }
    }

    private async Task Run(string folder, CancellationToken stop)
    {
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND",
            $"--user-data-dir={folder}/profile", $"--print-to-pdf={folder}/printed.pdf", $"file://{folder}/sheet.html",
        ];
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
        {
            await End(Start(folder, browser!, arguments), stop);
            return;
        }

        await End(Start(folder, "chown", ["-R", $"{Nobody}:{Nobody}", folder]), stop);
        await End(Start(folder, "setpriv", [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--no-new-privs", browser!, .. arguments]), stop);
    }

    private static Process Start(string folder, string what, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(what, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment.Clear();
        (start.Environment["PATH"], start.Environment["HOME"], start.Environment["LANG"]) = ("/usr/bin:/bin", folder, "C.UTF-8");
        return Process.Start(start) ?? throw new InvalidOperationException($"{what} did not start.");
    }

    /// <summary>What it says is about displays and buses that a server has not; whether it printed is seen by the sheet.</summary>
    private static async Task End(Process process, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        using (process)
        {
            try
            {
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token), process.WaitForExitAsync(limit.Token));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
