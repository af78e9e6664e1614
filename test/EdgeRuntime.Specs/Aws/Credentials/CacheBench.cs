using EdgeActors.Aws.Credentials;

namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>A cache on a virtual clock whose fetches run on the spec's own thread, or hang until the spec lets them end.</summary>
internal sealed class CacheBench : IDisposable
{
    private readonly Queue<Action> _hanging = new();

    public CacheBench(CredentialOptions? options = null, int seed = 1)
    {
        Source = new ScriptedSource(Clock);
        Cache = new CredentialCache(Source, options ?? new CredentialOptions(), Clock, new Random(seed), Launch, Log);
    }

    public VirtualClock Clock { get; } = new();

    public ScriptedSource Source { get; }

    public LogLines Log { get; } = new();

    public CredentialCache Cache { get; }

    /// <summary>Whether fetches that begin from now on hang.</summary>
    public bool Hangs { get; set; }

    /// <summary>Whether the process may have another thread.</summary>
    public bool ThreadsToBeHad { get; set; } = true;

    /// <summary>Fetches that began and have not ended.</summary>
    public int Hanging => _hanging.Count;

    /// <summary>Begins of fetches, those that hang as well.</summary>
    public List<TimeSpan> Begun { get; } = [];

    public CacheBench Start()
    {
        Assert.True(Cache.StartAsync(default).IsCompletedSuccessfully);
        return this;
    }

    /// <summary>Lets the fetch that has hung longest end with the answer of now.</summary>
    public void End() => _hanging.Dequeue()();

    /// <summary>
    /// Lets time pass in steps of 100 ms. At each one a caller asks for keys, and a fetch that was given up notices it.
    /// </summary>
    /// <param name="time">How long.</param>
    /// <param name="endAfter">Time after which a hanging fetch ends; the default lets it hang.</param>
    /// <returns>When keys were there, for each step.</returns>
    public List<(TimeSpan At, bool Keys)> Live(TimeSpan time, TimeSpan? endAfter = null)
    {
        List<(TimeSpan, bool)> seen = [];
        for (TimeSpan end = Clock.Passed + time; Clock.Passed < end;)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            if (Hanging > 0 && Clock.Passed - Begun[^1] >= endAfter)
            {
                End();
            }

            seen.Add((Clock.Passed, Cache.Current().Keys is not null));
        }

        return seen;
    }

    public void Dispose() => Cache.Dispose();

    private void Launch(Action work)
    {
        Begun.Add(Clock.Passed);
        if (!ThreadsToBeHad)
        {
            throw new OutOfMemoryException();
        }

        if (Hangs)
        {
            _hanging.Enqueue(work);
        }
        else
        {
            work();
        }
    }
}
