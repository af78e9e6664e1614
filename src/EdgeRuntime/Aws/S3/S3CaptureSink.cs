using Amazon.Runtime;
using EdgeActors.Upload;

namespace EdgeActors.Aws.S3;

/// <summary>
/// Puts captures into a bucket. The SDK's first call and foreign credentials may block for seconds or for ever, so each put begins on a
/// thread of its own and is left behind when its time is up; it keeps its slot, so that no more than
/// <see cref="S3SinkOptions.MaxConcurrentPuts"/> threads can be lost that way. Nothing is made before the first put.
/// </summary>
internal sealed class S3CaptureSink(S3SinkOptions options, Func<AWSCredentials> credentials, TimeProvider time) : ICaptureSink, IDisposable
{
    private readonly Lock _gate = new();
#pragma warning disable CA2213 // Puts that were left behind release it when they end, which may be after the sink; it holds no handle.
    private readonly SemaphoreSlim _slots = new(options.MaxConcurrentPuts);
#pragma warning restore CA2213
    private S3Connection? _connection;
    private bool _disposed;

    /// <inheritdoc />
    public string ReferenceTo(string key) => $"s3://{options.Bucket}/{key}";

    /// <inheritdoc />
    public async Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled)
    {
        if (!await SlotAsync(cancelled))
        {
            return new(SinkOutcome.Unavailable, $"none of {options.MaxConcurrentPuts} earlier puts has ended");
        }

        PutClock clock = new(
            PutClock.StillFor(content.Length, options), PutClock.LongestFor(content.Length, options), time, cancelled);
        CancellationToken end = clock.Token;
        Task<SinkResult> work = Task.Factory.StartNew(
            () => RunAsync(content, clock), CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
        SinkResult result;
        try
        {
            result = await work.WaitAsync(end);
        }
        catch (OperationCanceledException)
        {
            result = TimeIsUp(content);
        }

        if (result.Outcome != SinkOutcome.Stored)
        {
            cancelled.ThrowIfCancellationRequested();
        }

        return result;
    }

    /// <summary>Ends the connections; puts that still run fail.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }

    private async Task<bool> SlotAsync(CancellationToken cancelled)
    {
        using PutClock wait = new(options.ProgressTimeout, options.ProgressTimeout, time, cancelled);
        try
        {
            await _slots.WaitAsync(wait.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<SinkResult> RunAsync(SinkObject content, PutClock clock)
    {
        try
        {
            (Stream? bytes, SinkResult fault) = await OpenAsync(content, clock.Token);
            if (bytes is null)
            {
                return clock.Token.IsCancellationRequested ? TimeIsUp(content) : fault;
            }

            await using (bytes)
            {
                return await SendAsync(content, bytes, clock);
            }
        }
        finally
        {
            clock.Dispose();
            _slots.Release();
        }
    }

    private static async Task<(Stream? Bytes, SinkResult Fault)> OpenAsync(SinkObject content, CancellationToken cancelled)
    {
        try
        {
            return (await content.OpenAsync(cancelled), SinkResult.Stored);
        }
        catch (Exception failure)
        {
            return (null, ContentFault.Of(failure, "opened"));
        }
    }

    private async Task<SinkResult> SendAsync(SinkObject content, Stream bytes, PutClock clock)
    {
        ObjectPut? put = null;
        try
        {
            put = new ObjectPut(Connection().Client, options, content, clock);
            return await put.RunAsync(bytes);
        }
        catch (Exception) when (clock.Token.IsCancellationRequested)
        {
            return TimeIsUp(content);
        }
        catch (Exception failure)
        {
            return put?.ContentFault ?? S3Failure.Read(failure, time.GetUtcNow());
        }
    }

    private SinkResult TimeIsUp(SinkObject content)
    {
        (TimeSpan still, TimeSpan longest) = (PutClock.StillFor(content.Length, options), PutClock.LongestFor(content.Length, options));
        return new(
            SinkOutcome.Unavailable,
            $"S3 took nothing for {still.TotalSeconds:0} s, or {content.Length} bytes took longer than {longest.TotalSeconds:0} s");
    }

    private S3Connection Connection()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connection ??= new S3Connection(options, credentials);
        }
    }
}
