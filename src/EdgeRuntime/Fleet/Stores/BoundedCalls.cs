using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Stores;

/// <summary>
/// Calls to what may hang: a share whose server is gone blocks its callers for ever, and the SDK's first call may block for seconds. Each call begins on a
/// thread of its own and is left behind when its time is up; it keeps its slot, so that no more than <see cref="StoreLimits.MostCalls"/> threads can be
/// lost that way.
/// </summary>
/// <param name="target">For people: what is called.</param>
/// <param name="limits">Time and number.</param>
/// <param name="time">The clock.</param>
#pragma warning disable CA1001 // Calls that were left behind release the slots when they end, which may be after the store; they hold no handle.
internal sealed class BoundedCalls(string target, StoreLimits limits, TimeProvider time)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _slots = new(limits.MostCalls);

    /// <summary>Runs a call within its time.</summary>
    /// <exception cref="DocumentStoreException">It failed that way, or its time is up.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancelled)
    {
        if (!await SlotAsync(cancelled))
        {
            throw new DocumentStoreException(FleetFaultKind.Unreachable, $"none of {limits.MostCalls} earlier calls to {target} has ended");
        }

        PutClock clock = new(limits.CallTime, limits.CallTime, time, cancelled);
        CancellationToken end = clock.Token;
        Task<T> work = Task.Factory.StartNew(
            () => WorkAsync(call, clock), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default)
            .Unwrap();
        try
        {
            return await work.WaitAsync(end);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            // Who was left behind has nobody to tell how it ended.
            _ = work.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new DocumentStoreException(FleetFaultKind.Unreachable, $"{target} did not answer within {limits.CallTime.TotalSeconds:0} s");
        }
    }

    private async Task<bool> SlotAsync(CancellationToken cancelled)
    {
        using PutClock wait = new(limits.CallTime, limits.CallTime, time, cancelled);
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

    private async Task<T> WorkAsync<T>(Func<CancellationToken, Task<T>> call, PutClock clock)
    {
        try
        {
            return await call(clock.Token);
        }
        finally
        {
            clock.Dispose();
            _slots.Release();
        }
    }
}
