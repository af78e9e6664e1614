using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Pacing;

namespace EdgeActors.Heartbeats.Registering;

/// <summary>
/// The fleet's last answer about this device and when to ask again (contract §5.1). By the monotonic clock, but for an answer from before a restart, whose
/// age only the wall clock knows.
/// </summary>
internal sealed class RegistrationCache(HeartbeatOptions options, Random random) : IDeviceRegistration
{
    // An answer that holds shorter is not worth a write: it would be asked for again soon after the start.
    private static readonly TimeSpan WorthKeeping = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private int _failures;
    private bool? _isActive;

    /// <summary>Shortest time for which an answer holds, whatever the fleet says.</summary>
    public static TimeSpan ShortestTtl { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time for which an answer holds, whatever the fleet says.</summary>
    public static TimeSpan LongestTtl { get; } = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public bool? IsActive
    {
        get
        {
            lock (_gate)
            {
                return _isActive;
            }
        }
    }

    /// <summary>When to ask, by the monotonic clock.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>An actor begins: asks soon, unless an answer still holds. Devices that start together do not ask together.</summary>
    public void Begin(RegistrationAnswered? known, DateTimeOffset wall, TimeSpan now)
    {
        Due = now + HeartbeatPeriod.First(options, options.Period, random.NextDouble());
        if (known is null)
        {
            return;
        }

        Set(known.IsActive);
        TimeSpan age = wall - known.At;
        if (age >= TimeSpan.Zero && age < known.TimeToLive)
        {
            Due = now + (known.TimeToLive - age);
        }
    }

    /// <summary>The fleet has answered.</summary>
    /// <param name="answer">What.</param>
    /// <param name="wall">When, by the wall clock.</param>
    /// <param name="now">When, by the monotonic clock.</param>
    /// <param name="known">What the journal holds.</param>
    /// <returns>What the journal should hold now, or null when that is not worth a write.</returns>
    public RegistrationAnswered? Answered(Registration answer, DateTimeOffset wall, TimeSpan now, RegistrationAnswered? known)
    {
        TimeSpan ttl = TimeSpan.FromSeconds(Math.Clamp(Math.Floor(answer.TimeToLive.TotalSeconds), ShortestTtl.TotalSeconds, LongestTtl.TotalSeconds));
        _failures = 0;
        Set(answer.IsActive);
        // A little later than it expires, each device in its own time.
        Due = now + (ttl * (1 + (options.Jitter * random.NextDouble())));
        return ttl >= WorthKeeping || known is null || known.IsActive != answer.IsActive ? new RegistrationAnswered(answer.IsActive, wall, ttl) : null;
    }

    /// <summary>The fleet has not answered: the last answer holds on. True when it had answered before.</summary>
    public bool Failed(TimeSpan now)
    {
        Due = now + FullJitter.Of(++_failures, options.MinBackoff, options.MaxBackoff, random.NextDouble());
        return _failures == 1;
    }

    private void Set(bool isActive)
    {
        lock (_gate)
        {
            _isActive = isActive;
        }
    }
}
