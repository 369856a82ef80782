namespace Daira.Foundation.Languages;

/// <summary>Says of a step whose size is known how far it is and how long it will still take: every second, and nothing of a step that ends within two.</summary>
/// <param name="step">What is being done, as it was said at its beginning.</param>
/// <param name="work">How many rows there are to go over, all passes together, ≥ 0.</param>
public sealed class Pace(IProgress<Message> progress, Message step, long work, TimeProvider clock)
{
    /// <summary>Of the message; its arguments are the step, hundredths that are done, and the seconds left.</summary>
    public const string Id = "progress.left";

    private const double FirstSecond = 2;

    /// <summary>Rows are quick beside asking the clock.</summary>
    private const int Stride = 1024;

    private long? began;
    private double next = FirstSecond;
    private long done;

    /// <summary>The same rows, counted as they are taken.</summary>
    public IEnumerable<T> Over<T>(IEnumerable<T> rows)
    {
        began ??= clock.GetTimestamp();
        foreach (var row in rows)
        {
            if (++done % Stride == 0)
            {
                Tell(clock.GetElapsedTime(began.Value).TotalSeconds);
            }

            yield return row;
        }
    }

    private void Tell(double seconds)
    {
        if (seconds >= next && done <= work)
        {
            next = Math.Floor(seconds) + 1;
            progress.Report(new Message(Id, step, 100 * done / work, (long)Math.Ceiling(seconds * (work - done) / done)));
        }
    }
}
