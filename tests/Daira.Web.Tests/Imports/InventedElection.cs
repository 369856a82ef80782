using System.Globalization;
using System.Text;
using Daira.Elections;
using Daira.Elections.Places;

namespace Daira.Web.Tests.Imports;

/// <summary>An election that never was: 92 constituencies, 27 lists, minutes of every polling station, the same from run to run.</summary>
internal sealed class InventedElection
{
    public const int Lists = 27;
    private const int StationsPerUnit = 2;

    private readonly Random random = new(2026);
    private readonly StringBuilder csv = new();

    private InventedElection()
    {
    }

    public string Csv => csv.ToString();

    public int Rows { get; private set; }

    public long Registered { get; private set; }

    /// <summary>Votes of a list in all.</summary>
    public Dictionary<string, long> Votes { get; } = [];

    public static string Code(int list) => $"L{list + 1:00}";

    /// <param name="doubtful">Code of a unit whose name is written so that a person must look.</param>
    public static InventedElection Of(ElectoralData data, string doubtful, string written)
    {
        var election = new InventedElection();
        election.csv.Append("province,commune,bureau,inscrits,votants,nuls,").AppendJoin(',', Enumerable.Range(0, Lists).Select(Code)).Append('\n');
        foreach (var unit in data.Atlas.Units.Where(u => u.Constituency is not null))
        {
            for (var station = 1; station <= StationsPerUnit; station++)
            {
                election.Station(data, unit, station, unit.Code == doubtful ? written : null);
            }
        }

        return election;
    }

    /// <summary>Named places go by name within their province; a name that several units there share goes by its code.</summary>
    private void Station(ElectoralData data, Place unit, int station, string? written)
    {
        var province = data.Atlas.AncestorAt(unit, PlaceLevel.Province)!;
        var votes = Enumerable.Range(0, Lists).Select(l => (long)random.Next(l < 6 ? 60 : 8)).ToArray();
        var spoilt = random.Next(12);
        var voters = votes.Sum() + spoilt;
        var registered = (voters * 2) + random.Next(50);
        var name = written ?? (random.Next(4) == 0 ? unit.Names.French : null) ?? unit.Code;
        csv.Append(CultureInfo.InvariantCulture, $"\"{province.Names.French}\",\"{name}\",{station},{registered},{voters},{spoilt},").AppendJoin(',', votes).Append('\n');
        Rows++;
        Registered += registered;
        for (var l = 0; l < Lists; l++)
        {
            Votes[Code(l)] = Votes.GetValueOrDefault(Code(l)) + votes[l];
        }
    }
}
