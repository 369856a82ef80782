// The one command for every task: dotnet run build.cs -- help
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property RunAnalyzers=false
#:property GenerateDocumentationFile=false
#:include build/*.cs

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

const string Usage = """
    dotnet run build.cs -- demo [--urls URL]     build, load Morocco, serve on http://localhost:5080
    dotnet run build.cs -- test [--install] [--only PROJECT] [runner options, e.g. -class "*Seats*"]
                                                 every test, on SQLite and PostgreSQL and in a browser;
                                                 --install fetches what they need from Debian's packages
    dotnet run build.cs -- check                 format, arrows between projects, links, licences
    dotnet run build.cs -- bless                 renew snapshots and docs/licences.md; review the difference as code
    dotnet run build.cs -- mutate [--part Seats] how many small faults in a part of Core, or in Access, its tests notice; the
                                                 result is kept in bench/results (Seats: half an hour on one core)
    dotnet run build.cs -- bench [--only columns|dues|import|import-growth|journal|names|organisation|rights|seats|site|space|whatif] [--fresh]
                                                 measure; results are kept in bench/results; --fresh times both
                                                 commands in a new clone with empty caches
    dotnet run build.cs -- endure [--kills N]    the journal's writers killed N times on each engine (1,000), faults injected; kept in bench/results
    dotnet run build.cs -- audit                 packages and scripts known to be vulnerable, as their sources say
    dotnet run build.cs -- fuzz [--cases N] [--seed N]
                                                 every parser against N damaged files (100,000), from the first on; kept in bench/results/fuzz.md
    """;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Directory.SetCurrentDirectory(Home());
using var interrupted = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
var shell = new Shell(interrupted.Token);
var rest = args.Skip(1).ToList();

try
{
    return args.FirstOrDefault() switch
    {
        "demo" => new Demo(shell).Run(rest),
        "test" => new Tests(shell).Run(rest),
        "check" => new Checks(shell).Run(),
        "bless" => new Checks(shell).Bless(),
        "mutate" => new Mutate(shell).Run(rest),
        "bench" => new Bench(shell).Run(rest),
        "endure" => new Endure(shell).Run(rest),
        "audit" => new Audit(shell).Run(),
        "fuzz" => new Fuzz(shell).Run(rest),
        "help" or "--help" or "-h" => Say(Usage, 0),
        _ => Say(Usage, 2),
    };
}
catch (OperationCanceledException)
{
    return Say("Interrupted.", 130);
}
catch (Failure failure)
{
    return Say($"\n{failure.Message}", 1);
}

void Interrupt(PosixSignalContext context)
{
    context.Cancel = true;
    interrupted.Cancel();
}

static int Say(string text, int exitCode)
{
    (exitCode == 0 ? Console.Out : Console.Error).WriteLine(text);
    return exitCode;
}

static string Home([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
