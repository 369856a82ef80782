using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Journal;

/// <summary>A journal of invented entries with a checkpoint every so many, exported by the program itself, and its proofs.</summary>
sealed class InventedJournal
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<long, string> proofs = [];

    private InventedJournal(ECDsa key, IReadOnlyList<string> lines, IReadOnlyList<Checkpoint> checkpoints) => (Key, Lines, Checkpoints) = (key, lines, checkpoints);

    public ECDsa Key { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<Checkpoint> Checkpoints { get; }

    public string Proof(long id) => proofs[id];

    /// <param name="entries">The last one is the export's own entry.</param>
    /// <param name="key">Signs; a new one when null.</param>
    public static InventedJournal Write(int entries, int every, int seed, ECDsa? key = null)
    {
        using var installation = Installation.On(Engine.Sqlite);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        var keys = new InstallationKeys(installation.Settings);
        if (key is not null)
        {
            installation.Settings.KeyFolder();
            File.WriteAllText(keys.SigningFile, key.ExportPkcs8PrivateKeyPem());
        }

        Fill(installation, keys, entries, every, new Random(seed));
        var file = Path.Combine(installation.Settings.Folder, "journal.jsonl");
        new ExportJournal(installation.Record, keys, installation.Clock).Run(file, Actor.Operator, TestContext.Current.CancellationToken).IsDone.ShouldBeTrue();
        var checkpoints = installation.Record.Read(db => db.Rows<Checkpoint>().OrderBy(c => c.Size).ToList());
        var journal = new InventedJournal(keys.SigningKey(), File.ReadAllLines(file), checkpoints);
        journal.ProveAll(installation, keys, entries);
        return journal;
    }

    public JournalVerification Verify(IReadOnlyList<string> lines, Checkpoint? kept = null) => new VerifyJournal(Key, kept).Run(Stream(lines), TestContext.Current.CancellationToken);

    public static MemoryStream Stream(IReadOnlyList<string> lines) => new(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));

    public static string Text(JsonObject line) => line.ToJsonString(Readable);

    public static JournalDraft Draft(JsonObject entry) =>
        new((string)entry["at"]!, (string)entry["actor"]!, (string)entry["action"]!, (string)entry["subject"]!, (string?)entry["detail"]);

    private static void Fill(Installation installation, InstallationKeys keys, int entries, int every, Random random)
    {
        for (var i = 1; i < entries; i++)
        {
            var detail = random.Next(3) == 0 ? null : JsonSerializer.Serialize(new { votes = random.Next(), note = "\u0001 « دائرة » \"\\" });
            installation.Record.Witness(Actor.Operator, installation.Clock, "tested", $"ma-house-2021-local/{random.Next(600)}/بئر طمطم", detail);
            installation.Clock.Advance(TimeSpan.FromSeconds(random.Next(100)));
            if (i % every == 0)
            {
                new SignCheckpoint(installation.Record, keys, installation.Clock).Run().IsDone.ShouldBeTrue();
            }
        }
    }

    private void ProveAll(Installation installation, InstallationKeys keys, int entries)
    {
        for (var id = 1; id <= entries; id++)
        {
            using var proof = new MemoryStream();
            new ProveEntry(installation.Record, keys, installation.Clock).Run(id, proof, Actor.Operator).IsDone.ShouldBeTrue();
            proofs[id] = Encoding.UTF8.GetString(proof.ToArray()).TrimEnd();
        }
    }
}
