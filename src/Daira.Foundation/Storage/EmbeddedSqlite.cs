using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Daira.Foundation.Storage;

/// <summary>
/// Joins the SQLite provider to the SQLite library of the system. The provider was compiled against SQLitePCLRaw 2.1,
/// of which only 2.0.6 can be restored: the lower version is accepted when asked for by name (docs/decisions/0002).
/// </summary>
public static class EmbeddedSqlite
{
    private static readonly string[] Libraries =
        OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    /// <summary>Version of the library in use, e.g. 3.40.1.</summary>
    public static string LibraryVersion => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>A statement of a connection, below ADO.NET.</summary>
    internal static PreparedStatement Prepare(SqliteConnection connection, string sql) => new(HandleOf(connection), sql);

    // By reflection: the compiler knows SQLitePCLRaw 2.0.6 only, and the property is declared with the type of 2.1.
    private static sqlite3 HandleOf(SqliteConnection connection) => (sqlite3)typeof(SqliteConnection).GetProperty("Handle")!.GetValue(connection)!;

#pragma warning disable CA2255 // A library has no entry point, and this must stand before the first connection whoever opens it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Prepare()
    {
        AssemblyLoadContext.Default.Resolving += AcceptLowerVersion;
        UseSystemLibrary();
    }

    // Its own method: the types named here are resolved only once the handler above stands.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseSystemLibrary()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Find);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    private static Assembly? AcceptLowerVersion(AssemblyLoadContext context, AssemblyName wanted)
    {
        if (wanted.Name is not ("SQLitePCLRaw.core" or "SQLitePCLRaw.provider.e_sqlite3"))
        {
            return null;
        }

        var file = Path.Combine(AppContext.BaseDirectory, wanted.Name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }

    private static nint Find(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (library != "e_sqlite3")
        {
            return 0;
        }

        foreach (var name in Libraries)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException($"The SQLite library is not installed; looked for {string.Join(", ", Libraries)}. On Debian: apt-get install libsqlite3-0.");
    }
}
