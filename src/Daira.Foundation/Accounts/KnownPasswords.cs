using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Daira.Foundation.Accounts;

/// <summary>
/// Passwords that others have already used and lost: a list the administrator puts beside the databases, one to a line. None ships with the program
/// (docs/decisions/0203); any published list will do, and what is shorter than a password may be is passed over.
/// </summary>
/// <param name="file">May be missing. Read again when it has changed.</param>
public sealed class KnownPasswords(string file)
{
    /// <summary>Name of the list in the data folder.</summary>
    public const string FileName = "known-passwords.txt";

    private readonly Lock gate = new();
    private HashSet<ulong> known = [];
    private DateTime read;

    /// <summary>Whether it stands in the list, whatever its capitals.</summary>
    public bool Contains(string password)
    {
        lock (gate)
        {
            var changed = File.Exists(file) ? File.GetLastWriteTimeUtc(file) : default;
            if (changed != read)
            {
                (known, read) = (changed == default ? [] : Read(file), changed);
            }

            return known.Contains(Mark(password));
        }
    }

    private static HashSet<ulong> Read(string file) =>
        File.ReadLines(file, Encoding.UTF8).Where(line => line.Length >= PasswordRule.Shortest).Select(Mark).ToHashSet();

    /// <summary>Eight bytes of a digest stand for the line: of ten million lines, one other password in 10^12 would be refused by mistake.</summary>
    private static ulong Mark(string password) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(password.Trim().ToLowerInvariant())));
}
