using Daira.Bench;

// dotnet run -c Release --project bench/Daira.Bench -- space DATA_FOLDER [--keep]
// dotnet run -c Release --project bench/Daira.Bench -- seats [PART_OF_NAME]
return args switch
{
    ["space", var folder, .. var options] => SpaceBench.Run(folder, keep: options.Contains("--keep"), only: options.FirstOrDefault(o => !o.StartsWith('-'))),
    ["seats", .. var options] => SeatsBench.Run(options.FirstOrDefault()),
    ["space-growth", var folder] => SpaceGrowth.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: seats [PART_OF_NAME] | space DATA_FOLDER [PART_OF_NAME] [--keep] | space-growth OUTPUT_FOLDER; the data folder is made by bench/peers/gen_units.py.");
    return 2;
}
