using Daira.Foundation.Storage;
using Daira.RecordBench;

// Daira.RecordBench journal [--database CONNECTION] [--keep]   speed of the journal; --keep adds to bench/results/journal.csv
// Daira.RecordBench columns [--database CONNECTION] [--keep]   results loaded into columns
// Daira.RecordBench names [--database CONNECTION] [--keep]     names reconciled against places
// Daira.RecordBench import [ROWS] [--database CONNECTION] [--keep]   results imported, beside a bare insert and psql \copy, on both engines
// Daira.RecordBench growth [--database CONNECTION]             import and loading from a thousand rows to ten million, on both engines
// Daira.RecordBench dues [--database CONNECTION] [--keep]     100,000 payers called and a bank's file of 100,000 movements booked
// Daira.RecordBench members [--database CONNECTION] [--count N] [--keep]   a register of a million invented members
// Daira.RecordBench rights [--keep]                            speed of the rights decision
// Daira.RecordBench write DATA_FOLDER [CONNECTION]             writes entries and says each number once it is kept, until it is killed
return args switch
{
    ["journal", .. var options] => JournalBench.Run(After("--database", options), options.Contains("--keep")),
    ["columns", .. var options] => ColumnsBench.Run(After("--database", options), options.Contains("--keep")),
    ["names", .. var options] => NamesBench.Run(After("--database", options), options.Contains("--keep")),
    ["import", .. var options] => ImportBench.Run(After("--database", options), options.Select(o => int.TryParse(o, out var rows) ? rows : 0).FirstOrDefault(r => r > 0, 1_000_000), options.Contains("--keep")),
    ["growth", .. var options] => Growth.Run(After("--database", options)),
    ["dues", .. var options] => DuesBench.Run(After("--database", options), options.Contains("--keep")),
    ["members", .. var options] => MembersBench.Run(After("--database", options), int.Parse(After("--count", options) ?? "1000000", System.Globalization.CultureInfo.InvariantCulture), options.Contains("--keep")),
    ["rights", .. var options] => RightsBench.Run(options.Contains("--keep")),
    ["write", var folder, .. var server] => EndlessWriter.Run(new StorageSettings(folder, server.FirstOrDefault())),
    _ => Usage(),
};

static string? After(string option, string[] options) => Array.IndexOf(options, option) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;

static int Usage()
{
    Console.Error.WriteLine("Usage: journal [--database CONNECTION] [--keep] | columns|dues|names [--database CONNECTION] [--keep] | import [ROWS] [--database CONNECTION] [--keep] | growth [--database CONNECTION] | members [--database CONNECTION] [--count N] [--keep] | rights [--keep] | write DATA_FOLDER [CONNECTION]");
    return 2;
}
