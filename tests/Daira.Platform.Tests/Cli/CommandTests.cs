using System.Text.Json;
using Daira.Cli;
using Daira.Elections.Imports;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Cli;

/// <summary>The commands of the contract, run as a script runs them, on one installation loaded once.</summary>
public sealed class CommandTests : IClassFixture<LoadedInstallation>
{
    private readonly LoadedInstallation daira;

    public CommandTests(LoadedInstallation daira) => this.daira = daira;

    [Theory]
    [InlineData("contests", "id,name,date,law,lists,places")]
    [InlineData("places --level region", "code,name_ar,name_fr,level,parent")]
    [InlineData("results --contest ma-house-2021-local", "place,list,votes,share,seats,source,line,sha256,import,decision")]
    [InlineData("seats --contest ma-house-2021-local", "constituency,list,votes,seats,proclaimed,state")]
    [InlineData("margins --contest ma-house-2021-local --constituency 530", "constituency,list,votes_to_gain,votes_to_lose")]
    [InlineData("margins --contest ma-house-2021-local --country", "constituency,list,votes_to_gain,votes_to_lose")]
    [InlineData("what-if --contest ma-house-2021-local --swing PI=1", "constituency,list,votes_before,votes_after,seats_before,seats_after,move")]
    [InlineData("strong --contest ma-house-2021-local --list PI", "place,class,level,margin,persistence,cluster,seats,confidence,why")]
    [InlineData("cartogram --contest ma-house-2021-local", "place,x,y,radius")]
    [InlineData("procedures", "id,version,steps,time_limit,appeal")]
    [InlineData("findings", "kind,code,contest,place,list,message")]
    public async Task Columns_begin_as_the_contract_says(string command, string columns)
    {
        var run = await daira.Run($"{command} --format csv");
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.Split('\n')[0].ShouldStartWith(columns);
    }

    [Theory]
    [InlineData("places --level unit", 1_538)]
    [InlineData("places --level commune", 1_503)]
    [InlineData("places --level constituency", 92)]
    [InlineData("places --level province", 75)]
    [InlineData("places --level region", 12)]
    [InlineData("contests", 8)]
    [InlineData("seats --contest ma-house-2016-local", 1_343)]
    [InlineData("cartogram --contest ma-house-2021-local", 305)]
    [InlineData("cartogram --contest ma-house-2021-local --view circles", 92)]
    public async Task Rows_are_counted(string command, int rows) => (await daira.Csv(command)).Records.Count.ShouldBe(rows);

    [Theory]
    [InlineData("صفرو", "3451")]
    [InlineData("Sefrou", "3451")]
    [InlineData("seFROU", "3451")]
    [InlineData("ⵚⴼⵔⵓ", "3451")]
    [InlineData("530", "530")]
    public async Task A_place_is_found_in_any_script(string search, string code) =>
        (await daira.Csv("places", "--search", search)).Records[0].Fields[0].ShouldBe(code);

    [Theory]
    [InlineData("ma-house-2021-local", "independent-of-registered", 305)]
    [InlineData("ma-house-2016-local", "elected", 305)]
    public async Task Seats_equal_the_members_elected_in_all_92_constituencies(string contest, string state, int seats)
    {
        var table = await daira.Csv($"seats --contest {contest}");
        table.Records.ShouldAllBe(r => r.Fields[3] == r.Fields[4] || r.Fields[5] == "incomplete-lists");
        table.Records.Count(r => r.Fields[5] == state).ShouldBeGreaterThan(0);
        table.Records.Select(r => r.Fields[0]).Distinct().Count().ShouldBe(92);
        table.Records.Sum(r => int.Parse(r.Fields[4])).ShouldBe(seats);
    }

    [Theory]
    [InlineData(null, 7_588_505)]
    [InlineData("province", 7_588_505)]
    [InlineData("region", 7_588_505)]
    public async Task Results_sum_to_the_published_total_at_every_level_that_is_known(string? level, long votes)
    {
        var run = await daira.Run("results --contest ma-house-2021-local --format csv" + (level is null ? "" : $" --level {level}"));
        if (level == "province")
        {
            // Some constituencies are parts of a province, all lie inside one.
            run.Code.ShouldBe(ExitCode.Done, run.Error);
        }

        CsvTable.Parse("out", run.Output).Records.Sum(r => long.Parse(r.Fields[2])).ShouldBe(votes);
    }

