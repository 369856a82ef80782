using Daira.Foundation.Storage;
using Daira.RecordBench;

// Daira.RecordBench journal [--database CONNECTION] [--keep]   speed of the journal; --keep adds to bench/results/journal.csv
// Daira.RecordBench columns [--database CONNECTION] [--keep] [--growth]   results loaded into columns; --growth from a thousand rows to ten million
// Daira.RecordBench dues [--database CONNECTION] [--keep]     100,000 payers called and a bank's file of 100,000 movements booked
// Daira.RecordBench rights [--keep]                            speed of the rights decision
// Daira.RecordBench write DATA_FOLDER [CONNECTION]             writes entries and says each number once it is kept, until it is killed
return args switch
{
    ["journal", .. var options] => JournalBench.Run(After("--database", options), options.Contains("--keep")),
    ["columns", .. var options] => ColumnsBench.Run(After("--database", options), options.Contains("--keep"), options.Contains("--growth")),
    ["dues", .. var options] => DuesBench.Run(After("--database", options), options.Contains("--keep")),
    ["rights", .. var options] => RightsBench.Run(options.Contains("--keep")),
    ["write", var folder, .. var server] => EndlessWriter.Run(new StorageSettings(folder, server.FirstOrDefault())),
    _ => Usage(),
};

static string? After(string option, string[] options) => Array.IndexOf(options, option) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;

static int Usage()
{
    Console.Error.WriteLine("Usage: journal [--database CONNECTION] [--keep] | columns [--database CONNECTION] [--keep] [--growth] | dues [--database CONNECTION] [--keep] | rights [--keep] | write DATA_FOLDER [CONNECTION]");
    return 2;
}
