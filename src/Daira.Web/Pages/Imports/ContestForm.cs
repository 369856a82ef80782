using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Pages.Imports;

/// <summary>What a person fills in to add an election.</summary>
public sealed class ContestForm
{
    public string? Id { get; set; }

    public string? Arabic { get; set; }

    public string? French { get; set; }

    public string? Date { get; set; }

    public string? Law { get; set; }

    public string? Threshold { get; set; }

    /// <summary>A contest whose places and seats are taken over.</summary>
    public string? Like { get; set; }

    public IFormFile? Seats { get; set; }

    public IFormFile? Lists { get; set; }

    public string? Publisher { get; set; }

    internal static async Task<Outcome<NewContest>> Read(ContestForm form, ElectoralData data, TimeProvider clock, CancellationToken stop)
    {
        if (!DateOnly.TryParseExact(form.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return new Refusal(RefusalKind.Invalid, "contest-date", new Message("contest.add.date", form.Date ?? ""));
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var publisher = string.IsNullOrWhiteSpace(form.Publisher) ? AddContest.Unknown : form.Publisher.Trim();
        var seats = form.Seats is { } file ? await GivenFile.Read(file, path => ContestFiles.Seats(path, stop), stop) : SeatsOf(form, data);
        var lists = form.Lists is { } named ? await GivenFile.Read(named, path => ContestFiles.Lists(path, stop), stop) : Outcome<IReadOnlyList<AddedList>>.Of([]);
        if (!seats.IsDone || !lists.IsDone)
        {
            return Outcome<NewContest>.Refused([.. seats.Refusals, .. lists.Refusals]);
        }

        var law = string.IsNullOrWhiteSpace(form.Threshold) ? form.Law ?? "" : $"{form.Law}-{form.Threshold.Trim()}%";
        var source = new AddedSource(form.Seats?.FileName ?? form.Like ?? "", seats.Value.Sha256, publisher, AddContest.Unknown, "", today);
        return new NewContest((form.Id ?? "").Trim(), new Names(form.Arabic, form.French, null, null), date, law, seats.Value.Seats, source) { Lists = lists.Value };
    }

    private static Outcome<(IReadOnlyList<PlaceSeats> Seats, string Sha256)> SeatsOf(ContestForm form, ElectoralData data)
    {
        if (form.Like is not { Length: > 0 } id || data.Find(id) is not { } like)
        {
            return new Refusal(RefusalKind.Invalid, "seats-missing", new Message("addcontest.seats-missing"));
        }

        IReadOnlyList<PlaceSeats> seats = [.. like.Places.Select((p, row) => (p.Code, like.Totals[row].Seats)).Where(p => p.Seats is not null).Select((p, i) => new PlaceSeats(p.Code, p.Seats!.Value, i + 1))];
        var text = string.Join('\n', seats.Select(s => $"{s.Place},{s.Seats.ToString(CultureInfo.InvariantCulture)}"));
        return (seats, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }
}
