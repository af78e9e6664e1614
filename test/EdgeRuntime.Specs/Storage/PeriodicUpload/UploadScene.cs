using EdgeActors.Capture;
using EdgeActors.Capture.Layout;
using EdgeActors.Specs.CaptureReading;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.PeriodicUpload;
using EdgeActors.Upload;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Storage.PeriodicUpload;

/// <summary>A capture folder with captures in it and a cloud to carry them to.</summary>
internal sealed class UploadScene : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _place = new();
    private readonly DiskCaptureSink _disk;
    private long _last;

    public UploadScene()
    {
        _disk = new(new DiskSinkOptions { Folder = Root }, FileCalls.ForThisSystem(), TimeProvider.System, NullLogger<DiskCaptureSink>.Instance);
        Options = new PeriodicUploadOptions { Folder = Root };
    }

    public string Root => _place["capture"];

    public SwitchedSink Cloud { get; } = new();

    public StorageClock Clock { get; } = new();

    public PeriodicUploadOptions Options { get; set; }

    public IEnumerable<string> Files => _place.Files.Select(file => file["capture/".Length..]);

    public void Dispose() => _place.Dispose();

    /// <summary>An uploader as after a start.</summary>
    public DiskFolderUpload Start(IFileCalls? calls = null) => DiskFolderUpload.Create(
        Options, _disk, Cloud, calls ?? FileCalls.ForThisSystem(), Clock, new Random(1), NullLogger<DiskFolderUpload>.Instance);

    /// <summary>Stores captures of one hour, each with a large and a small item, and returns their keys.</summary>
    public async Task<BatchObjects> Capture(int hours = 0, int captures = 2)
    {
        BatchLayout layout = new(new LayoutOptions { FleetName = "fleet", DeviceName = "device" });
        CaptureBatch batch = new(_last + 1, [.. Enumerable.Range(0, captures).Select(_ => One(Interlocked.Increment(ref _last), hours))]);
        BatchObjects objects = await layout.RenderAsync(batch, _disk.ReferenceTo, (_, _, _) => throw new InvalidOperationException(), default);
        foreach (PayloadObject payload in objects.Payloads)
        {
            await Store(payload.Key, batch.Captures.Single(c => c.Number == payload.CaptureNumber).Items[payload.ItemIndex].Embedded!.Value.ToArray());
        }

        foreach (ManifestObject manifest in objects.Manifests)
        {
            await Store(manifest.Key, manifest.Content.ToArray());
        }

        return objects;
    }

    /// <summary>Capture ids that a reader of the bucket finds, every payload of theirs being right.</summary>
    public string[] ReadCloud()
    {
        CaptureReader reader = new("sme-capture", reference => reference["s3://bucket/".Length..]);
        ReadCapture[] captures = [.. reader.Read(CaptureListing.Of(Cloud.Objects))];
        Assert.All(captures, capture => Assert.Equal(Payload(capture.CaptureId), capture.Items[0].Bytes));
        return [.. captures.Select(capture => capture.CaptureId).Order()];
    }

    /// <summary>A walk to its end, the clock moving whenever the walk waits.</summary>
    public async Task<TimeSpan> Pass(DiskFolderUpload upload)
    {
        Task<TimeSpan> pass = upload.PassAsync(default);
        while (!pass.IsCompleted)
        {
            await Task.WhenAny(pass, Task.Delay(1));
            if (Clock.Pending > 0)
            {
                Clock.Pass(TimeSpan.FromSeconds(1));
            }
        }

        return await pass;
    }

    private async Task Store(string key, byte[] bytes) => Assert.Equal(
        SinkResult.Stored,
        await _disk.PutAsync(new SinkObject(key, "x", bytes.Length, _ => Task.FromResult<Stream>(new MemoryStream(bytes))), default));

    private static CapturedData One(long number, int hours)
    {
        byte[] payload = Payload($"id-{number}");
        return new CapturedData(number, $"id-{number}", "net", "1", Time.AddHours(hours), Time,
        [
            new CapturedItem(CaptureItemKind.InputTensor, "in", "Tensor[UINT8; 4000]", false, payload.Length, payload),
            new CapturedItem(CaptureItemKind.OutputTensor, "out", "Tensor[UINT8; 1]", false, 1, new byte[] { 1 }),
        ]);
    }

    private static byte[] Payload(string id) => [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * id[^1]))];
}