    [Fact]
    public async Task An_unknown_share_is_empty_in_csv_and_null_in_json()
    {
        var csv = await daira.Csv("results --contest ma-house-2016-national");
        csv.Records[^1].Fields.Take(4).ShouldBe(["MA", "UC", "", ""]);
        var json = JsonDocument.Parse((await daira.Run("results --contest ma-house-2016-national --format json")).Output);
        json.RootElement.EnumerateArray().Last().GetProperty("votes").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("--format csv seats --contest ma-house-2016-local")]
    [InlineData("seats --format csv --contest ma-house-2016-local")]
    [InlineData("seats --contest ma-house-2016-local --format csv")]
    public async Task Shared_options_stand_before_or_after_the_subcommand(string command) =>
        (await daira.Run(command)).Output.ShouldStartWith("constituency,list,votes,seats,proclaimed,state\n");

    [Theory]
    [InlineData("results --contest ma-house-2021-lokal", "--contest", "ma-house-2021-local")]
    [InlineData("strong --contest ma-house-2021-local --list PO", "--list", "PI")]
    [InlineData("margins --contest ma-house-2021-local --constituency 53O", "--constituency", "530")]
    [InlineData("margins --contest ma-house-2021-local --country --constituency 530", "--constituency", "--country")]
    [InlineData("what-if --contest ma-house-2021-local --swing PI", "swing.PI", "1000")]
    [InlineData("what-if --contest ma-house-2021-local --split PI=2", "split.PI", "1/3")]
    [InlineData("what-if --contest ma-house-2021-local --threshold 101", "threshold", "100")]
    [InlineData("what-if --contest ma-house-2021-local --seats 3", "place", "swing")]
    [InlineData("places --level village", "--level", "province")]
    [InlineData("contests --format xml", "--format", "csv")]
    [InlineData("contests --lang de", "--lang", "zgh")]
    [InlineData("contests --threads 0", "--threads", "1")]
    [InlineData("results", "--contest", "required")]
    [InlineData("export villages --as csv", "layer", "provinces")]
    [InlineData("export units --as gpkg", "--output", "gpkg")]
    [InlineData("serve --urls nowhere", "--urls", "http://localhost:5080")]
    [InlineData("serve --telemetry http://collector.example:4317", "--telemetry", "https://")]
    [InlineData("seats", "--contest", "--votes")]
    [InlineData("correct --contest ma-house-2021-local --place 530 --list RNI --votes many --reason x", "--votes", "unknown")]
    [InlineData("villages", "villages", "daira")]
    [InlineData("contests --database nonsense", "--database", "Host=localhost")]
    [InlineData("contests --database Host=localhost", "--database", "a database")]
    [InlineData("load morocco --data /proc/nowhere", "--data", "/proc/nowhere")]
    public async Task Misuse_exits_2_and_names_the_option_and_what_is_allowed(string command, string option, string allowed)
    {
        var run = await daira.Run(command);
        run.Code.ShouldBe(ExitCode.Misuse);
        run.Error.ShouldContain(option);
        run.Error.ShouldContain(allowed, Case.Insensitive);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_what_if_answers_for_the_country_for_one_constituency_and_for_each()
    {
        const string asked = "what-if --contest ma-house-2016-local --split PJD=2/5 --merge PJD.2,PI --withdraw MP --law dhondt";
        var country = await daira.Csv(asked);
        country.Records.Sum(r => int.Parse(r.Fields[5])).ShouldBe(305);
        country.Records.Single(r => r.Fields[1] == "MP").Fields[3].ShouldBeEmpty();
        var each = await daira.Csv(asked, "--by-constituency");
        each.Records.Where(r => r.Fields[1] == "PJD.2+PI").Sum(r => int.Parse(r.Fields[5])).ShouldBe(int.Parse(country.Records.Single(r => r.Fields[1] == "PJD.2+PI").Fields[5]));
        var here = await daira.Csv("what-if --contest ma-house-2021-local --place 552 --votes PI=1000000 --registered 2000000 --seats 4");
        here.Records.ShouldAllBe(r => r.Fields[0] == "552");
        here.Records.Single(r => r.Fields[1] == "PI").Fields[3].ShouldBe("1000000");
    }

    [Fact]
    public async Task Margins_over_the_country_name_the_place_and_who_moves()
    {
        var country = (await daira.Csv("margins --contest ma-house-2016-local --country")).Records.Single(r => r.Fields[1] == "PJD").Fields;
        var here = (await daira.Csv("margins --contest ma-house-2016-local")).Records.Where(r => r.Fields[1] == "PJD").Select(r => r.Fields).ToArray();
        country[2].ShouldBe(here.Where(f => f[2].Length > 0).Min(f => int.Parse(f[2])).ToString(System.Globalization.CultureInfo.InvariantCulture));
        here.Single(f => f[0] == country[6]).ShouldSatisfyAllConditions(f => f[2].ShouldBe(country[2]), f => f[5].ShouldBe(country[7]), f => f[5].ShouldEndWith(":-1"));
    }

    [Fact]
    public async Task What_the_data_do_not_allow_exits_1_with_the_reason()
    {
        var run = await daira.Run("results --contest ma-house-2007-local --level region");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Error.ShouldNotBeEmpty();
        (await daira.Run("seats --contest ma-communal-2021")).Code.ShouldBe(ExitCode.Refused);
    }

    [Fact]
    public async Task Without_data_it_says_how_to_load_them()
    {
        var empty = Directory.CreateTempSubdirectory("daira-empty-");
        var run = await daira.Run($"contests --data {empty.FullName}");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Error.ShouldContain("daira load morocco");
        empty.EnumerateFileSystemInfos().ShouldBeEmpty();
        empty.Delete();
    }

    [Fact]
    public async Task Results_go_to_the_file_that_output_names_and_an_unwritable_one_is_misuse()
    {
        var file = Path.Combine(daira.Folder, "contests.csv");
        (await daira.Run($"contests --format csv --output {file}")).Output.ShouldBeEmpty();
        CsvTable.Read(file).Records.Count.ShouldBe(8);
        var run = await daira.Run("contests --output /nowhere/contests.csv");
        run.Code.ShouldBe(ExitCode.Misuse);
        run.Error.ShouldContain("--output");
    }

    [Theory]
    [InlineData("csv", "place,name_ar")]
    [InlineData("geojson", "{\"type\":\"FeatureCollection\"")]
    public async Task Layers_are_exported(string format, string start)
    {
        var run = await daira.Run($"export regions --as {format}");
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.TrimStart('\uFEFF').ShouldStartWith(start);
    }

    [Theory]
    [InlineData("gpkg", "SQLite format 3")]
    [InlineData("xlsx", "PK")]
    public async Task Binary_layers_are_exported_to_files(string format, string magic)
    {
        var file = Path.Combine(daira.Folder, "regions." + format);
        (await daira.Run($"export regions --as {format} --output {file}")).Code.ShouldBe(ExitCode.Done);
        System.Text.Encoding.ASCII.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldStartWith(magic);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("geojson")]
    [InlineData("gpkg")]
    [InlineData("xlsx")]
    public async Task An_export_takes_the_place_of_an_older_file_whole_or_leaves_it_alone(string format)
    {
        var file = Path.Combine(daira.Folder, "again." + format);
        await File.WriteAllTextAsync(file, "older", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(file + ".part");
        (await daira.Run($"export regions --as {format} --output {file}")).Code.ShouldBe(ExitCode.Misuse);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("older");
        Directory.Delete(file + ".part");
        (await daira.Run($"export regions --as {format} --output {file}")).Code.ShouldBe(ExitCode.Done);
        new FileInfo(file).Length.ShouldBeGreaterThan(100);
        File.Exists(file + ".part").ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_exits_1()
    {
        var run = await daira.Run("contests --database Host=127.0.0.1;Port=1;Database=daira;Timeout=1");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Error.ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task The_commands_work_on_a_PostgreSQL_database()
    {
        using var installation = Installation.Loaded(Engine.PostgreSql);
        var run = await LoadedInstallation.Run(["results", "--contest", "ma-house-2021-local", "--format", "csv", "--database", installation.Settings.Server!], null);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldBe((await daira.Run("results --contest ma-house-2021-local --format csv")).Output);
    }

    [Fact]
    public async Task A_damaged_elections_file_is_said_and_built_again_before_the_answer()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        await File.WriteAllTextAsync(installation.Elections.Database.File!, new string('x', 10_000), TestContext.Current.CancellationToken);
        var run = await LoadedInstallation.Run(["contests", "--format", "csv"], installation.Settings.Folder);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain("damaged");
        CsvTable.Parse("out", run.Output).Records.Count.ShouldBe(8);
    }

    [Fact]
    public async Task With_a_damaged_record_reading_goes_on_and_changing_is_refused_with_instructions()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        await File.WriteAllTextAsync(installation.Record.Database.File!, new string('x', 10_000), TestContext.Current.CancellationToken);
        (await LoadedInstallation.Run(["contests"], installation.Settings.Folder)).Code.ShouldBe(ExitCode.Done);
        var run = await LoadedInstallation.Run(["correct", "--contest", "ma-house-2021-local", "--place", "530", "--list", "RNI", "--votes", "1", "--reason", "x"], installation.Settings.Folder);
        run.Code.ShouldBe(ExitCode.Refused);
        run.Error.ShouldContain("backup");
    }

    [Fact]
    public async Task The_site_is_served_until_it_is_interrupted()
    {
        using var stop = new CancellationTokenSource();
        using var told = new Told();
        var surroundings = new Surroundings(TextWriter.Null, told, name => name == "DAIRA_DATA" ? daira.Folder : null, TimeProvider.System);
        var serving = DairaCommand.Run(["serve", "--urls", "http://127.0.0.1:0"], surroundings, stop.Token);
        var address = await told.Address.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        (await client.GetStringAsync("api/v1/contests", TestContext.Current.CancellationToken)).ShouldContain("ma-house-2021-local");
        await stop.CancelAsync();
        (await serving).ShouldBe(ExitCode.Interrupted);
    }

    /// <summary>Standard error that can be waited for.</summary>
    private sealed class Told : StringWriter
    {
        private readonly TaskCompletionSource<string> address = new();

        public Task<string> Address => address.Task;

        public override void WriteLine(string? value)
        {
            var url = value?.Split(' ').FirstOrDefault(w => w.StartsWith("http", StringComparison.Ordinal));
            if (url is not null)
            {
                address.TrySetResult(url);
            }
        }
    }

    [Fact]
    public async Task An_interrupted_command_exits_130()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var own = Directory.CreateTempSubdirectory("daira-stopped-");
        (await daira.Run($"load morocco --outlines none --data {own.FullName}", stopped.Token)).Code.ShouldBe(ExitCode.Interrupted);
        File.Exists(Path.Combine(own.FullName, "elections.db")).ShouldBeFalse();
        own.Delete(recursive: true);
    }

    [Fact]
    public async Task A_correction_is_seen_at_once_and_loading_again_keeps_it()
    {
        var own = Directory.CreateTempSubdirectory("daira-correct-");
        await daira.Run($"load morocco --outlines none --data {own.FullName}");
        var run = await daira.Run($"correct --contest ma-house-2021-local --place 530 --list RNI --votes 44000 --reason minutes --data {own.FullName}");
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var again = await daira.Run($"load morocco --outlines none --without-unverified --data {own.FullName}");
        again.Code.ShouldBe(ExitCode.Done, again.Error);
        var results = CsvTable.Parse("out", (await daira.Run($"results --contest ma-house-2021-local --format csv --data {own.FullName}")).Output);
        results.Records.Single(r => r.Fields[0] == "530" && r.Fields[1] == "RNI").Fields[2].ShouldBe("44000");
        own.Delete(recursive: true);
    }
}
