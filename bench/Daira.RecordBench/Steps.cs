using System.Diagnostics;
using System.Globalization;
using Daira.Foundation.Languages;

namespace Daira.RecordBench;

/// <summary>Says on standard error when each step began and how far it is.</summary>
internal sealed class Steps(bool isTold) : IProgress<Message>
{
    private readonly Stopwatch watch = Stopwatch.StartNew();

    public Steps()
        : this(isTold: true)
    {
    }

    public static Steps Untold { get; } = new(isTold: false);

    public void Report(Message value)
    {
        if (isTold)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {watch.Elapsed.TotalSeconds,6:0.0} s {value.Id} {string.Join(' ', value.Arguments.Skip(1))}"));
        }
    }
}
