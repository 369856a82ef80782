using System.Globalization;
using System.Security.Cryptography;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <param name="Paper">Which of the definition's papers; empty = another one.</param>
/// <param name="Name">The file as the person calls it.</param>
public sealed record NewPaper(long Case, string Paper, string Name, ReadOnlyMemory<byte> Content, Capacity As);

/// <summary>Adds a paper to an open case: the applicant, or whoever's turn it is. What a file is, its first bytes say; its name is only a name.</summary>
public sealed class AddPaper(OrganisationStore store, Func<Atlas> atlas)
{
    public const int LargestBytes = 5 * 1024 * 1024;
    public const int Most = 20;

    public Outcome<StoredCase> Run(NewPaper request, Actor actor) => store.Change<StoredCase>(actor, "paper-added", change =>
    {
        if (!change.Data.Cases.TryGetValue(request.Case, out var standing))
        {
            return new Refusal(RefusalKind.NotFound, "unknown-case", new Message("case.unknown", new Code(Text(request.Case))));
        }

        var (by, name) = (Acting.In(change, request.As), CleanText.Words(Shortened(request.Name), "field.file-name"));
        if (by.Refusals.Concat(name.Refusals).FirstOrDefault() is { } refusal || (refusal = Fault(standing, request)) is not null)
        {
            return refusal;
        }

        var number = standing.Papers.Count + 1;
        var digest = Convert.ToHexStringLower(SHA256.HashData(request.Content.Span));
        var added = new CaseMoves(new OfficesInForce(change.Data, atlas()), Calendars.Morocco(change.Today))
            .AddPaper(standing.State, new PaperFacts(number, request.Paper, "", PaperKinds.Of(request.Content.Span)!, request.Content.Length, digest), by.Value, change.Now);
        if (!added.IsDone)
        {
            return Outcome<StoredCase>.Refused(added.Refusals);
        }

        change.Keep(change.PaperKeys.Seal(request.Case, number, name.Value, request.Content.Span));
        change.Add(request.Case, new CaseEntry(added.Value));
        change.Journal($"case/{Text(request.Case)}", new { number, digest, bytes = request.Content.Length });
        return change.Data.Cases[request.Case];
    });

    private static Refusal? Fault(StoredCase standing, NewPaper request) =>
        Members.MemberCases.Is(standing) ? Refuse(RefusalKind.Conflict, "paper-of-member")
        : request.Content.Length == 0 ? Refuse(RefusalKind.Invalid, "paper-empty")
        : request.Content.Length > LargestBytes ? Refuse(RefusalKind.TooLarge, "paper-large", request.Content.Length >> 20, LargestBytes >> 20)
        : PaperKinds.Of(request.Content.Span) is null ? Refuse(RefusalKind.Invalid, "paper-kind", request.Name)
        : standing.Papers.Count >= Most ? Refuse(RefusalKind.Conflict, "papers-many", Most)
        : request.Paper.Length > 0 && standing.Definition.Papers.All(p => p.Id != request.Paper) ? Refuse(RefusalKind.NotFound, "paper-unknown", new Code(request.Paper))
        : null;

    /// <summary>A path that a browser sends is no part of the name.</summary>
    private static string Shortened(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..] is { Length: > CleanText.LongestName } far ? far[^CleanText.LongestName..] : name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Refusal Refuse(RefusalKind kind, string code, params object[] arguments) => new(kind, code, new Message("case." + code, arguments));
}

/// <summary>What papers may be.</summary>
public static class PaperKinds
{
    /// <summary>The media type by the first bytes; null for anything but PDF, JPEG and PNG.</summary>
    public static string? Of(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : null;
}
