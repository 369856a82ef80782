using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daira.Foundation.Journal;

namespace Daira.Platform.Tests.Journal;

/// <summary>Injected faults: whatever is done to an exported journal by somebody without the key is found.</summary>
public class JournalFaultsTests
{
    private const int Faults = 1_500;

    private static readonly InventedJournal Sound = InventedJournal.Write(entries: 240, every: 24, seed: 1);

    [Fact]
    public void A_sound_journal_is_verified_to_its_last_checkpoint()
    {
        var found = Sound.Verify(Sound.Lines);
        found.Fault.ShouldBeNull();
        (found.IsOk, found.Entries, found.Signed, found.Beyond).ShouldBe((true, 240, 240, 0));
    }

    [Fact]
    public void Of_fifteen_hundred_injected_faults_every_one_is_found()
    {
        var random = new Random(20261120);
        (string Name, Func<List<string>, Random, bool> Inject)[] kinds =
        [
            ("edit", Edit), ("edit and hash again", EditAndHashAgain), ("delete", Delete), ("repeat", Repeat), ("swap", Swap), ("cut to a checkpoint", CutToCheckpoint),
            ("cut anywhere", CutAnywhere), ("sign again with another key", SignAgain), ("delete a checkpoint", DeleteCheckpoint), ("flip a bit", FlipBit),
            ("rewrite from here", RewriteFromHere), ("other frontier of trust", MoveCheckpoint),
        ];
        var missed = new List<string>();
        var injected = kinds.ToDictionary(k => k.Name, _ => 0);
        for (var i = 0; i < Faults; i++)
        {
            var (name, inject) = kinds[i % kinds.Length];
            var lines = new List<string>(Sound.Lines);
            while (!inject(lines, random))
            {
                lines = [.. Sound.Lines];
            }

            injected[name]++;
            if (Sound.Verify(lines, Sound.Checkpoints[^1]).Fault is null)
            {
                missed.Add($"{i} {name}");
            }
        }

        missed.ShouldBeEmpty();
        injected.Values.ShouldAllBe(n => n >= Faults / kinds.Length);
    }

