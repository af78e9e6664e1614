using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Akka.Actor;
using EdgeActors.Capture;
using EdgeActors.Capture.Layout;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Upload;

/// <summary>What an uploader works with.</summary>
internal sealed record UploadSetting(UploadOptions Options, ICaptureSink Sink, ISpool Spool, BatchLayout Layout);

/// <summary>
/// One attempt to deliver a batch: payloads first, some at a time, then the manifests, so that no record refers to what is not there.
/// </summary>
/// <param name="setting">Sink, spool, layout, limits.</param>
/// <param name="scheduler">Whose time bounds a put.</param>
/// <param name="stored">Keys that the sink took in earlier attempts of the same batch; those of this one are added.</param>
internal sealed class BatchPut(UploadSetting setting, IScheduler scheduler, ConcurrentDictionary<string, bool> stored)
{
    public async Task<PutOutcome> RunAsync(BatchToUpload given, CancellationToken cancelled)
    {
        try
        {
            CaptureBatch batch = await OpenAsync(given, cancelled);
            BatchObjects objects = await setting.Layout.RenderAsync(batch, setting.Sink.ReferenceTo, ReadAsync, cancelled);
            PutOutcome payloads = PutOutcome.Of(await PutPayloadsAsync(batch, objects, cancelled), manifest: false);
            if (payloads.End != PutEnd.Stored)
            {
                return payloads;
            }

            PutOutcome manifests = PutOutcome.Of(await PutManifestsAsync(objects, cancelled), manifest: true);
            return manifests with { Stored = manifests.Stored + payloads.Stored };
        }
        catch (UnreadableException unreadable)
        {
            return PutOutcome.NotOpened(PutEnd.Unreadable, [unreadable.Capture], unreadable.Message);
        }
        catch (DamagedBatchException damaged)
        {
            return PutOutcome.NotOpened(PutEnd.Unreadable, given.Captures, damaged.Message);
        }
        catch (SpoolException failed)
        {
            return PutOutcome.NotOpened(PutEnd.Unavailable, [], "the spool cannot be read: " + failed.Message);
        }
    }

    private async Task<CaptureBatch> OpenAsync(BatchToUpload given, CancellationToken cancelled)
    {
        if (given.Data is { } data)
        {
            return data;
        }

        try
        {
            CaptureBatch file = await setting.Spool.ReadAsync(given.File, cancelled);
            HashSet<long> wanted = [.. given.Captures];
            CaptureBatch batch = new(given.Number, [.. file.Captures.Where(capture => wanted.Contains(capture.Number))]);
            return batch.Captures.Length == given.Captures.Length
                ? batch
                : throw new DamagedBatchException($"batch file {given.File} does not hold all captures of batch {given.Number}");
        }
        catch (SpoolException damaged) when (damaged.Fault == SpoolFault.Damaged)
        {
            throw new DamagedBatchException(damaged.Message);
        }
    }

