using System.Diagnostics.CodeAnalysis;

namespace EdgeActors.Aws.Credentials;

/// <summary>One call of a source, on a thread of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "a token source without timer and wait handle holds nothing, and its call may outlive its time-box")]
internal sealed class FetchAttempt
{
    private readonly CancellationTokenSource _givenUp = new();

    /// <summary>Fires after the time-box; set by who began the attempt.</summary>
    public ITimer? TimeBox { get; set; }

    /// <summary>Whether the time-box ran out: it counts as failed, though a late answer with keys is still welcome.</summary>
    public bool Overdue { get; set; }

    /// <summary>Tells the source that nobody waits any more.</summary>
    public void GiveUp()
    {
        try
        {
            _givenUp.Cancel();
        }
        catch (AggregateException)
        {
            // A source that stumbles when it is told to end: its fetch is counted as failed already, and a timer's thread must not die of it.
        }
    }

    /// <summary>Calls the source. An exception is a fault of the source and named by its type only: its text might hold anything.</summary>
    public KeyAnswer Call(IKeySource source)
    {
        try
        {
            return source.Fetch(_givenUp.Token);
        }
        catch (Exception exception)
        {
            return new KeyAnswer.Refused($"{source.Name} failed unexpectedly ({exception.GetType().Name})");
        }
    }

    /// <summary>
    /// Starts <paramref name="work"/> on a new thread. Sources resolve names, read files and run programs of a profile, all of which may
    /// hang: neither an actor nor the pool that answers requests is to wait for that.
    /// </summary>
    public static void OnOwnThread(Action work) => new Thread(() => work()) { Name = "aws credentials", IsBackground = true }.Start();
}
