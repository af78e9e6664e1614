using System.Collections.Immutable;

namespace EdgeActors.S3Double;

/// <summary>Every request in the order it came.</summary>
public sealed class S3RequestLog
{
    private readonly Lock _gate = new();
    private ImmutableList<S3Request> _requests = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A snapshot.</summary>
    public IReadOnlyList<S3Request> All
    {
        get
        {
            lock (_gate)
            {
                return _requests;
            }
        }
    }

    /// <summary>Waits until the log satisfies the condition; looks again whenever a request comes or ends.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<S3Request>, bool> condition, CancellationToken cancelled = default)
    {
        while (true)
        {
            IReadOnlyList<S3Request> requests;
            Task changed;
            lock (_gate)
            {
                (requests, changed) = (_requests, _changed.Task);
            }

            if (condition(requests))
            {
                return;
            }

            await changed.WaitAsync(cancelled);
        }
    }

    /// <summary>Forgets what came so far; numbers start again.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests = [];
        }
    }

    internal S3Request Add(Func<int, S3Request> create)
    {
        S3Request request;
        lock (_gate)
        {
            request = create(_requests.Count + 1);
            _requests = _requests.Add(request);
        }

        Changed();
        return request;
    }

    internal void End(S3Request request, int status, string code = "")
    {
        request.ErrorCode = code;
        request.Status = status;
        Changed();
    }

    private void Changed()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
