namespace EdgeActors.Fleet;

/// <summary>
/// The way to who looks after the device: a service, a bucket, a folder, or nobody. Thread-safe; every call ends within the adapter's own time
/// limit and tells failures by its answer, never by an exception other than <see cref="OperationCanceledException"/>.
/// </summary>
/// <remarks>Calls may block on disk and network for seconds: never await one in an actor's message loop, pipe it.</remarks>
public interface IFleet
{
    /// <summary>For people: <c>no fleet</c>, <c>https://edge.example</c>, <c>s3://bucket/prefix</c>, <c>/media/usb</c>.</summary>
    string Description { get; }

    /// <summary>Whether the fleet knows the device (contract §5.1).</summary>
    Task<FleetAnswer<Registration>> RegisterAsync(CancellationToken cancelled);

    /// <summary>Hands over one heartbeat (contract §5.2). Sending one again does no harm.</summary>
    Task<FleetAnswer<Delivered>> SendAsync(Heartbeat heartbeat, CancellationToken cancelled);

    /// <summary>
    /// What the device should have (contract §5.4). <paramref name="known"/> is the <see cref="DesiredState.Tag"/> of the state that the caller has
    /// already; when nothing changed since, the answer is <see cref="DesiredState.Unchanged"/>.
    /// </summary>
    Task<FleetAnswer<DesiredState>> PollAsync(string? known, CancellationToken cancelled);
}

/// <summary>A value or the reason why there is none; exactly one is set.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public readonly record struct FleetAnswer<T>(T? Value, FleetFault? Fault)
    where T : class;

/// <summary>Makes answers.</summary>
public static class FleetAnswer
{
    /// <summary>The value.</summary>
    public static FleetAnswer<T> Of<T>(T value)
        where T : class => new(value, null);

    /// <summary>The reason why there is none.</summary>
    public static FleetAnswer<T> Failed<T>(FleetFaultKind kind, string message)
        where T : class => new(null, new FleetFault(kind, message));
}

/// <summary>Why a fleet gave no answer.</summary>
public enum FleetFaultKind
{
    /// <summary>Not reached, or it is in trouble: trying again may work. No network, a full or missing folder, 5xx, throttling.</summary>
    Unreachable,

    /// <summary>It does not let this device in: keys, rights, clock, or it does not know the device.</summary>
    Denied,

    /// <summary>It answered what cannot be used: not the format, too large, expired, older than what was seen before, badly signed.</summary>
    Unusable,
}

/// <summary>A reason, worded for the person who has to act on it; no secrets.</summary>
public sealed record FleetFault(FleetFaultKind Kind, string Message);

/// <summary>A heartbeat has arrived.</summary>
public sealed record Delivered
{
    /// <summary>The only value.</summary>
    public static Delivered Instance { get; } = new();
}

/// <summary>Answer of a fleet about a device.</summary>
/// <param name="IsActive">Whether the device is registered.</param>
/// <param name="TimeToLive">How long the answer may be used before it is asked for again.</param>
public sealed record Registration(bool IsActive, TimeSpan TimeToLive);

/// <summary>Which device of which fleet (contract §5.1: 1 to 63 characters each).</summary>
public sealed record DeviceIdentity(string Fleet, string Device);
