using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Files;
using EdgeActors.Upload;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Storage.DiskSink;

public sealed class DiskBudgetSpecs : IDisposable
{
    private const int MiB = 1 << 20;

    private readonly TemporaryFolder _place = new();
    private readonly CountingLog _log = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Rejecting_stores_no_more_until_someone_makes_room()
    {
        StorageClock time = new();
        DiskCaptureSink sink = Sink(DiskPolicy.Reject, time);
        SinkResult first = await Put(sink, "f/m/2026/03/01/10/a", 16);

        SinkResult full = await Put(sink, "f/m/2026/03/01/11/b", 1);
        File.Delete(_place["f/m/2026/03/01/10/a"]);
        time.Pass(TimeSpan.FromMinutes(1));
        SinkResult after = await Put(sink, "f/m/2026/03/01/11/b", 1);

        Assert.Equal((SinkOutcome.Stored, SinkOutcome.Unavailable, SinkOutcome.Stored), (first.Outcome, full.Outcome, after.Outcome));
        Assert.Contains("budget", full.Reason);
        Assert.Equal((1L * MiB, 0L), (sink.UsedBytes, sink.EvictedFiles));
    }

    [Fact]
    public async Task The_oldest_hour_goes_first_its_manifest_in_front()
    {
        DiskCaptureSink sink = Sink(DiskPolicy.OldestFirst, new StorageClock());
        await Put(sink, "f/m/2026/03/02/00/new.jsonl", 5);
        await Put(sink, "f/m/2026/03/01/23/raw-data/input-tensors/old.bin", 5);
        await Put(sink, "f/m/2026/03/01/23/old.jsonl", 5);

        SinkResult stored = await Put(sink, "f/n/2026/03/02/01/more.jsonl", 6);

        Assert.Equal(SinkResult.Stored, stored);
        Assert.Equal(["f/m/2026/03/01/23/raw-data/input-tensors/old.bin", "f/m/2026/03/02/00/new.jsonl", "f/n/2026/03/02/01/more.jsonl"], _place.Files);
        Assert.Equal((16L * MiB, 1L), (sink.UsedBytes, sink.EvictedFiles));
    }

    [Fact]
    public async Task A_burst_of_evictions_is_logged_once()
    {
        StorageClock time = new();
        DiskCaptureSink sink = Sink(DiskPolicy.OldestFirst, time);
        for (int i = 10; i < 24; i++)
        {
            await Put(sink, $"f/m/2026/03/01/{i}/a.jsonl", 4);
        }

        int inOneBurst = _log.Warnings;
        time.Pass(TimeSpan.FromMinutes(2));
        await Put(sink, "f/m/2026/03/02/00/a.jsonl", 4);

        Assert.Equal((1, 2, 11L), (inOneBurst, _log.Warnings, sink.EvictedFiles));
        Assert.Equal(16L * MiB, sink.UsedBytes);
    }

    [Fact]
    public async Task What_is_larger_than_the_budget_evicts_nothing()
    {
        DiskCaptureSink sink = Sink(DiskPolicy.OldestFirst, new StorageClock());
        await Put(sink, "f/m/2026/03/01/10/a", 1);

        SinkResult result = await Put(sink, "f/m/2026/03/01/11/b", 17);

        Assert.Equal(SinkOutcome.Unavailable, result.Outcome);
        Assert.Equal(["f/m/2026/03/01/10/a"], _place.Files);
    }

    private DiskCaptureSink Sink(DiskPolicy policy, TimeProvider time) => new(
        new DiskSinkOptions { Folder = _place.Path, BudgetBytes = 16 * MiB, Policy = policy }, FileCalls.ForThisSystem(), time, _log);

    private static Task<SinkResult> Put(DiskCaptureSink sink, string key, int mib) =>
        sink.PutAsync(new SinkObject(key, "x", mib * MiB, _ => Task.FromResult<Stream>(new MemoryStream(new byte[mib * MiB]))), default);

    private sealed class CountingLog : ILogger<DiskCaptureSink>
    {
        public int Warnings { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Warnings += logLevel == LogLevel.Warning ? 1 : 0;
    }
}
