namespace EdgeActors.SharedMemory;

/// <summary>Bounds of the cache of attached segments.</summary>
internal sealed record SharedMemoryOptions
{
    /// <summary>Largest value of <see cref="IdleSegments"/>.</summary>
    public const int MostIdleSegments = 1024;

    /// <summary>
    /// Attached segments kept for the next request while no request reads them; 0 to 1024, default 32. With 0 each request
    /// attaches and detaches.
    /// </summary>
    public int IdleSegments { get; init; } = 32;

    /// <summary>How long a segment stays attached unused; 1 s to 1 h, default 30 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often idle segments are looked at: those that their owner removed or that timed out are detached; 100 ms to 1 min,
    /// default 5 s. It bounds for how long the agent keeps the memory of a removed segment alive.
    /// </summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Every fault of these options, each naming its option; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (IdleSegments is < 0 or > MostIdleSegments)
        {
            yield return $"{nameof(IdleSegments)} is {IdleSegments}, must be 0 to {MostIdleSegments}";
        }

        if (IdleTimeout < TimeSpan.FromSeconds(1) || IdleTimeout > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(IdleTimeout)} is {IdleTimeout}, must be 1 s to 1 h";
        }

        if (SweepInterval < TimeSpan.FromMilliseconds(100) || SweepInterval > TimeSpan.FromMinutes(1))
        {
            yield return $"{nameof(SweepInterval)} is {SweepInterval}, must be 100 ms to 1 min";
        }
    }
}
