using System.Buffers.Binary;
using System.Text.Json;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Journal;

/// <summary>One line of a journal file. Fields stand in one order and nothing else may stand beside them: what is not understood is not verified.</summary>
internal ref struct JournalFields
{
    private readonly ReadOnlySpan<byte> line;
    private Utf8JsonReader json;

    public JournalFields(ReadOnlySpan<byte> line)
    {
        this.line = line;
        json = new Utf8JsonReader(line);
    }

    public readonly bool IsEntry => line.StartsWith("{\"id\":"u8);

    public readonly bool IsProof => line.StartsWith("{\"format\":\"daira-journal-proof-1\""u8);

    public bool Head()
    {
        Open();
        var isOurs = Text("format") == JournalFile.Format;
        Close();
        return isOurs;
    }

    /// <summary>Hashes the entry straight from the line, for millions of them.</summary>
    /// <param name="previous">Hash of the entry before.</param>
    /// <param name="computed">Gets the hash that the entry should have.</param>
    /// <param name="written">Gets the hash that stands in the line.</param>
    /// <returns>The entry's number.</returns>
    public long Entry(scoped ReadOnlySpan<byte> previous, scoped Span<byte> computed, out ReadOnlySpan<byte> written)
    {
        // Unescaped, a text is never longer than written; five texts need a length each.
        var room = 8 + EntryHash.Length + (5 * 4) + line.Length;
        Span<byte> bytes = room <= 4096 ? stackalloc byte[4096] : new byte[room];
        Open();
        var id = Number("id"u8);
        BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        previous.CopyTo(bytes[8..]);
        var end = 8 + EntryHash.Length;
        end += Copy("at"u8, bytes[end..]);
        end += Copy("actor"u8, bytes[end..]);
        end += Copy("action"u8, bytes[end..]);
        end += Copy("subject"u8, bytes[end..]);
        end += Copy("detail"u8, bytes[end..]);
        MerkleTree.Leaf(bytes[..end], computed);
        written = Convert.FromHexString(Text("hash"));
        Close();
        return id;
    }

    public Checkpoint Checkpoint()
    {
        Open();
        var checkpoint = ReadCheckpoint();
        Close();
        return checkpoint;
    }

    public (long Id, JournalDraft Entry, string Hash, string Previous, List<byte[]> Path, Checkpoint Checkpoint) Proof()
    {
        Open();
        Text("format");
        var id = Number("id"u8);
        var entry = new JournalDraft(Text("at"), Text("actor"), Text("action"), Text("subject"), TextOrNull("detail"));
        var (hash, previous) = (Text("hash"), Text("previous"));
        var path = Path();
        var checkpoint = ReadCheckpoint();
        Close();
        return (id, entry, hash, previous, path, checkpoint);
    }

    private Checkpoint ReadCheckpoint() => new(
        Number("checkpoint"u8), Number("covered"u8), Text("root"), Moment.Read(Text("signed")), Text("key"), Text("signature"), string.Empty);

    private List<byte[]> Path()
    {
        Name("path"u8);
        json.Read();
        var path = new List<byte[]>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            path.Add(Convert.FromHexString(json.GetString()!));
        }

        return path;
    }

    private void Open()
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException();
        }
    }

    private void Close()
    {
        if (!json.Read() || json.TokenType != JsonTokenType.EndObject || json.Read())
        {
            throw new FormatException();
        }
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals(name))
        {
            throw new FormatException();
        }
    }

    private long Number(ReadOnlySpan<byte> name)
    {
        Name(name);
        json.Read();
        return json.GetInt64();
    }

    private string Text(string name) => TextOrNull(name) ?? throw new FormatException();

    private string? TextOrNull(string name)
    {
        Name(System.Text.Encoding.ASCII.GetBytes(name));
        json.Read();
        return json.GetString();
    }

    private int Copy(ReadOnlySpan<byte> name, scoped Span<byte> to)
    {
        Name(name);
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to, uint.MaxValue);
            return 4;
        }

        var length = json.CopyString(to[4..]);
        BinaryPrimitives.WriteUInt32BigEndian(to, (uint)length);
        return 4 + length;
    }
}

/// <summary>Lines of a file as bytes, without a copy of each.</summary>
internal sealed class LineReader(Stream file)
{
    private byte[] buffer = new byte[1 << 20];
    private int start;
    private int end;

    /// <summary>Lines returned so far.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the last line returned ended as a line ends.</summary>
    public bool IsWhole { get; private set; }

    public bool Next(out ReadOnlySpan<byte> line)
    {
        var scanned = 0;
        while (true)
        {
            var length = buffer.AsSpan(start + scanned, end - start - scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = buffer.AsSpan(start, scanned + length);
                start += scanned + length + 1;
                (Line, IsWhole) = (Line + 1, true);
                return true;
            }

            scanned = end - start;
            if (!Fill())
            {
                line = buffer.AsSpan(start, scanned);
                (start, IsWhole) = (end, false);
                Line += scanned > 0 ? 1 : 0;
                return scanned > 0;
            }
        }
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = file.Read(buffer, end, buffer.Length - end);
        end += read;
        return read > 0;
    }
}
