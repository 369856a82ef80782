using System.Text.Encodings.Web;
using System.Text.Json;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Journal;

/// <summary>
/// The journal as a file: one JSON object a line, each with its fields in this order. A head, then entries in order, and each checkpoint
/// right after the last entry it covers, so that a verifier reads it once from front to back.
/// </summary>
public static class JournalFile
{
    public const string Format = "daira-journal-1";
    public const string ProofFormat = "daira-journal-proof-1";

    /// <summary>Arabic stays readable; the file is never shown by a browser as it is.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Head(Stream to) => Line(to, json => json.WriteString("format", Format));

    internal static void Entry(Stream to, long id, JournalDraft entry, string hash) => Line(to, json => WriteEntry(json, id, entry, hash));

    public static void Checkpoint(Stream to, Checkpoint checkpoint) => Line(to, json => WriteCheckpoint(json, checkpoint));

    /// <summary>A checkpoint that was kept elsewhere.</summary>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public static Checkpoint ReadCheckpoint(ReadOnlySpan<byte> file)
    {
        var fields = new JournalFields(file.TrimEnd("\r\n"u8));
        return fields.Checkpoint();
    }

    internal static void Proof(Stream to, long id, JournalDraft entry, string hash, string previous, IReadOnlyList<byte[]> path, Checkpoint checkpoint) => Line(to, json =>
    {
        json.WriteString("format", ProofFormat);
        WriteEntry(json, id, entry, hash);
        json.WriteString("previous", previous);
        json.WriteStartArray("path");
        foreach (var neighbour in path)
        {
            json.WriteStringValue(Convert.ToHexStringLower(neighbour));
        }

        json.WriteEndArray();
        WriteCheckpoint(json, checkpoint);
    });

    private static void WriteEntry(Utf8JsonWriter json, long id, JournalDraft entry, string hash)
    {
        json.WriteNumber("id", id);
        json.WriteString("at", entry.At);
        json.WriteString("actor", entry.Actor);
        json.WriteString("action", entry.Action);
        json.WriteString("subject", entry.Subject);
        json.WriteString("detail", entry.Detail);
        json.WriteString("hash", hash);
    }

    private static void WriteCheckpoint(Utf8JsonWriter json, Checkpoint checkpoint)
    {
        json.WriteNumber("checkpoint", checkpoint.Size);
        json.WriteNumber("covered", checkpoint.Previous);
        json.WriteString("root", checkpoint.Root);
        json.WriteString("signed", Moment.Write(checkpoint.At));
        json.WriteString("key", checkpoint.Key);
        json.WriteString("signature", checkpoint.Signature);
    }

    private static void Line(Stream to, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        to.WriteByte((byte)'\n');
    }
}