    [Fact]
    public void Five_hundred_forged_proofs_convince_nobody_and_every_true_one_does()
    {
        var random = new Random(3);
        for (var id = 1; id <= 240; id++)
        {
            Sound.Verify([Sound.Proof(id)]).IsOk.ShouldBeTrue($"entry {id}");
        }

        for (var i = 0; i < 500; i++)
        {
            var proof = JsonNode.Parse(Sound.Proof(1 + random.Next(240)))!.AsObject();
            var path = proof["path"]!.AsArray();
            switch (i % 7)
            {
                case 0: proof["detail"] = "{\"votes\":1}"; break;
                case 1: path[random.Next(path.Count)] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)); break;
                case 2: path.RemoveAt(random.Next(path.Count)); break;
                case 3: path.Add(new string('a', 64)); break;
                case 4: proof["id"] = (long)proof["id"]! % 240 + 1; break;
                case 5: proof["checkpoint"] = (long)proof["checkpoint"]! - 1; break;
                default: (proof["detail"], proof["hash"]) = ("{}", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))); break;
            }

            var found = Sound.Verify([InventedJournal.Text(proof)]);
            found.Fault.ShouldNotBeNull($"proof {i}: {proof}");
            found.IsOk.ShouldBeFalse();
        }
    }

    [Fact]
    public void Without_the_key_nothing_is_called_verified()
    {
        var found = new VerifyJournal([], null).Run(InventedJournal.Stream(Sound.Lines), TestContext.Current.CancellationToken);
        (found.Fault, found.IsVerified, found.IsOk).ShouldBe((null, false, false));
        Sound.Verify([.. Sound.Lines.Where(l => !l.StartsWith("{\"checkpoint\"", StringComparison.Ordinal))]).IsVerified.ShouldBeFalse();
    }

    [Fact]
    public void What_lies_beyond_the_last_checkpoint_is_named()
    {
        var found = Sound.Verify([.. Sound.Lines.Take(Sound.Lines.Count - 1)]);
        (found.IsOk, found.Signed, found.Beyond).ShouldBe((true, 216, 24));
    }

    [Fact]
    public void A_checkpoint_kept_elsewhere_tells_a_journal_that_was_cut_and_signed_anew_by_its_own_keeper()
    {
        var other = InventedJournal.Write(entries: 240, every: 24, seed: 2, Sound.Key);
        other.Verify(other.Lines).IsOk.ShouldBeTrue();
        other.Verify(other.Lines, Sound.Checkpoints[3]).Fault!.Code.ShouldBe("kept-differs");
        Sound.Verify(Sound.Lines, Sound.Checkpoints[3]).IsOk.ShouldBeTrue();
        var cut = Sound.Lines.TakeWhile(l => !l.StartsWith("{\"id\":97,", StringComparison.Ordinal)).ToList();
        Sound.Verify(cut).IsOk.ShouldBeTrue("nobody can tell without a later checkpoint");
        Sound.Verify(cut, Sound.Checkpoints[^1]).Fault!.Code.ShouldBe("shorter-than-kept");
        using var strange = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Sound.Verify(Sound.Lines, Sound.Checkpoints[3].SignedBy(strange)).Fault!.Code.ShouldBe("kept-not-signed");
    }

    [Fact]
    public void A_proof_is_compared_with_the_checkpoint_it_rests_on_and_with_no_other()
    {
        string[] proof = [Sound.Proof(5)];
        var other = InventedJournal.Write(entries: 240, every: 24, seed: 3, Sound.Key);
        Sound.Verify(proof, Sound.Checkpoints[^1]).IsOk.ShouldBeTrue();
        Sound.Verify(proof, Sound.Checkpoints[3]).Fault!.Code.ShouldBe("kept-other");
        Sound.Verify(proof, other.Checkpoints[^1]).Fault!.Code.ShouldBe("kept-differs");
    }

    [Theory, InlineData(""), InlineData("\n"), InlineData("{}\n"), InlineData("[1]\n"), InlineData("{\"format\":\"daira-journal-2\"}\n"), InlineData("\u0000\u0001\u0002")]
    public void What_is_no_journal_is_said(string text) =>
        new VerifyJournal(Sound.Key, null).Run(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken).Fault.ShouldNotBeNull();

    [Fact]
    public void The_first_fault_is_the_one_named()
    {
        var lines = new List<string>(Sound.Lines);
        lines.RemoveAt(100);
        lines.RemoveAt(30);
        Sound.Verify(lines).Fault!.Line.ShouldBe(31);
    }

    private static bool Edit(List<string> lines, Random random) => Change(lines, random, (entry, _) => entry[Field(random)] = "changed");

    private static bool EditAndHashAgain(List<string> lines, Random random) => Change(lines, random, (entry, line) =>
    {
        entry["detail"] = "{\"votes\":0}";
        entry["hash"] = EntryHash.Of((long)entry["id"]!, PreviousHash(lines, line), InventedJournal.Draft(entry));
    });

    /// <summary>The careful forger: changes an entry, then hashes and numbers everything after it again.</summary>
    private static bool RewriteFromHere(List<string> lines, Random random)
    {
        if (!EditAndHashAgain(lines, random))
        {
            return false;
        }

        var previous = EntryHash.First;
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].StartsWith("{\"id\"", StringComparison.Ordinal))
            {
                var entry = JsonNode.Parse(lines[i])!.AsObject();
                entry["hash"] = previous = EntryHash.Of((long)entry["id"]!, previous, InventedJournal.Draft(entry));
                lines[i] = InventedJournal.Text(entry);
            }
        }

        return true;
    }

    private static bool Delete(List<string> lines, Random random)
    {
        // The last line alone may go: the kept checkpoint says the same.
        lines.RemoveAt(random.Next(1, lines.Count - 1));
        return true;
    }

    private static bool Repeat(List<string> lines, Random random)
    {
        lines.Insert(random.Next(1, lines.Count), lines[random.Next(1, lines.Count)]);
        return true;
    }

    private static bool Swap(List<string> lines, Random random)
    {
        var (a, b) = (random.Next(1, lines.Count), random.Next(1, lines.Count));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return a != b;
    }

    private static bool CutToCheckpoint(List<string> lines, Random random)
    {
        var ends = Enumerable.Range(0, lines.Count - 1).Where(i => lines[i].StartsWith("{\"checkpoint\"", StringComparison.Ordinal)).ToList();
        var end = ends[random.Next(ends.Count)] + 1;
        lines.RemoveRange(end, lines.Count - end);
        return true;
    }

    private static bool CutAnywhere(List<string> lines, Random random)
    {
        var at = random.Next(1, lines.Count - 1);
        lines.RemoveRange(at, lines.Count - at);
        return true;
    }

    private static bool SignAgain(List<string> lines, Random random)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Resign(lines, random, checkpoint => checkpoint.SignedBy(other));
    }

    private static bool DeleteCheckpoint(List<string> lines, Random random)
    {
        var middle = Enumerable.Range(0, lines.Count - 1).Where(i => lines[i].StartsWith("{\"checkpoint\"", StringComparison.Ordinal)).ToList();
        lines.RemoveAt(middle[random.Next(middle.Count)]);
        return true;
    }

    private static bool MoveCheckpoint(List<string> lines, Random random) =>
        Resign(lines, random, checkpoint => checkpoint with { Root = Convert.ToHexStringLower(SHA256.HashData([(byte)random.Next(256)])) });

    private static bool FlipBit(List<string> lines, Random random)
    {
        var line = random.Next(1, lines.Count);
        var bytes = Encoding.UTF8.GetBytes(lines[line]);
        var at = random.Next(bytes.Length);
        bytes[at] ^= (byte)(1 << random.Next(7));
        var flipped = Encoding.UTF8.GetString(bytes);

        // A capital letter in a hexadecimal hash means the same hash; a key's name is a hint, not a proof.
        var same = string.Equals(flipped, lines[line], StringComparison.OrdinalIgnoreCase) || lines[line].IndexOf("\"key\"", StringComparison.Ordinal) is var key && key >= 0 && at >= key && at < key + 24;
        lines[line] = flipped;
        return !same;
    }

    private static bool Change(List<string> lines, Random random, Action<JsonObject, int> change)
    {
        var line = random.Next(1, lines.Count);
        if (!lines[line].StartsWith("{\"id\"", StringComparison.Ordinal))
        {
            return false;
        }

        var entry = JsonNode.Parse(lines[line])!.AsObject();
        change(entry, line);
        lines[line] = InventedJournal.Text(entry);
        return true;
    }

    private static bool Resign(List<string> lines, Random random, Func<Checkpoint, Checkpoint> change)
    {
        var line = random.Next(1, lines.Count);
        if (!lines[line].StartsWith("{\"checkpoint\"", StringComparison.Ordinal))
        {
            return false;
        }

        using var written = new MemoryStream();
        JournalFile.Checkpoint(written, change(Sound.Checkpoints.Single(c => lines[line].StartsWith($"{{\"checkpoint\":{c.Size},", StringComparison.Ordinal))));
        lines[line] = Encoding.UTF8.GetString(written.ToArray()).TrimEnd();
        return true;
    }

    private static string Field(Random random) => ((string[])["at", "actor", "action", "subject", "detail"])[random.Next(5)];

    private static string PreviousHash(List<string> lines, int line)
    {
        var before = lines.Take(line).LastOrDefault(l => l.StartsWith("{\"id\"", StringComparison.Ordinal));
        return before is null ? EntryHash.First : (string)JsonNode.Parse(before)!["hash"]!;
    }
}
