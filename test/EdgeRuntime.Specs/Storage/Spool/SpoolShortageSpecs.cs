using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.Spool;
using EdgeActors.Upload;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Storage.Spool;

/// <summary>A spool that cannot be read for a moment is not a damaged one: what is told as damaged is lost.</summary>
public sealed class SpoolShortageSpecs : IDisposable
{
    private static readonly byte[] Payload = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];

    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(Errors.FilesOfProcess)]
    [InlineData(Errors.NoMemory)]
    public async Task Whichever_call_fails_for_a_moment_the_capture_is_delivered_later(int error)
    {
        bool failed = true;
        for (int nth = 1; failed; nth++)
        {
            string root = _place[$"{error}-{nth}"];
            await new FileSpool(root, new SpoolOptions(), FileCalls.ForThisSystem()).KeepAsync(1, [(0, Payload)], default);
            FaultyCalls calls = new(nth, error);
            FileSpool spool = new(root, new SpoolOptions(), calls);
            DiskCaptureSink sink = Sink($"out-{error}-{nth}");
            SinkObject content = new("a/b.bin", "x", Payload.Length, stop => spool.OpenAsync(1, 0, stop));

            SinkResult first = await sink.PutAsync(content, default);
            failed = calls.Count >= nth;
            calls.Healed = true;
            SinkResult second = await sink.PutAsync(content, default);

            Assert.True(first.Outcome is SinkOutcome.Stored or SinkOutcome.Unavailable, $"call {nth}: {first}");
            Assert.Equal(SinkResult.Stored, second);
            Assert.Equal(Payload, await File.ReadAllBytesAsync(_place[$"out-{error}-{nth}/a/b.bin"]));
        }
    }

    [Theory]
    [InlineData(Errors.InputOutput)]
    [InlineData(Errors.BadMessage)]
    [InlineData(Errors.NotClean)]
    public async Task A_file_that_the_disk_cannot_give_is_damaged_however_it_says_so(int error)
    {
        FaultyCalls calls = new(1, error, onwards: true) { Healed = true };
        FileSpool spool = new(_place["spool"], new SpoolOptions(), calls);
        await spool.KeepAsync(1, [(0, Payload)], default);
        calls.Healed = false;

        SinkResult result = await Sink("out").PutAsync(
            new SinkObject("a/b.bin", "x", Payload.Length, stop => spool.OpenAsync(1, 0, stop)), default);

        Assert.Equal(SinkOutcome.Unreadable, result.Outcome);
    }

    private DiskCaptureSink Sink(string folder) => new(
        new DiskSinkOptions { Folder = _place[folder] }, FileCalls.ForThisSystem(), TimeProvider.System, NullLogger<DiskCaptureSink>.Instance);
}
