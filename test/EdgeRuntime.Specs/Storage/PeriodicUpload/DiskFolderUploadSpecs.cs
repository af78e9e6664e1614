using EdgeActors.Capture.Layout;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.PeriodicUpload;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Storage.PeriodicUpload;

public sealed class DiskFolderUploadSpecs : IDisposable
{
    private readonly UploadScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Everything_goes_under_its_key_with_references_into_the_cloud()
    {
        await _scene.Capture(hours: 1);
        await _scene.Capture();
        DiskFolderUpload upload = _scene.Start();

        TimeSpan pause = await _scene.Pass(upload);

        Assert.Equal(TimeSpan.FromSeconds(8), pause);
        Assert.Equal(["id-1", "id-2", "id-3", "id-4"], _scene.ReadCloud());
        Assert.Equal(_scene.Files.Where(file => !file.StartsWith('.')).Order(), _scene.Cloud.Objects.Keys.Order());
        Assert.Equal(6, upload.Uploaded);
        Assert.Equal([12, 12, 12, 13, 13, 13], _scene.Cloud.Puts.Select(key => int.Parse(ObjectKey.Hour(key)[^2..])));
        Assert.Equal([false, false, true, false, false, true], _scene.Cloud.Puts.Select(ObjectKey.IsManifest));
    }

    [Fact]
    public async Task What_was_uploaded_is_not_uploaded_again_not_even_after_a_restart()
    {
        await _scene.Capture();
        DiskFolderUpload upload = _scene.Start();
        await _scene.Pass(upload);

        await _scene.Pass(upload);
        await _scene.Pass(_scene.Start());
        await _scene.Capture();
        await _scene.Pass(upload);

        Assert.Equal(6, _scene.Cloud.Puts.Count);
        Assert.Equal(["id-1", "id-2", "id-3", "id-4"], _scene.ReadCloud());
    }

    [Fact]
    public async Task Uploaded_files_are_removed_when_asked_for()
    {
        _scene.Options = _scene.Options with { KeepUploaded = false };
        await _scene.Capture();

        await _scene.Pass(_scene.Start());

        Assert.Empty(_scene.Files);
        Assert.Equal(["id-1", "id-2"], _scene.ReadCloud());
    }

