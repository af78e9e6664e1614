using EdgeActors.Capture;
using EdgeActors.Capture.Layout;
using EdgeActors.Specs.CaptureReading;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Files;
using EdgeActors.Upload;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Storage.DiskSink;

public sealed class DiskCaptureSinkSpecs : IDisposable
{
    private const string Key = "sme-capture/fleet/net/2026/03/01/12/00112233445566778899aabbccddeeff.jsonl";

    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_object_is_a_file_under_its_key()
    {
        DiskCaptureSink sink = Sink();

        SinkResult stored = await sink.PutAsync(Object(Key, [1, 2, 3]), default);
        SinkResult again = await sink.PutAsync(Object(Key, [1, 2, 3]), default);

        Assert.Equal((SinkResult.Stored, SinkResult.Stored), (stored, again));
        Assert.Equal([Key], _place.Files);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_place[Key]));
        Assert.Equal(3, sink.UsedBytes);
        Assert.Equal($"file://{_place.Path}/{Key}", sink.ReferenceTo(Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/../x")]
    [InlineData("/x")]
    [InlineData("a//x")]
    [InlineData("a/")]
    [InlineData("a/.hidden")]
    [InlineData("a\\..\\x")]
    [InlineData("a\nb")]
    [InlineData("c:/x")]
    public async Task A_key_that_is_no_plain_path_is_refused(string key)
    {
        SinkResult result = await Sink().PutAsync(Object(key, [1]), default);

        Assert.Equal(SinkOutcome.Refused, result.Outcome);
        Assert.Empty(_place.Files);
    }

    [Fact]
    public async Task A_key_of_more_than_1024_bytes_is_refused()
    {
        SinkResult result = await Sink().PutAsync(Object(string.Join('/', Enumerable.Repeat("0123456", 129)), [1]), default);

        Assert.Equal(SinkOutcome.Refused, result.Outcome);
    }

    [Fact]
    public async Task A_link_below_the_folder_is_not_followed()
    {
        string outside = Directory.CreateTempSubdirectory("edgeactors-outside-").FullName;
        Directory.CreateSymbolicLink(_place["sme-capture"], outside);

        SinkResult result = await Sink().PutAsync(Object(Key, [1]), default);

        Assert.Equal((SinkOutcome.Unavailable, "a link or a foreign file is in the way in the capture folder"), (result.Outcome, result.Reason));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        Directory.Delete(outside);
    }

    [Theory]
    [InlineData(Errors.NoSpace, "the disk with the capture folder is full")]
    [InlineData(Errors.ReadOnlySystem, "the capture folder cannot be written to")]
    [InlineData(Errors.InputOutput, "reading or writing the capture folder fails")]
    public async Task A_failing_disk_means_later_and_heals_without_a_restart(int error, string reason)
    {
        SinkResult result = SinkResult.Stored with { Outcome = SinkOutcome.Unavailable };
        for (int nth = 1; result.Outcome != SinkOutcome.Stored; nth++)
        {
            FaultyCalls calls = new(nth, error);
            DiskCaptureSink sink = Sink(calls: calls, folder: $"{error}-{nth}");
            result = await sink.PutAsync(Object(Key, [1, 2, 3]), default);
            calls.Healed = true;

            Assert.True(result.Outcome is SinkOutcome.Stored || (result.Outcome is SinkOutcome.Unavailable && result.Reason == reason));
            Assert.Equal(SinkResult.Stored, await sink.PutAsync(Object(Key, [1, 2, 3]), default));
            Assert.Equal([1, 2, 3], File.ReadAllBytes(_place[$"{error}-{nth}/{Key}"]));
        }
    }

    [Fact]
    public async Task Content_that_cannot_be_read_or_has_another_length_is_told()
    {
        SinkObject broken = new(Key, "x", 3, _ => throw new SpoolException(SpoolFault.Damaged, "gone"));
        SinkObject cut = new(Key, "x", 3, _ => Task.FromResult<Stream>(new MemoryStream([1, 2])));
        DiskCaptureSink sink = Sink();

        SinkResult[] results = [await sink.PutAsync(broken, default), await sink.PutAsync(cut, default)];

        Assert.All(results, result => Assert.Equal(SinkOutcome.Unreadable, result.Outcome));
        Assert.Empty(_place.Files);
        Assert.Equal(0, sink.UsedBytes);
    }

    [Theory]
    [InlineData(SpoolFault.Io)]
    [InlineData(SpoolFault.ReadOnly)]
    public async Task Content_that_cannot_be_read_now_means_later(SpoolFault fault)
    {
        DiskCaptureSink sink = Sink();

        SinkResult result = await sink.PutAsync(new SinkObject(Key, "x", 3, _ => throw new SpoolException(fault, "too many files")), default);

        Assert.Equal(new SinkResult(SinkOutcome.Unavailable, "the content cannot be read now: too many files"), result);
        Assert.Empty(_place.Files);
        Assert.Equal(0, sink.UsedBytes);
    }

    [Fact]
    public async Task Cancellation_comes_out_and_leaves_nothing()
    {
        using CancellationTokenSource cancel = new();
        SinkObject content = new(Key, "x", 3, async cancelled =>
        {
            await cancel.CancelAsync();
            cancelled.ThrowIfCancellationRequested();
            return Stream.Null;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sink().PutAsync(content, cancel.Token));

        Assert.Empty(_place.Files);
    }

    [Fact]
    public async Task A_start_counts_what_is_there_and_sweeps_what_was_torn()
    {
        Directory.CreateDirectory(_place["a/b"]);
        File.WriteAllBytes(_place["a/b/file"], new byte[100]);
        File.WriteAllBytes(_place["a/b/.file.1-2-3.tmp"], new byte[50]);

        DiskCaptureSink sink = Sink();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => sink.PutAsync(Object($"x/y/{i}", [1]), default)));

        Assert.Equal(120, sink.UsedBytes);
        Assert.Equal(21, _place.Files.Count());
    }

    [Fact]
    public async Task What_the_layout_makes_of_a_batch_is_read_back_from_the_folder()
    {
        DiskCaptureSink sink = Sink();
        byte[] large = [.. Enumerable.Range(0, 4000).Select(i => (byte)i)];
        CapturedItem item = new(CaptureItemKind.InputTensor, "in", "Tensor[UINT8; 4000]", false, large.Length, large);
        DateTimeOffset time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        BatchLayout layout = new(new LayoutOptions { FleetName = "fleet", DeviceName = "device", FolderPrefix = "" });
        CaptureBatch batch = new(1, [new CapturedData(1, "id", "net", "1", time, time, [item])]);

        BatchObjects objects = await layout.RenderAsync(batch, sink.ReferenceTo, (_, _, _) => throw new InvalidOperationException(), default);
        await sink.PutAsync(Object(objects.Payloads[0].Key, large), default);
        await sink.PutAsync(Object(objects.Manifests[0].Key, objects.Manifests[0].Content.ToArray()), default);

        CaptureReader reader = new("", CaptureListing.KeyBelow(_place.Path));
        ReadCapture capture = Assert.Single(reader.Read(CaptureListing.OfFolder(_place.Path)));
        Assert.Equal(large, Assert.Single(capture.Items).Bytes);
    }

    private DiskCaptureSink Sink(IFileCalls? calls = null, string folder = "") => new(
        new DiskSinkOptions { Folder = _place[folder] }, calls ?? FileCalls.ForThisSystem(), TimeProvider.System, NullLogger<DiskCaptureSink>.Instance);

    private static SinkObject Object(string key, byte[] bytes) =>
        new(key, "application/octet-stream", bytes.Length, _ => Task.FromResult<Stream>(new MemoryStream(bytes)));
}
