using Daira.Bench;

// dotnet run -c Release --project bench/Daira.Bench -- space DATA_FOLDER [--keep]
// dotnet run -c Release --project bench/Daira.Bench -- seats [PART_OF_NAME] [--keep]
return args switch
{
    ["space", var folder, .. var options] => SpaceBench.Run(folder, keep: options.Contains("--keep"), only: options.FirstOrDefault(o => !o.StartsWith('-'))),
    ["seats", .. var options] => SeatsBench.Run(keep: options.Contains("--keep"), only: options.FirstOrDefault(o => !o.StartsWith('-'))),
    ["space-growth", var folder] => SpaceGrowth.Run(folder),
    ["tiling", var folder, .. var options] => TilingBench.Run(folder, options.FirstOrDefault()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: seats [PART_OF_NAME] [--keep] | space DATA_FOLDER [PART_OF_NAME] [--keep] | space-growth OUTPUT_FOLDER; the data folder is made by bench/peers/gen_units.py.");
    Console.Error.WriteLine("       tiling DATA_FOLDER [UNITS.geojson]; the folder holds polys_30000_d3.geojson.");
    return 2;
}
