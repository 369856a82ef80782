namespace Daira.Foundation.Languages;

/// <summary>Says of a step whose size is known how far it is and how long it will still take: every second, and nothing of a step that ends within two.</summary>
/// <param name="step">What is being done, as it was said at its beginning.</param>
/// <param name="work">How much there is to do, ≥ 0.</param>
public sealed class Pace(IProgress<Message> progress, Message step, long work, TimeProvider clock)
{
    /// <summary>Of the message; its arguments are the step, what is done, what there is to do, and the seconds left.</summary>
    public const string Id = "progress.left";

    private const double FirstSecond = 2;

    /// <summary>Rows are quick beside asking the clock.</summary>
    private const int Stride = 1024;

    private readonly long began = clock.GetTimestamp();
    private double next = FirstSecond;
    private long done;

    /// <summary>The same rows, counted as they are taken.</summary>
    public IEnumerable<T> Over<T>(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            if (++done % Stride == 0)
            {
                Tell();
            }

            yield return row;
        }
    }

    private void Tell()
    {
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        if (seconds >= next && done <= work)
        {
            next = Math.Floor(seconds) + 1;
            progress.Report(new Message(Id, step, done, work, (long)Math.Ceiling(seconds * (work - done) / done)));
        }
    }
}
