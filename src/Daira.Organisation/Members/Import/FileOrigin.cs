using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;

namespace Daira.Organisation.Members.Import;

/// <summary>On what the party may keep the people of a file: there is no third way, and none for people who never joined.</summary>
public enum FileBasis
{
    /// <summary>The party's own register of members, kept elsewhere until now.</summary>
    Register,

    /// <summary>Forms of membership, each signed by the person, that were typed in.</summary>
    Forms,
}

/// <summary>Where a file of members comes from: asked before anything of it is read.</summary>
/// <param name="Origin">Who kept it and until when, in words; it names no person and stands in each member's history.</param>
/// <param name="AllJoined">That everybody in it joined the party: no roll of electors, no bought list, nobody's contacts.</param>
public sealed record FileOrigin(string? Origin, FileBasis? Basis, bool AllJoined)
{
    internal const int Longest = 200;

    /// <summary>As <see cref="Consent"/> keeps it.</summary>
    internal string Channel => Basis is FileBasis.Forms ? "paper" : "register";

    /// <returns>Why nothing of the file may be read; empty when it may.</returns>
    public IReadOnlyList<Refusal> Faults()
    {
        Refusal?[] faults =
        [
            CleanText.Words(Origin, "member.import.field.origin", Longest).Why,
            Basis is null ? Errors.ImportRefused("basis-missing") : null,
            AllJoined ? null : Errors.ImportRefused("not-joined"),
        ];
        return [.. faults.OfType<Refusal>()];
    }
}
