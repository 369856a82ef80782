using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Card;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Daira.Platform.Tests.Members;

namespace Daira.Platform.Tests.Card;

/// <summary>Cards that are signed are accepted, and nothing else is.</summary>
public class CardTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_member_takes_a_card_which_ends_with_the_membership_and_with_its_replacement(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Apply().Value;
        var take = new TakeCard(r.Store, new InstallationKeys(r.Party.Installation.Settings));
        Refused("member-wrong-state", take.Run(Register.KeyOf(receipt), replace: false));
        r.Act(receipt.Case, "admit", r.SefrouOffice, "secretary").IsDone.ShouldBeTrue();
        Refused("member-no-access", take.Run(new MembershipKey(receipt.Reference, "0000-0000-0000-0000"), replace: false));
        Refused("out-of-scope", take.Run(receipt.Member, replace: false, r.In(r.FesOffice, "secretary")));
        Refused("no-right", take.Run(receipt.Member, replace: false, r.In(r.SefrouOffice, "treasurer")));

        var first = take.Run(Register.KeyOf(receipt), replace: false).Value;
        take.Run(receipt.Member, replace: false, r.In(r.SefrouOffice, "secretary")).Value.Issued.ShouldBe(first.Issued);
        using var verify = Verifier(r);
        verify.Run(first.Token).Verdict.ShouldBe(CardVerdict.Valid);
        var second = take.Run(Register.KeyOf(receipt), replace: true).Value;
        verify.Run(first.Token).Verdict.ShouldBe(CardVerdict.Revoked);
        verify.Run(second.Token).Verdict.ShouldBe(CardVerdict.Valid);
        verify.Revoked().Serials.ShouldBe([first.Issued.Serial]);

        var leaving = r.Ask(receipt, MemberCases.Resignation).Value;
        r.Act(leaving.Id, "acknowledge", r.SefrouOffice, "membership").IsDone.ShouldBeTrue();
        verify.Run(second.Token).Verdict.ShouldBe(CardVerdict.Revoked);
        verify.Revoked().Serials.Count.ShouldBe(2);

        r.Party.Installation.Clock.Advance(TimeSpan.FromDays(366 * TakeCard.Years));
        verify.Run(second.Token).Verdict.ShouldBe(CardVerdict.Expired);
        verify.Revoked().Serials.ShouldBeEmpty();
    }

    [Fact]
    public void Of_ten_thousand_forged_or_altered_cards_none_is_accepted()
    {
        using var r = new Register(Engine.Sqlite);
        var receipt = r.Admitted();
        var card = new TakeCard(r.Store, new InstallationKeys(r.Party.Installation.Settings)).Run(Register.KeyOf(receipt), replace: false).Value;
        using var verify = Verifier(r);
        verify.Run(card.Token).Verdict.ShouldBe(CardVerdict.Valid);
        var chance = new Random(5);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        for (var i = 0; i < 10_000; i++)
        {
            var forged = Forge(i, card.Token, other, chance);
            forged.ShouldNotBe(card.Token);
            verify.Run(forged).Verdict.ShouldBe(CardVerdict.Forged, forged);
        }

        foreach (var odd in (string?[])[null, "", "x", card.Token + "=", card.Token + "A", " " + card.Token, card.Token[..^1], card.Token.ToUpperInvariant(), new string('é', CardToken.Length)])
        {
            verify.Run(odd).Verdict.ShouldBe(CardVerdict.Forged);
        }
    }

    [Fact]
    public void A_signed_serial_that_was_never_issued_is_not_accepted_and_no_token_names_anybody()
    {
        using var r = new Register(Engine.Sqlite);
        using var verify = Verifier(r);
        var invented = new CardToken(7, r.Store.Today, r.Store.Today.AddYears(1), CardToken.BindingOf(7, 1));
        verify.Run(invented.Sign(verify.Key)).Verdict.ShouldBe(CardVerdict.Revoked);
        CardToken.Read(invented.Sign(verify.Key), verify.Key).ShouldBe(invented);
        CardToken.BindingOf(7, 1).ShouldNotBe(CardToken.BindingOf(7, 2));
        CardToken.Written(7).ShouldBe("0000-0000-0000-0007");
        invented.Sign(verify.Key).Length.ShouldBe(CardToken.Length);
    }

    [Fact]
    public void A_verification_on_the_server_takes_a_few_milliseconds()
    {
        using var r = new Register(Engine.Sqlite);
        var card = new TakeCard(r.Store, new InstallationKeys(r.Party.Installation.Settings)).Run(Register.KeyOf(r.Admitted()), replace: false).Value;
        using var verify = Verifier(r);
        var best = Enumerable.Range(0, 30).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            verify.Run(card.Token);
            return Stopwatch.GetElapsedTime(start);
        });

        // Five milliseconds are promised on a quiet machine; tests share theirs.
        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(15));
    }

    private static VerifyCard Verifier(Register r) => new(r.Party.Installation.Record, r.Store, new InstallationKeys(r.Party.Installation.Settings));

    /// <summary>Bits turned in content or signature, another key, another's signature over changed days, letters exchanged, chance.</summary>
    private static string Forge(int i, string token, ECDsa other, Random chance)
    {
        var bytes = Base64Url.DecodeFromChars(token);
        switch (i % 5)
        {
            case 0:
                bytes[i / 5 % 25] ^= (byte)(1 << chance.Next(8));
                break;
            case 1:
                bytes[25 + (i / 5 % 64)] ^= (byte)(1 << chance.Next(8));
                break;
            case 2:
                var until = new CardToken((ulong)chance.NextInt64(), new DateOnly(2026, 1, 1), new DateOnly(2040, 1, 1), (ulong)chance.NextInt64());
                return until.Sign(other);
            case 3:
                bytes[15] ^= (byte)chance.Next(1, 256);
                other.SignData(bytes.AsSpan(0, 25), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).CopyTo(bytes, 25);
                break;
            default:
                chance.NextBytes(bytes);
                break;
        }

        return Base64Url.EncodeToString(bytes);
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);
}
