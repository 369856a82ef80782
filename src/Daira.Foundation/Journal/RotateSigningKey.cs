using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Journal;

/// <summary>A new key signs the checkpoints from now on. The old one introduces it in the journal and is then destroyed; what it signed can still be verified.</summary>
public sealed class RotateSigningKey(RecordStore record, InstallationKeys keys, TimeProvider clock)
{
    /// <returns>The last checkpoint of the old key, which covers the introduction of the new one.</returns>
    public Outcome<Checkpoint> Run(Actor actor)
    {
        if (Rights.RefuseChange(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (record.Prepare() is { IsDone: false } closed)
        {
            return Outcome<Checkpoint>.Refused(closed.Refusals);
        }

        using var old = keys.SigningKey();
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        record.Witness(actor, clock, Introduction.Action, "key:" + Checkpoint.KeyIdOf(fresh), Introduction.Of(fresh, old));
        var signed = new SignCheckpoint(record, keys, clock).Run();
        if (!signed.IsDone)
        {
            return Outcome<Checkpoint>.Refused(signed.Refusals);
        }

        keys.Replace(fresh);
        return signed.Value!;
    }
}

/// <summary>How the journal says that a new key signs: the old key signs the new one. An entry alone would let whoever can write one introduce a key of their own.</summary>
internal static class Introduction
{
    public const string Action = "signing-key-rotated";

    /// <summary>The public key and the old key's signature of it, both in base 64.</summary>
    public static string Of(ECDsa fresh, ECDsa old)
    {
        var key = Convert.ToBase64String(fresh.ExportSubjectPublicKeyInfo());
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["key"] = key,
            ["signature"] = Convert.ToBase64String(old.SignData(Signed(key), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
        });
    }

    /// <summary>The key that an entry introduces; null when it introduces none, or no key that is trusted already vouches for it.</summary>
    public static ECDsa? Read(ReadOnlySpan<byte> line, IReadOnlyList<ECDsa> trusted)
    {
        if (line.IndexOf("\"action\":\"signing-key-rotated\""u8) < 0)
        {
            return null;
        }

        try
        {
            using var entry = JsonDocument.Parse(line.ToArray());
            using var detail = JsonDocument.Parse(entry.RootElement.GetProperty("detail").GetString() ?? "{}");
            var (key, signature) = (detail.RootElement.GetProperty("key").GetString()!, Convert.FromBase64String(detail.RootElement.GetProperty("signature").GetString()!));
            if (entry.RootElement.GetProperty("action").GetString() != Action || !trusted.Any(t => t.VerifyData(Signed(key), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)))
            {
                return null;
            }

            var introduced = ECDsa.Create();
            introduced.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
            return introduced;
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Signed(string key) => Encoding.ASCII.GetBytes($"daira-journal-key-1\nkey {key}\n");
}
