using EdgeActors.Grpc.Transport;

namespace EdgeActors.Specs.Grpc.Transport;

/// <summary>What a method does in the specs of deadlines, and signs of how far it has come.</summary>
internal sealed class CallScript
{
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<Exception?> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task RunStubbornlyAsync(UnaryCall call)
    {
        await call.ReadAsync(new BytesParser());
        Started.SetResult();
        await Release.Task;
        await EndAsync(() =>
        {
            call.StartResponse(0);
            return Task.CompletedTask;
        });
    }

    public async Task WaitForTokenAsync(UnaryCall call)
    {
        await call.ReadAsync(new BytesParser());
        var aborted = call.Aborted;
        Started.SetResult();
        await EndAsync(() => Task.Delay(Timeout.InfiniteTimeSpan, aborted));
    }

    public async Task AnswerHalfAsync(UnaryCall call)
    {
        await call.ReadAsync(new BytesParser());
        call.StartResponse(100);
        await call.Body.WriteAsync(new byte[50]);
        var aborted = call.Aborted;
        Started.SetResult();
        await EndAsync(() => Task.Delay(Timeout.InfiniteTimeSpan, aborted));
    }

    public Task ReadForEverAsync(UnaryCall call)
    {
        Started.SetResult();
        return EndAsync(() => call.ReadAsync(new BytesParser()).AsTask());
    }

    private async Task EndAsync(Func<Task> last)
    {
        try
        {
            await last();
            Ended.SetResult(null);
        }
        catch (Exception e)
        {
            Ended.SetResult(e);
            throw;
        }
    }
}
