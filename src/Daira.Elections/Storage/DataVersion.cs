using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Daira.Foundation.Storage;

namespace Daira.Elections.Storage;

/// <summary>
/// The version of the data: a fingerprint of what was imported and of every decision since, in order. The same data have
/// the same version on every machine and after every rebuild.
/// </summary>
internal static class DataVersion
{
    public const string Select = "select value from state where name = 'version'";

    /// <summary>Before any decision.</summary>
    public static string Of(string content) => Hash($"{ElectionsDb.SchemaVersion}:{content}");

    public static string Read(DbConnection connection) =>
        connection.One(Select) as string
        ?? throw new InvalidDataException("The elections database holds no version: its import never ended.");

    public static void Set(DbConnection connection, string version)
    {
        connection.Run("delete from state where name = 'version'");
        connection.Run("insert into state (name, value) values ('version', @version)", ("@version", version));
    }

    public static string MoveOn(DbConnection connection, string decision)
    {
        var version = Hash($"{Read(connection)}:{decision}");
        Set(connection, version);
        return version;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