    private async Task<IReadOnlyCollection<PutResult>> PutPayloadsAsync(CaptureBatch batch, BatchObjects objects, CancellationToken cancelled)
    {
        Dictionary<long, CapturedData> captures = batch.Captures.ToDictionary(static capture => capture.Number);
        ConcurrentBag<PutResult> results = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = setting.Options.PutConcurrency, CancellationToken = cancelled };
        await Parallel.ForEachAsync(objects.Payloads.Where(payload => !stored.ContainsKey(payload.Key)), options, async (payload, stop) =>
        {
            if (!IsOutOfOrder(results))
            {
                SinkObject content = new(payload.Key, payload.ContentType, payload.Length, opened =>
                    OpenPayloadAsync(captures[payload.CaptureNumber], payload.ItemIndex, opened));
                results.Add(new PutResult([payload.CaptureNumber], await PutAsync(content, stop)));
            }
        });
        return results;
    }

    // While the sink is out of order every further object would only wait for its own failure; one that throttles takes others meanwhile.
    private bool IsOutOfOrder(ConcurrentBag<PutResult> results)
    {
        int failed = results.Count(static put => put.Result.Outcome == SinkOutcome.Unavailable);
        return failed >= setting.Options.PutConcurrency && 2 * failed > results.Count;
    }

    private async Task<IReadOnlyCollection<PutResult>> PutManifestsAsync(BatchObjects objects, CancellationToken cancelled)
    {
        List<PutResult> results = [];
        foreach (ManifestObject manifest in objects.Manifests.Where(manifest => !stored.ContainsKey(manifest.Key)))
        {
            SinkObject content = new(manifest.Key, ManifestObject.ContentType, manifest.Content.Length, _ => Task.FromResult<Stream>(Readable(manifest.Content)));
            results.Add(new PutResult(manifest.CaptureNumbers, await PutAsync(content, cancelled)));
            if (results[^1].Result.Outcome == SinkOutcome.Unavailable)
            {
                break;
            }
        }

        return results;
    }

    // Ends in time also when the sink does not: its late answer is then nobody's.
    private async Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        Cancelable answered = new(scheduler);
        TimeSpan longest = setting.Options.LongestPut(content.Length);
        Task timeUp = AfterAsync(scheduler, longest, answered);
        Task<SinkResult> put = Task.Run(() => setting.Sink.PutAsync(content, stop.Token), cancelled);
        _ = put.ContinueWith(_ => answered.Cancel(), TaskScheduler.Default);
        if (await Task.WhenAny(put, timeUp).WaitAsync(cancelled) != put)
        {
            await stop.CancelAsync();
            _ = put.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            return new SinkResult(SinkOutcome.Unavailable, $"the sink did not answer within {longest.TotalSeconds:F0} s");
        }

        SinkResult result = await ResultOf(put);
        if (result.Outcome == SinkOutcome.Stored)
        {
            stored[content.Key] = true;
        }

        return result;
    }

    // Schedulers keep what was called off until it would have been due. That must not be the content of a minute of puts.
    private static Task AfterAsync(IScheduler scheduler, TimeSpan time, ICancelable calledOff)
    {
        TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.Advanced.ScheduleOnce(time, () => up.TrySetResult(), calledOff);
        return up.Task;
    }

    // An adapter that throws where it should answer must not cost more than its one object.
    private static async Task<SinkResult> ResultOf(Task<SinkResult> put)
    {
        try
        {
            return await put;
        }
        catch (SpoolException damaged) when (damaged.Fault == SpoolFault.Damaged)
        {
            return new SinkResult(SinkOutcome.Unreadable, damaged.Message);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            return new SinkResult(SinkOutcome.Unavailable, $"the sink failed unexpectedly ({cause.GetType().Name})");
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CapturedData capture, int index, CancellationToken cancelled)
    {
        try
        {
            await using Stream stream = await setting.Spool.OpenAsync(capture.Number, index, cancelled);
            byte[] data = new byte[capture.Items[index].Length];
            await stream.ReadExactlyAsync(data, cancelled);
            return data;
        }
        catch (Exception cause) when (cause is EndOfStreamException or SpoolException { Fault: SpoolFault.Damaged })
        {
            throw new UnreadableException(capture.Number, cause);
        }
    }

    private Task<Stream> OpenPayloadAsync(CapturedData capture, int index, CancellationToken cancelled) =>
        capture.Items[index].Embedded is { } data ? Task.FromResult<Stream>(Readable(data)) : setting.Spool.OpenAsync(capture.Number, index, cancelled);

    private static MemoryStream Readable(ReadOnlyMemory<byte> data) => MemoryMarshal.TryGetArray(data, out ArraySegment<byte> whole)
        ? new MemoryStream(whole.Array!, whole.Offset, whole.Count, writable: false)
        : new MemoryStream(data.ToArray(), writable: false);

    private sealed class DamagedBatchException(string message) : Exception(message);

    private sealed class UnreadableException(long capture, Exception cause) : Exception(cause.Message, cause)
    {
        public long Capture => capture;
    }
}
