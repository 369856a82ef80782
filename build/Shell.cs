using System.Diagnostics;

/// <summary>Runs programs with this run's settings; an interruption ends them with all their children.</summary>
sealed class Shell(CancellationToken interrupted)
{
    private const int EndedByUs = 124;

    /// <summary>Set for every program started.</summary>
    public Dictionary<string, string?> Environment { get; } = new()
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <summary>A named step that must succeed.</summary>
    public void Step(string name, string program, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var exit = Exit(program, arguments);
        if (exit != 0)
        {
            throw new Failure($"{name}: {program} ended with exit code {exit}.");
        }

        Console.WriteLine($"== {name} ({watch.Elapsed.TotalSeconds:0.0} s)");
    }

    public int Exit(string program, params string[] arguments) => Exit(Timeout.InfiniteTimeSpan, program, arguments);

    public int Exit(TimeSpan limit, string program, params string[] arguments)
    {
        using var enough = new CancellationTokenSource(limit);
        var exit = ExitWhen(enough.Token, program, arguments);
        if (exit == EndedByUs)
        {
            Console.Error.WriteLine($"{program} was ended after {limit.TotalMinutes:0} minutes.");
        }

        return exit;
    }

    /// <summary>Ends the program with its children when that is wanted; its exit code, or 124 when it was ended.</summary>
    public int ExitWhen(CancellationToken enough, string program, params string[] arguments)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted, enough);
        using var process = Start(program, arguments, read: false);
        try
        {
            process.WaitForExitAsync(stop.Token).GetAwaiter().GetResult();
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            interrupted.ThrowIfCancellationRequested();
            return EndedByUs;
        }
    }

    /// <summary>A short program whose output only matters when it fails; it runs to its end even when interrupted.</summary>
    public void Quiet(string program, params string[] arguments)
    {
        if (!TryRead(out var output, program, arguments))
        {
            throw new Failure($"{program} {string.Join(' ', arguments)}\n{output}");
        }
    }

    public bool Knows(string program) => TryRead(out _, "which", program);

    public bool TryRead(out string output, string program, params string[] arguments)
    {
        using var process = Start(program, arguments, read: true);
        var errors = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output += process.ExitCode == 0 ? "" : errors.Result;
        return process.ExitCode == 0;
    }

    private Process Start(string program, string[] arguments, bool read)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = read, RedirectStandardError = read };
        if (read)
        {
            // A program run as another user may not enter the folder we stand in.
            start.WorkingDirectory = Path.GetTempPath();
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new Failure($"{program} could not be started: {e.Message}");
        }
    }
}

/// <summary>A step that did not succeed, with what to do about it.</summary>
sealed class Failure(string message) : Exception(message);

static class Options
{
    /// <summary>Takes an option and its value out of the list; null when it is not there.</summary>
    public static string? Take(List<string> options, string name)
    {
        var at = options.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var value = at + 1 < options.Count ? options[at + 1] : throw new Failure($"{name} needs a value.");
        options.RemoveRange(at, 2);
        return value;
    }

    public static void MustBeUsedUp(List<string> options)
    {
        if (options.Count > 0)
        {
            throw new Failure($"Unknown option: {options[0]}. See: dotnet run build.cs -- help");
        }
    }
}
