using System.Collections.Concurrent;

namespace EdgeActors.Capture;

/// <summary>What can be seen of captures without asking for it by message. Thread-safe.</summary>
public sealed class CaptureGauge
{
    /// <summary>Models whose latest sample is remembered; then the one that was sampled longest ago is forgotten.</summary>
    public const int MostModels = 256;

    private readonly ConcurrentDictionary<(string Name, string Version), DateTimeOffset> _samples = new();
    private long _pending;

    /// <summary>Captures that were accepted and that the sink does not have.</summary>
    public long Pending
    {
        get => Interlocked.Read(ref _pending);
        internal set => Interlocked.Exchange(ref _pending, value);
    }

    /// <summary>When data of a model were captured last since the start, by name and version as in the captured data; null when none were.</summary>
    public DateTimeOffset? LatestSample(string name, string version) => _samples.TryGetValue((name, version), out DateTimeOffset time) ? time : null;

    /// <summary>Data of a model were captured.</summary>
    internal void Sampled(string name, string version, DateTimeOffset time)
    {
        if (_samples.Count >= MostModels && !_samples.ContainsKey((name, version)))
        {
            _samples.TryRemove(_samples.MinBy(static one => one.Value).Key, out _);
        }

        _samples[(name, version)] = time;
    }
}
