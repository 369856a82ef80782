using System.Globalization;
using Daira.SiteBench;

// Measures the running site against what was promised of it: dotnet run build.cs -- bench --only Site
// All traffic stays on this machine and every loop is bounded.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var machine = Machine.This(TimeProvider.System);
var data = Directory.CreateTempSubdirectory("daira-bench-");
try
{
    var figures = new List<Figure>();
    var server = Array.IndexOf(args, "--database") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
    var name = args.FirstOrDefault(a => a is "organisation" or "whatif") ?? "site";
    if (name == "whatif")
    {
        SiteUnderTest.Load(data.FullName);
        figures.AddRange(await WhatIfPages.MeasureAsync(data.FullName));
    }
    else if (name == "organisation")
    {
        figures.AddRange(await OrganisationPages.MeasureAsync(data.FullName, server));
    }
    else
    {
        SiteUnderTest.Load(data.FullName);
        figures.AddRange(await Measurements.StartAsync(data.FullName));
        figures.AddRange(await Measurements.TilesAsync(data.FullName));
        figures.AddRange(await Measurements.PagesUnderLoadAsync(data.FullName));
    }

    Report.Write(name != "organisation" ? name : server is null ? "organisation-sqlite" : "organisation-postgresql", machine, figures);
    return figures.All(f => f.IsKept) ? 0 : 1;
}
finally
{
    data.Delete(recursive: true);
}
