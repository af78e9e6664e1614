using EdgeActors.Capture;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.ServiceManager.History;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Spool;
using EdgeActors.Telemetry;

namespace EdgeActors.Specs.Telemetry;

public sealed class ProcessFiguresSpecs
{
    private readonly StorageClock _clock = new();
    private ProcessUsage _usage = new(TimeSpan.FromSeconds(10), 300);

    [Fact]
    public async Task Processor_time_is_counted_from_reading_to_reading_and_over_all_processors()
    {
        ProcessFigures figures = Figures(Path.GetTempPath());
        _clock.Pass(TimeSpan.FromSeconds(10));
        _usage = _usage with { ProcessorTime = TimeSpan.FromSeconds(12) };
        DeviceFigures first = await figures.ReadAsync(default);
        _clock.Pass(TimeSpan.FromSeconds(10));
        DeviceFigures idle = await figures.ReadAsync(default);
        _clock.Pass(TimeSpan.FromSeconds(1));
        _usage = _usage with { ProcessorTime = TimeSpan.FromHours(1) };
        DeviceFigures odd = await figures.ReadAsync(default);

        Assert.Equal((5, 0, 100), (first.CpuPercent, idle.CpuPercent, odd.CpuPercent));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(21)), (first.Uptime, odd.Uptime));
    }

    [Fact]
    public async Task Two_readings_at_one_moment_do_not_divide_by_nothing() =>
        Assert.Null((await Figures(Path.GetTempPath()).ReadAsync(default)).CpuPercent);

    [Fact]
    public async Task Memory_spool_crashes_and_disk_are_there()
    {
        DeviceFigures figures = await Figures(Path.Combine(Path.GetTempPath(), "not", "made", "yet")).ReadAsync(default);

        Assert.Equal((300, 30, 0, 0, 3), (figures.MemoryBytes, figures.MemoryPercent, figures.SpoolPercent, figures.PendingCaptures, figures.Crashes));
        Assert.InRange(figures.DiskPercent!.Value, 0, 100);
        Assert.True(figures.DiskFreeBytes > 0);
    }

    [Fact]
    public void This_process_has_used_something()
    {
        ProcessUsage usage = ProcessUsage.OfThisProcess();

        Assert.True(usage.ProcessorTime > TimeSpan.Zero && usage.ResidentBytes > 1 << 20);
    }

    private ProcessFigures Figures(string dataRoot) => new(
        () => _usage, 4, 1000, dataRoot, new CaptureGauge(), new MemorySpool(new SpoolOptions()), new History(), _clock);

    private sealed class History : IProcessHistory
    {
        public ProcessRecord Record { get; } = ProcessRecord.Empty with { Crashes = 3 };
    }
}
