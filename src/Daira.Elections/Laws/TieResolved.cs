using System.Text.Json;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.Laws;

/// <summary>A decided tie, applied to what is stored: of several for one constituency the last that stands.</summary>
internal sealed class TieResolved : IDecidedChange
{
    public const string Name = "resolve-tie";

    private sealed record Content(string Contest, string Place, TieResolution Resolution);

    public string Kind => Name;

    public static string Write(string contest, string place, TieResolution resolution) =>
        JsonSerializer.Serialize(new Content(contest, place, resolution), JsonSerializerOptions.Web);

    public void Apply(Decision decision, Applying to)
    {
        var content = Read(decision);
        Clear(content, to);
        to.Connection.Run(
            "insert into tie_decisions (contest, place, decision, content) values (@contest, @place, @decision, @content)",
            ("@contest", content.Contest),
            ("@place", content.Place),
            ("@decision", decision.Id.ToString("D")),
            ("@content", content.Resolution.Write()));
    }

    public void TakeBack(Decision decision, Applying to)
    {
        var content = Read(decision);
        Clear(content, to);
        if (to.Decisions.LastOrDefault(d => d.Kind == Name && d.Subject == decision.Subject && d.Id != decision.Id && !to.Undone.Contains(d.Id)) is { } before)
        {
            Apply(before, to);
        }
    }

    private static void Clear(Content content, Applying to) =>
        to.Connection.Run("delete from tie_decisions where contest = @contest and place = @place", ("@contest", content.Contest), ("@place", content.Place));

    private static Content Read(Decision decision) => JsonSerializer.Deserialize<Content>(decision.Content, JsonSerializerOptions.Web)!;
}
