using System.Globalization;
using System.IO.Compression;
using System.Text;
using Daira.Cli;
using Daira.Elections.Imports;
using Daira.Platform.Tests.Cli;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Daira.Platform.Tests.Imports;

/// <summary>Files as other countries publish them, brought into an installation that holds no other, end to end by command.</summary>
public sealed class OtherCountries : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("daira-elsewhere-").FullName;

    public OtherCountries() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Semicolons, Windows-1252, points in thousands, percent columns between, a lost zero, a row of sums.</summary>
    [Fact]
    public async Task Districts_with_umlauts_percentages_and_a_row_of_sums()
    {
        (string Code, string Name)[] places = [("08111", "Stuttgart"), ("08115", "Böblingen"), ("08117", "Göppingen"), ("08127", "Schwäbisch Hall")];
        await Done("import", "places", Json(places.Select((p, i) => ($"\"AGS\":\"{p.Code}\",\"GEN\":\"{p.Name}\"", i))), "--code", "AGS", "--name-fr", "GEN", "--country", "DE", "--level", "province");
        await Add("de-2026", "DE", "sainte-lague-5%", places.Select(p => p.Code));
        var rows = "Landtagswahl in Musterland;;;;;;;\r\nVorläufiges Ergebnis\r\n\r\nSchlüssel;Kreis;Wahlberechtigte;Wähler;Ungültige;GRÜNE;GRÜNE %;Übrige;Übrige %\r\n"
            + "08111;Stuttgart;30.000;20.100;100;12.345;61,7;7.655;38,3\r\n8115;Boeblingen;9.000;6.060;60;1.000;16,7;5.000;83,3\r\n"
            + "08117;GÖPPINGEN;3.000;2.010;10;999;50,0;1.001;50,0\r\n08127;Schwaebisch Hall;900;505;5;250;50,0;250;50,0\r\n;Insgesamt;42.900;28.675;175;14.594;51,2;13.906;48,8\r\n";
        var file = Write("wahl.csv", Encoding.GetEncoding(1252).GetBytes(rows));
        string[] import = ["import", "results", file, "--contest", "de-2026", "--place", "Schlüssel", "--name", "Kreis", "--lists", "GRÜNE,Übrige", "--registered", "Wahlberechtigte", "--voters", "Wähler", "--spoilt", "Ungültige"];

        var refused = await Report(ExitCode.Refused, import);
        refused.ShouldHaveSingleItem().ShouldBe(("9", "refused", "", "place-missing"));
        (await Votes("de-2026")).ShouldBeEmpty("nothing was written");
        await Report(ExitCode.Done, [.. import, "--accept", "place-missing"]);
        (await Votes("de-2026"))["GRÜNE"].ShouldBe(12_345 + 1_000 + 999 + 250);
        (await Votes("de-2026"))["Übrige"].ShouldBe(7_655 + 5_000 + 1_001 + 250);
        (await Csv("findings")).Records.ShouldContain(r => r.Fields[1] == "import-place-missing", "what was left out is told to whoever reads the figures");
    }

    /// <summary>UTF-16 with tabs, no-break spaces in thousands, one row a committee and station, names within their county.</summary>
    [Fact]
    public async Task Stations_in_long_form_by_name_within_their_county()
    {
        string[] communes = ["Bolesławiec", "Gromadka", "Łagiewniki", "Żółkiewka"];
        await Done("import", "places", Wide("powiaty.csv", "TERYT\tPowiat\n0201\tbolesławiecki\n0202\tdzierżoniowski\n"), "--code", "TERYT", "--name-fr", "Powiat", "--level", "province", "--country", "PL");
        await Done("import", "places", Wide("gminy.csv", "TERYT\tGmina\tPowiat\n" + string.Concat(communes.Select((c, i) => $"02010{i}\t{c}\t020{1 + (i / 2)}\n"))), "--code", "TERYT", "--name-fr", "Gmina", "--parent", "Powiat", "--country", "PL");
        await Add("pl-2026", "PL", "dhondt", communes.Select((_, i) => $"02010{i}"));
        var (text, sum) = (new StringBuilder("Gmina\tPowiat\tNr komisji\tKomitet\tLiczba głosów\n"), 0L);
        foreach (var (commune, i) in communes.Select((c, i) => (c, i)))
        {
            for (var station = 1; station <= 3; station++)
            {
                var votes = 1_000 + (i * 10) + station;
                sum += votes;
                text.Append(CultureInfo.InvariantCulture, $"{(i == 3 ? "ZOLKIEWKA" : commune)}\t{(i < 2 ? "Bolesławiecki" : "powiat dzierżoniowski")}\t{station}\tKW „Żubr”\t1\u00a0{votes - 1000:000}\n");
            }
        }

        await Report(ExitCode.Done, ["import", "results", Wide("wyniki.txt", text.ToString()), "--contest", "pl-2026", "--place", "Gmina", "--within", "Powiat", "--station", "Nr komisji", "--list", "Komitet", "--votes", "Liczba głosów"]);
        (await Votes("pl-2026")).Values.ShouldHaveSingleItem().ShouldBe(sum);
    }

    /// <summary>A county whose code lost its zero, one whose code is nowhere, one that bears another's: each is said on its line, and nothing is written.</summary>
    [Fact]
    public async Task Counties_with_wrong_codes_are_told_line_by_line()
    {
        string[] names = ["Autauga", "Baldwin", "Blount", "St. Clair", "DeKalb", "Doña Ana"];
        await Done("import", "places", Json(names.Select((n, i) => ($"\"fips\":\"{1001 + (2 * i):00000}\",\"name\":\"{n}\"", i))), "--code", "fips", "--name-en", "name", "--country", "US", "--level", "province");
        await Add("us-2020", "US", "plurality", names.Select((_, i) => $"{1001 + (2 * i):00000}"));
        var file = Write("counties.csv", "fips,county,total,dem,rep\n1001,Autauga County,30,10,20\n46113,Baldwin County,7,3,4\n1007,Blount County,9,4,5\n1007.0,Saint Clair County,8,4,4\n1009,De Kalb County,5,2,3\n01011,Dona Ana County,5,2,2\n"u8);
        var report = await Report(ExitCode.Refused, ["import", "results", file, "--contest", "us-2020", "--place", "fips", "--name", "county", "--lists", "dem,rep", "--valid", "total"]);
        report.ShouldBe([("3", "refused", "", "unknown-place"), ("4", "refused", "01007", "name-differs"), ("5", "refused", "01007", "contradiction"), ("7", "refused", "01011", "valid-differs")]);
        (await Votes("us-2020")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Municipalities_with_37_lists_and_the_country_in_the_last_row()
    {
        string[] names = ["Amsterdam", "'s-Gravenhage", "Aa en Hunze", "'s-Hertogenbosch", "De Fryske Marren"];
        string[] lists = [.. Enumerable.Range(1, 37).Select(i => $"Lijst {i} - partij {i}")];
        await Done("import", "places", Write("gemeenten.csv", Encoding.UTF8.GetBytes("code;naam\n" + string.Concat(names.Select((n, i) => $"GM000{i};{n}\n")))), "--code", "code", "--name-en", "naam", "--country", "NL");
        await Add("nl-2023", "NL", "dhondt", names.Select((_, i) => $"GM000{i}"));
        var text = new StringBuilder("RegioNaam;Kiesgerechtigden;Opkomst;OngeldigeStemmen;GeldigeStemmen;").AppendJoin(';', lists).Append('\n');
        foreach (var (name, i) in names.Append("Nederland").Select((n, i) => (n, i)))
        {
            var votes = Enumerable.Range(1, 37).Select(l => (i == 5 ? 10 : i) + l).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"{name.ToUpperInvariant()};{2 * votes.Sum()};{votes.Sum() + 3};3;{votes.Sum()};").AppendJoin(';', votes).Append('\n');
        }

        string[] import = ["import", "results", Write("uitslag.csv", Encoding.UTF8.GetBytes(text.ToString())), "--contest", "nl-2023", "--place", "RegioNaam", "--lists", string.Join(',', lists), "--registered", "Kiesgerechtigden", "--voters", "Opkomst", "--spoilt", "OngeldigeStemmen", "--valid", "GeldigeStemmen"];
        (await Report(ExitCode.Refused, import)).ShouldHaveSingleItem().ShouldBe(("7", "refused", "", "unknown-place"));
        await Report(ExitCode.Done, [.. import, "--accept", "unknown-place"]);
        var sums = await Votes("nl-2023");
        sums.Count.ShouldBe(37);
        sums["Lijst 37 - partij 37"].ShouldBe((5 * 37) + 10);
    }

    /// <summary>Votes shared out between precincts stand among the properties of their shapes, with decimals.</summary>
    [Fact]
    public async Task Precincts_with_fractional_votes_in_the_file_of_their_shapes()
    {
        decimal[] first = [123.456m, 98.6m, 40m, 0.5m, 1.5m];
        var file = Json(first.Select((v, i) => (FormattableString.Invariant($"\"PRECINCT\":\"P-{i}\",\"G18D\":{v},\"G18R\":{v + 1}"), i)));
        await Done("import", "places", file, "--code", "PRECINCT", "--country", "US");
        await Add("us-2018", "US", "plurality", first.Select((_, i) => $"P-{i}"));
        string[] import = ["import", "results", file, "--contest", "us-2018", "--place", "PRECINCT", "--lists", "G18D,G18R"];
        var refused = await Report(ExitCode.Refused, import);
        refused.Select(r => r.Rule).Distinct().ShouldBe(["fractional-votes"]);
        refused.Count.ShouldBe(4);
        var run = await LoadedInstallation.Run([.. import, "--accept", "fractional-votes"], Data);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var sums = await Votes("us-2018");
        sums["G18D"].ShouldBe(123 + 99 + 40 + 0 + 2);
        var changed = sums.Values.Sum() - first.Sum(v => (2 * v) + 1);
        run.Error.ShouldContain(Math.Abs(changed).ToString(CultureInfo.InvariantCulture), Case.Sensitive, "how much rounding changed the sum is said");
    }

    /// <summary>A workbook with a title, names of lists joined over votes and percentages, and a row of sums.</summary>
    [Fact]
    public async Task A_workbook_with_joined_headers()
    {
        string[] names = ["Dakar", "Guédiawaye", "M'Bour", "Thiès"];
        await Done("import", "places", Write("departements.csv", Encoding.UTF8.GetBytes("code;nom\n" + string.Concat(names.Select((n, i) => $"SN{i};{n}\n")))), "--code", "code", "--name-fr", "nom", "--country", "SN", "--level", "province");
        await Add("sn-2026", "SN", "dhondt", names.Select((_, i) => $"SN{i}"));
        var book = Book([
            ["RÉPUBLIQUE – Élections législatives", null, null, null, null, null, null],
            [null, null, null, null, null, null, null],
            ["Département", "Inscrits", "Votants", "Takku", null, "Yewwi", null],
            [null, null, null, "Voix", "%", "Voix", "%"],
            .. names.Select((n, i) => (object?[])[n.ToUpperInvariant(), 1000 + i, 505, 200 + i, 40.2, 300 - i, 59.8]),
            ["TOTAL", 4006, 2020, 806, 40.3, 1194, 59.7],
        ]);
        await Report(ExitCode.Done, ["import", "results", book, "--contest", "sn-2026", "--place", "Département", "--lists", "Takku / Voix=TAKKU,Yewwi / Voix=YEWWI", "--registered", "Inscrits", "--voters", "Votants", "--accept", "unknown-place"]);
        var sums = await Votes("sn-2026");
        (sums["TAKKU"], sums["YEWWI"]).ShouldBe((806, 1194));
    }

    /// <summary>Windows-1250 cannot be told from Windows-1252 by its bytes alone: it is said by name, and the mapping remembers.</summary>
    [Fact]
    public async Task An_encoding_that_cannot_be_found_out_is_said()
    {
        var file = Write("obce.csv", Encoding.GetEncoding(1250).GetBytes("kod;nazev\n1;Ústí nad Labem\n2;Žďár\n3;Łódź\n"));
        await Done("import", "places", file, "--code", "kod", "--name-fr", "nazev", "--country", "CZ", "--encoding", "windows-1250");
        (await Csv("places", "--search", "Łódź")).Records[0].Fields[2].ShouldBe("Łódź");
        (await LoadedInstallation.Run(["import", "places", file, "--code", "kod", "--country", "CZ", "--encoding", "windows-9"], Data)).Code.ShouldBe(ExitCode.Misuse);
    }

    /// <summary>New Zealand 2008, 5,600 and more polling places under 70 electorates: the sums are those of the official table of split votes.</summary>
    [Fact]
    public async Task Polling_places_of_New_Zealand_add_up_to_the_published_table()
    {
        var units = Unpacked("NZ_2008_units.csv.gz");
        var truth = CsvTable.Parse("truth", File.ReadAllText(Unpacked("NZ_2008_truth.csv.gz")));
        string[] districts = [.. truth.Records.Select(r => r.Fields[truth.Column("district")]).Distinct().Order(StringComparer.Ordinal)];
        var codes = districts.Select((d, i) => (d, Code: $"NZ{i:00}")).ToDictionary(d => d.d, d => d.Code);
        await Done("import", "places", Write("electorates.csv", Encoding.UTF8.GetBytes("code;name\n" + string.Concat(codes.Select(c => $"{c.Value};{c.Key}\n")))), "--code", "code", "--name-en", "name", "--country", "NZ");
        await Add("nz-2008", "NZ", "sainte-lague-5%", codes.Values);
        var report = await Report(ExitCode.Done, ["import", "results", units, "--contest", "nz-2008", "--place", "district", "--station", "unit", "--list", "option", "--votes", "votes", "--where", "side=origin"]);
        report.ShouldBeEmpty();
        var published = truth.Records.Sum(r => long.Parse(r.Fields[truth.Column("votes")], CultureInfo.InvariantCulture));
        (await Votes("nz-2008")).Values.Sum().ShouldBe(published);
        var results = (await Csv("results", "--contest", "nz-2008")).Records;
        foreach (var district in truth.Records.GroupBy(r => r.Fields[truth.Column("district")]))
        {
            results.Where(r => r.Fields[0] == codes[district.Key]).Sum(r => long.Parse(r.Fields[2], CultureInfo.InvariantCulture))
                .ShouldBe(district.Sum(r => long.Parse(r.Fields[truth.Column("votes")], CultureInfo.InvariantCulture)), district.Key);
        }
    }

    /// <summary>212 precincts of North Carolina whose names repeat from county to county.</summary>
    [Fact]
    public async Task Precincts_named_alike_in_several_counties_stay_apart()
    {
        var file = Path.Combine(Trial(), "ecological-inference/eipack/senc.csv");
        var table = CsvTable.Read(file);
        string[] counties = [.. table.Records.Select(r => r.Fields[0]).Distinct()];
        await Done("import", "places", Write("counties.csv", Encoding.UTF8.GetBytes("code,name\n" + string.Concat(counties.Select((c, i) => $"C{i},{c}\n")))), "--code", "code", "--name-en", "name", "--country", "US");
        await Add("us-nc", "US", "plurality", counties.Select((_, i) => $"C{i}"));
        await Report(ExitCode.Done, ["import", "results", file, "--contest", "us-nc", "--place", "county", "--station", "precinct", "--lists", "dem,rep,non", "--valid", "total"]);
        var sums = await Votes("us-nc");
        foreach (var list in (string[])["dem", "rep", "non"])
        {
            sums[list].ShouldBe(table.Records.Sum(r => long.Parse(r.Fields[table.Column(list)], CultureInfo.InvariantCulture)), list);
        }
    }

    private string Data => Path.Combine(folder, "data");

    private static string Trial()
    {
        var trial = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
        Assert.SkipUnless(trial is { Length: > 0 }, "DAIRA_TRIAL_DATA does not name the trial data folder.");
        return trial!;
    }

    private string Unpacked(string name)
    {
        var to = Path.Combine(folder, name[..^3]);
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Trial(), "ecological-inference/new-zealand", name)), CompressionMode.Decompress);
        using var file = File.Create(to);
        packed.CopyTo(file);
        return to;
    }

    private async Task Done(params string[] command)
    {
        var run = await LoadedInstallation.Run(command, Data);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
    }

    private Task Add(string contest, string country, string law, IEnumerable<string> places) => Done(
        "contest", "add", contest, "--name", "Election", "--date", "2026-02-01", "--law", law, "--country", country,
        "--seats", Write("seats.csv", Encoding.UTF8.GetBytes("place,seats\n" + string.Concat(places.Select(p => $"{p},3\n")))));

    /// <summary>Line, fate, code and rule of every row that breaks one.</summary>
    private async Task<IReadOnlyList<(string Line, string Fate, string Code, string Rule)>> Report(int expected, string[] command)
    {
        var run = await LoadedInstallation.Run([.. command, "--format", "csv"], Data);
        run.Code.ShouldBe(expected, run.Error);
        return [.. CsvTable.Parse("report", run.Output).Records.Select(r => (r.Fields[0], r.Fields[2], r.Fields[3], r.Fields[6]))];
    }

    private async Task<CsvTable> Csv(params string[] command)
    {
        var run = await LoadedInstallation.Run([.. command, "--format", "csv"], Data);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        return CsvTable.Parse("out", run.Output);
    }

    private async Task<Dictionary<string, long>> Votes(string contest) => (await Csv("results", "--contest", contest)).Records
        .Where(r => r.Fields[2].Length > 0).GroupBy(r => r.Fields[1]).ToDictionary(g => g.Key, g => g.Sum(r => long.Parse(r.Fields[2], CultureInfo.InvariantCulture)));

    private string Wide(string name, string text) => Write(name, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);

    /// <summary>Squares of a tenth of a degree side by side.</summary>
    private string Json(IEnumerable<(string Properties, int At)> places) => Write("shapes.geojson", Encoding.UTF8.GetBytes("{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', places.Select(p =>
    {
        string Corner(int dx, int dy) => FormattableString.Invariant($"[{(p.At + dx) / 10m},{dy / 10m}]");
        return $"{{\"type\":\"Feature\",\"properties\":{{{p.Properties}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{Corner(0, 0)},{Corner(1, 0)},{Corner(1, 1)},{Corner(0, 1)},{Corner(0, 0)}]]}}}}";
    })) + "]}"));

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    /// <summary>The third row joins D with E and F with G; the first is a title over all.</summary>
    private string Book(object?[][] rows)
    {
        var file = Path.Combine(folder, "resultats.xlsx");
        using var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        var part = book.AddNewPart<WorksheetPart>();
        static Cell CellOf(object? value, int row, int column) => new()
        {
            CellReference = $"{(char)('A' + column)}{row + 1}",
            DataType = value is string ? CellValues.InlineString : CellValues.Number,
            InlineString = value is string text ? new InlineString(new Text(text)) : null,
            CellValue = value is null or string ? null : new CellValue(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        };
        var data = new SheetData(rows.Select((cells, r) => new Row(cells.Select((c, i) => CellOf(c, r, i)).Where(c => c.InlineString is not null || c.CellValue is not null)) { RowIndex = (uint)r + 1 }));
        part.Worksheet = new Worksheet(data, new MergeCells(
            new MergeCell { Reference = "A1:G1" }, new MergeCell { Reference = "D3:E3" }, new MergeCell { Reference = "F3:G3" }));
        book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "Résultats" }));
        return file;
    }
}
