using System.CommandLine;
using System.Security.Cryptography;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Cli.Commands;

/// <summary><c>journal</c>: the journal as a file that others can verify, its checkpoints, its key.</summary>
internal static class JournalCommands
{
    public static Command Build(SharedOptions shared) =>
        new("journal", "Who did what: export it, verify it anywhere, prove one entry.") { Export(shared), Verify(shared), Checkpoint(shared), Prove(shared), Key(shared), Rotate(shared) };

    private static Command Export(SharedOptions shared)
    {
        var to = To("File to write the journal to.");
        var command = new Command("export", "Write the journal with its signed checkpoints to a file.") { to };
        return shared.Answering(command, (parsed, session, stop) => SheetOf(
            new ExportJournal(session.Record, session.Keys, session.Clock).Run(parsed.GetValue(to)!, Actor.Operator, stop),
            checkpoint => new Message("cli.journal.exported", checkpoint.Size, parsed.GetValue(to)!)));
    }

    private static Command Checkpoint(SharedOptions shared)
    {
        var to = To("File to write the newest checkpoint to; keep it elsewhere.");
        var command = new Command("checkpoint", "Sign what the journal is now and write the checkpoint to a file.") { to };
        return shared.Answering(command, (parsed, session, _) => SheetOf(Newest(session), checkpoint =>
        {
            using var stream = File.Create(parsed.GetValue(to)!);
            JournalFile.Checkpoint(stream, checkpoint);
            return new Message("cli.journal.kept", checkpoint.Size, parsed.GetValue(to)!);
        }));
    }

    private static Command Prove(SharedOptions shared)
    {
        var id = new Argument<long>("entry") { Description = "Number of the entry." };
        var to = To("File to write the proof to.");
        var command = new Command("prove", "Write one entry with the proof that it stands in the signed journal.") { id, to };
        return shared.Answering(command, (parsed, session, _) =>
        {
            using var proof = new MemoryStream();
            return SheetOf(new ProveEntry(session.Record, session.Keys, session.Clock).Run(parsed.GetValue(id), proof, Actor.Operator), _ =>
            {
                File.WriteAllBytes(parsed.GetValue(to)!, proof.ToArray());
                return new Message("cli.journal.proved", parsed.GetValue(id), parsed.GetValue(to)!);
            });
        });
    }

    private static Command Key(SharedOptions shared)
    {
        var to = To("File to write the public key to; give it to whoever shall verify.");
        var command = new Command("key", "Write the public key that verifies the journal.") { to };
        return shared.Answering(command, (parsed, session, _) =>
        {
            using var key = session.Keys.SigningKey();
            File.Copy(session.Keys.VerifyingFile, parsed.GetValue(to)!, overwrite: true);
            return new Sheet(["key"], [[Foundation.Journal.Checkpoint.KeyIdOf(key)]]);
        });
    }

    private static Command Rotate(SharedOptions shared)
    {
        var command = new Command("rotate-key", "Sign with a new key from now on; the old one introduces it, and what it signed stays verifiable.");
        return shared.Answering(command, (_, session, _) => SheetOf(
            new RotateSigningKey(session.Record, session.Keys, session.Clock).Run(Actor.Operator), _ => new Message("cli.journal.rotated", session.Keys.VerifyingFile)));
    }

    private static Command Verify(SharedOptions shared)
    {
        var file = new Argument<string>("file") { Description = "A journal or a proof, as exported." };
        var key = new Option<string?>("--key") { Description = "Public key (PEM), from elsewhere than the file. Without it nothing is verified, only read." };
        var kept = new Option<string?>("--checkpoint") { Description = "A checkpoint kept elsewhere, which the journal must reach." };
        var command = new Command("verify", "Verify an exported journal; needs no database.") { file, key, kept };
        command.SetAction((parsed, stop) => Task.FromResult(Verify(parsed, shared, parsed.GetValue(file)!, parsed.GetValue(key), parsed.GetValue(kept), stop)));
        return command;
    }

    private static int Verify(ParseResult parsed, SharedOptions shared, string file, string? keyFile, string? keptFile, CancellationToken stop)
    {
        var session = shared.Session(parsed);
        if (Read(file, File.OpenRead) is not { } stream)
        {
            return session.Refuse([Unreadable("file", file)]);
        }

        using var journal = stream;
        var keys = keyFile is null ? [] : Read(keyFile, f => InstallationKeys.ReadPublic(File.ReadAllText(f)));
        if (keys is null)
        {
            return session.Refuse([Unreadable("key", keyFile!)]);
        }

        var kept = keptFile is null ? null : Read(keptFile, f => JournalFile.ReadCheckpoint(File.ReadAllBytes(f)));
        return kept is null && keptFile is not null ? session.Refuse([Unreadable("checkpoint", keptFile)]) : Say(parsed, shared, session, new VerifyJournal(keys, kept).Run(journal, stop));
    }

    private static int Say(ParseResult parsed, SharedOptions shared, Session session, JournalVerification found)
    {
        var state = found.Fault is not null ? "fault" : found.IsVerified ? "ok" : "unverified";
        var written = shared.Write(parsed, session, new Sheet(
            ["state", "line", "code", "entries", "signed", "beyond"],
            [[state, found.Fault?.Line, found.Fault?.Code, found.Entries, found.Signed, found.Beyond]]));
        session.Tell(
            found.Fault?.Message
            ?? (!found.IsVerified ? new Message("cli.journal.unverified", found.Entries)
            : found.Beyond > 0 ? new Message("cli.journal.beyond", found.Signed, found.Signed + 1, found.Entries)
            : new Message("cli.journal.ok", found.Entries)));
        return written != ExitCode.Done ? written : found.IsOk ? ExitCode.Done : ExitCode.Refused;
    }

    private static Outcome<Checkpoint> Newest(Session session)
    {
        var signed = new SignCheckpoint(session.Record, session.Keys, session.Clock).Run();
        return !signed.IsDone ? Outcome<Checkpoint>.Refused(signed.Refusals)
            : signed.Value ?? (Outcome<Checkpoint>)new Refusal(RefusalKind.Conflict, "journal-empty", new Message("cli.journal.empty"));
    }

    private static Outcome<Sheet> SheetOf(Outcome<Checkpoint> outcome, Func<Checkpoint, Message> note) => outcome.IsDone
        ? new Sheet(["size", "root", "key"], [[outcome.Value.Size, outcome.Value.Root, outcome.Value.Key]]) { Notes = [note(outcome.Value)] }
        : Outcome<Sheet>.Refused(outcome.Refusals);

    private static T? Read<T>(string file, Func<string, T> read)
        where T : class
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException or FormatException or InvalidOperationException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static Refusal Unreadable(string what, string file) => new(RefusalKind.Invalid, what + "-unreadable", new Message("cli.journal.unreadable-" + what, file));

    private static Option<string> To(string description) => new("--to") { Description = description, Required = true };
}
