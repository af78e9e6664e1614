using System.Collections.Concurrent;

namespace EdgeActors.FaultKit;

/// <summary>
/// The faults of one system: holds the script, counts what arrives, decides what happens, and keeps the trace. Thread-safe. Actors get
/// into it by <see cref="FaultProps.WithFaults"/>, ports by <see cref="FaultyPort.Wrap{T}"/>.
/// </summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly FaultOptions _options;
    private readonly ConcurrentDictionary<string, HeldMessages> _held = new();
    private FaultLedger _ledger;
    private volatile TaskCompletionSource _released = NextRelease();

    /// <summary>Faults by a script.</summary>
    /// <param name="script">What happens; <see cref="FaultScript.Empty"/> for nothing yet.</param>
    /// <param name="clock">Clock of ports and of their trace; actors have their system's. Default: the machine's.</param>
    /// <param name="options">Limits; by default the usual ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Faults(FaultScript script, TimeProvider? clock = null, FaultOptions? options = null)
    {
        _options = (options ?? new FaultOptions()).Checked();
        _ledger = new FaultLedger(script, _options.MaxPlaces);
        Clock = clock ?? TimeProvider.System;
        Started = Clock.GetUtcNow();
        Trace = new FaultTrace(_options.MaxTraceSteps);
    }

    /// <summary>The script in force.</summary>
    public FaultScript Script => _ledger.Script;

    /// <summary>What has happened.</summary>
    public FaultTrace Trace { get; }

    /// <summary>Every kind of point reached since the script was set, most of them places for a rule.</summary>
    public IReadOnlyList<FaultPlaceCount> Places
    {
        get
        {
            lock (_lock)
            {
                return _ledger.Places();
            }
        }
    }

    /// <summary>Arrivals that were let through unseen because there were more places than <see cref="FaultOptions.MaxPlaces"/>.</summary>
    public long Overlooked => _ledger.Overlooked;

    internal TimeProvider Clock { get; }

    internal DateTimeOffset Started { get; }

    internal Task Released => _released.Task;

    /// <summary>Takes another script. All counts begin anew, and what hangs is released.</summary>
    public void Set(FaultScript script)
    {
        lock (_lock)
        {
            _ledger = new FaultLedger(script, _options.MaxPlaces);
        }

        Release();
    }

    /// <summary>Ends every fault; what hangs is released.</summary>
    public void Clear() => Set(FaultScript.Empty);

    /// <summary>Lets every hanging call go on.</summary>
    public void Release()
    {
        TaskCompletionSource hanging = _released;
        _released = NextRelease();
        hanging.TrySetResult();
    }

    internal FaultPlan Arrive(FaultPlace place, string name, Type? what, string from)
    {
        lock (_lock)
        {
            return _ledger.Arrive(place, name, what, from);
        }
    }

    internal HeldMessages HeldAt(string path) => _held.GetOrAdd(path, _ => new HeldMessages());

    internal void Forget(string path) => _held.TryRemove(path, out _);

    /// <summary>Notes a fault that happens now; one that ends the process is never returned from.</summary>
    internal void Note(PlannedFault fault, DateTimeOffset now)
    {
        Trace.Add(now - Started, fault);
        if (fault.Action is FaultAction.Kill)
        {
            _options.Kill();
        }
    }

    private static TaskCompletionSource NextRelease() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
