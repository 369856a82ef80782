using Daira.Bench;

// dotnet run -c Release --project bench/Daira.Bench -- space DATA_FOLDER [--keep]
return args switch
{
    ["space", var folder, .. var options] => SpaceBench.Run(folder, keep: options.Contains("--keep"), only: options.FirstOrDefault(o => !o.StartsWith('-'))),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: space DATA_FOLDER [PART_OF_NAME] [--keep]; the folder is made by bench/peers/gen_units.py.");
    return 2;
}
