using Microsoft.AspNetCore.Http.Features;

namespace EdgeActors.Grpc.Transport;

/// <summary>
/// The deadline of a call and the token that fires with it. Timer and token source are kept from call to call; a call without a
/// deadline touches neither. The owner's gate guards all but <see cref="Cancel"/>.
/// </summary>
internal sealed class CallDeadline(TimeProvider time, Action onDue)
{
    // Timers take no more than 49 days; a longer wait is cut into days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _tokenGate = new();
    private ITimer? _timer;
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _clientGone;
    private long _start;
    private TimeSpan _timeout;

    public bool IsSet { get; private set; }

    public bool Passed { get; private set; }

    public void Start(TimeSpan timeout)
    {
        (_start, _timeout, IsSet, Passed) = (time.GetTimestamp(), timeout, true, false);
        var wait = Wait(timeout);
        if (_timer is null)
        {
            // The timer lives as long as its stream and must not keep the first call's ambient state.
            using (ExecutionContext.SuppressFlow())
            {
                _timer = time.CreateTimer(static due => ((Action)due!)(), onDue, wait, Timeout.InfiniteTimeSpan);
            }
        }
        else
        {
            _ = _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Asks the clock. When it is too early the timer is set again.</summary>
    public bool TryPass()
    {
        if (!IsSet || Passed)
        {
            return false;
        }

        var left = _timeout - time.GetElapsedTime(_start);
        if (left > TimeSpan.Zero)
        {
            _ = _timer?.Change(Wait(left), Timeout.InfiniteTimeSpan);
            return false;
        }

        return Passed = true;
    }

    /// <summary>The token of this call; it also fires when the client goes.</summary>
    public CancellationToken Token(IHttpRequestLifetimeFeature lifetime)
    {
        lock (_tokenGate)
        {
            if (Passed)
            {
                return new CancellationToken(canceled: true);
            }

            _source ??= new CancellationTokenSource();
            if (_clientGone == default)
            {
                _clientGone = lifetime.RequestAborted.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
            }

            return _source.Token;
        }
    }

    public void Cancel()
    {
        CancellationTokenSource? source;
        lock (_tokenGate)
        {
            source = Passed ? _source : null;
        }

        source?.Cancel();
    }

    public void Stop()
    {
        if (!IsSet)
        {
            return;
        }

        _ = _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_tokenGate)
        {
            // A source that somebody may be cancelling at this moment must never serve another call.
            var registered = _clientGone != default;
            if (_source is not null && (Passed || (registered && !_clientGone.Unregister()) || !_source.TryReset()))
            {
                _source = null;
            }

            _clientGone = default;
            (IsSet, Passed) = (false, false);
        }
    }

    private static TimeSpan Wait(TimeSpan left) =>
        left > LongestWait ? LongestWait : left < ShortestWait ? ShortestWait : left;
}
