using System.Diagnostics;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private TimeSpan? _end;

    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>Gets what is left of the innermost Within block.</summary>
    public TimeSpan Remaining => _end is { } end
        ? end - Now
        : throw new InvalidOperationException("Remaining may not be called outside of Within.");

    public TimeSpan Dilated(TimeSpan duration) =>
        duration == Timeout.InfiniteTimeSpan ? duration : TimeSpan.FromTicks((long)(duration.Ticks * TestKitSettings.TestTimeFactor));

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => RemainingOrDilated(timeout);

    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } given
        ? given < TimeSpan.Zero && given != Timeout.InfiniteTimeSpan
            ? throw new ArgumentException("A duration must not be negative.", nameof(duration))
            : Dilated(given)
        : RemainingOrDefault;

    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(
        TimeSpan min, TimeSpan max, Action action, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(
            min,
            max,
            () =>
            {
                action();
                return Done.Instance;
            },
            hint,
            epsilonValue,
            cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return Done.Instance;
            },
            hint,
            epsilonValue,
            cancellationToken);

    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        var limit = Dilated(max);
        var start = Now;
        var outer = _end;
        _end = outer < start + limit ? outer : start + limit;
        T result;
        try
        {
            result = await function().WaitAsync(cancellationToken);
        }
        finally
        {
            _end = outer;
        }

        var took = Now - start;
        if (took < min || took > limit + (epsilonValue ?? TimeSpan.Zero))
        {
            Fail($"Block took {took}, which is not between {min} and {limit}. {hint}");
        }

        return result;
    }

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? (end > Now ? end - Now : TimeSpan.Zero) : duration;
}
