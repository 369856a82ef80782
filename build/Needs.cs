using System.Runtime.InteropServices;

/// <summary>What the machine must have, and how it gets it.</summary>
static class Needs
{
    /// <summary>Servers and browser; fonts for Arabic and Tifinagh; GDAL as an independent reader of what we serve; spdep as the peer of our statistics.</summary>
    private static readonly string[] ForTests =
        ["libsqlite3-0", "postgresql", "postgresql-15-postgis-3", "chromium", "fonts-noto-core", "gdal-bin", "r-cran-spdep"];

    public static bool IsRoot => Environment.UserName == "root";

    public static void InstallForTests(Shell shell)
    {
        var missing = ForTests.Where(package => !IsInstalled(shell, package)).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        if (!IsRoot)
        {
            throw new Failure($"--install needs root for: apt-get install {string.Join(' ', missing)}");
        }

        shell.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        shell.Step("package lists", "apt-get", "update", "-q");
        shell.Step($"install {string.Join(' ', missing)}", "apt-get", ["install", "-y", "-q", "--no-install-recommends", .. missing]);
    }

    /// <summary>The front end is bundled with npm; the embedded engine is the system's SQLite.</summary>
    public static void NodeAndSqlite(Shell shell)
    {
        if (!shell.Knows("npm"))
        {
            throw new Failure("npm is not here. Install Node.js 20 or later with npm.");
        }

        if (OperatingSystem.IsLinux() && !NativeLibrary.TryLoad("libsqlite3.so.0", out _))
        {
            throw new Failure("SQLite is not here. Install it: apt-get install libsqlite3-0");
        }
    }

    private static bool IsInstalled(Shell shell, string package) =>
        shell.TryRead(out var status, "dpkg-query", "-W", "-f=${Status}", package) && status.Trim() == "install ok installed";
}
