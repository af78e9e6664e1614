using EdgeActors.Heartbeats.Figures;
using EdgeActors.Models;
using EdgeActors.Models.Swap;

namespace EdgeActors.Specs.Heartbeats.Fakes;

/// <summary>Figures and models that specs set.</summary>
internal sealed class FakeDevice : IDeviceFigures, IModelReadings
{
    private int _reads;
    private int _made;

    public DeviceFigures Figures { get; set; } = new() { CpuPercent = 12.5, Uptime = TimeSpan.FromMinutes(1) };

    public IReadOnlyList<ModelReading> Models { get; set; } = [];

    public int Reads => _reads;

    /// <summary>Heartbeats that were made: each looks at the models once.</summary>
    public int Made => _made;

    /// <summary>Reading waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<DeviceFigures> ReadAsync(CancellationToken cancelled)
    {
        Interlocked.Increment(ref _reads);
        await Gate.WaitAsync(cancelled);
        return Figures;
    }

    public IReadOnlyList<ModelReading> All()
    {
        Interlocked.Increment(ref _made);
        return Models;
    }

    public static ModelReading Reading(long id, string handle, long runs, long errors = 0, double totalMilliseconds = 0, double longest = 0) => new(
        id,
        new ModelInfo(handle, "/" + handle, [], []),
        runs,
        errors,
        TimeSpan.FromMilliseconds(totalMilliseconds),
        TimeSpan.FromMilliseconds(longest),
        runs == 0 ? null : DateTimeOffset.UnixEpoch.AddSeconds(runs));
}