    [Fact]
    public async Task An_outage_ends_the_walk_and_lengthens_the_pause()
    {
        await _scene.Capture();
        _scene.Cloud.Switch = _ => new SinkResult(SinkOutcome.Unavailable, "503");
        DiskFolderUpload upload = _scene.Start();

        TimeSpan[] pauses = new TimeSpan[8];
        for (int i = 0; i < pauses.Length; i++)
        {
            pauses[i] = await _scene.Pass(upload);
        }

        Assert.Equal(8, _scene.Cloud.Puts.Count);
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8));
        Assert.InRange(pauses[^1], TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        _scene.Cloud.Switch = _ => null;
        Assert.Equal(TimeSpan.FromSeconds(8), await _scene.Pass(upload));
        Assert.Equal(["id-1", "id-2"], _scene.ReadCloud());
    }

    [Fact]
    public async Task The_cloud_may_ask_for_a_longer_pause()
    {
        await _scene.Capture();
        _scene.Cloud.Switch = _ => new SinkResult(SinkOutcome.Unavailable, "503", TimeSpan.FromHours(1));

        TimeSpan pause = await _scene.Pass(_scene.Start());

        Assert.Equal(TimeSpan.FromHours(1), pause);
    }

    [Fact]
    public async Task A_refused_file_is_set_aside_after_three_tries_and_stays_so()
    {
        BatchObjects first = await _scene.Capture();
        string poison = first.Payloads[0].Key;
        _scene.Cloud.Switch = key => key == poison ? new SinkResult(SinkOutcome.Refused, "403") : null;
        DiskFolderUpload upload = _scene.Start();

        for (int i = 0; i < 4; i++)
        {
            await _scene.Pass(upload);
            await _scene.Capture(hours: i + 1);
        }

        await _scene.Pass(_scene.Start());
        Assert.Equal(3, _scene.Cloud.Puts.Count(key => key == poison));
        Assert.Equal(1, upload.SetAside);
        Assert.Contains(first.Manifests[0].Key, _scene.Cloud.Objects.Keys);
    }

    [Fact]
    public async Task A_cloud_that_refuses_everything_is_an_outage()
    {
        await _scene.Capture();
        _scene.Cloud.Switch = _ => new SinkResult(SinkOutcome.Refused, "403");
        DiskFolderUpload upload = _scene.Start();

        for (int i = 0; i < 10; i++)
        {
            Assert.NotEqual(TimeSpan.FromSeconds(8), await _scene.Pass(upload));
        }

        _scene.Cloud.Switch = _ => null;
        await _scene.Pass(upload);
        Assert.Equal((0L, 3L), (upload.SetAside, upload.Uploaded));
        Assert.Equal(["id-1", "id-2"], _scene.ReadCloud());
    }

    [Fact]
    public async Task A_manifest_waits_for_every_payload_it_refers_to()
    {
        BatchObjects objects = await _scene.Capture();
        _scene.Cloud.Switch = key => key == objects.Payloads[1].Key ? new SinkResult(SinkOutcome.Refused, "403") : null;
        DiskFolderUpload upload = _scene.Start();

        await _scene.Pass(upload);

        Assert.DoesNotContain(objects.Manifests[0].Key, _scene.Cloud.Puts);
        _scene.Cloud.Switch = _ => null;
        await _scene.Pass(upload);
        Assert.Equal(["id-1", "id-2"], _scene.ReadCloud());
    }

    [Fact]
    public async Task Objects_go_no_faster_than_allowed()
    {
        _scene.Options = _scene.Options with { ObjectsPerSecond = 2 };
        await _scene.Capture(captures: 3);
        DiskFolderUpload upload = _scene.Start();
        Task<TimeSpan> pass = upload.PassAsync(default);

        for (int puts = 1; puts < 4; puts++)
        {
            await Until(() => _scene.Clock.Pending == 1);
            Assert.Equal((puts, TimeSpan.FromSeconds(0.5)), (_scene.Cloud.Puts.Count, _scene.Clock.Next));
            _scene.Clock.Pass(TimeSpan.FromSeconds(0.5));
        }

        await pass;
        Assert.Equal(4, _scene.Cloud.Puts.Count);
    }

    [Fact]
    public async Task Whichever_file_call_fails_the_next_start_completes_the_cloud()
    {
        await _scene.Capture(captures: 1);
        bool failed = true;
        for (int nth = 1; failed; nth++)
        {
            _scene.Cloud.Objects.Clear();
            FaultyCalls calls = new(nth, Errors.NoSpace, onwards: true);
            failed = await _scene.Pass(_scene.Start(calls)) != _scene.Options.Period || calls.Count >= nth;

            Dictionary<string, byte[]> before = new(_scene.Cloud.Objects);
            await _scene.Pass(_scene.Start());
            HashSet<string> noted = [.. Directory.EnumerateFiles(_scene.Root, ".list", SearchOption.AllDirectories).SelectMany(File.ReadLines)];
            Assert.All(before, o => Assert.Equal(o.Value, _scene.Cloud.Objects[o.Key]));
            Assert.Equal(["id-1"], _scene.ReadCloud());
            Assert.Equal(2, noted.Count(line => line.StartsWith('+') && _scene.Cloud.Objects.ContainsKey(line[1..])));
            Directory.Delete(Path.Combine(_scene.Root, ".uploaded"), recursive: true);
        }
    }

    [Fact]
    public async Task It_runs_by_its_period_until_it_is_cancelled()
    {
        using CancellationTokenSource stop = new();
        DiskFolderUpload upload = _scene.Start();
        Task run = upload.RunAsync(stop.Token);
        await Until(() => _scene.Clock.Next == TimeSpan.FromSeconds(8));
        await _scene.Capture(captures: 1);

        while (upload.Uploaded < 2)
        {
            _scene.Clock.Pass(TimeSpan.FromSeconds(8));
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        await run;
        Assert.Equal(["id-1"], _scene.ReadCloud());
    }

    private static async Task Until(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(2, patience.Token);
        }
    }
}
