namespace EdgeActors.Configuration.Reload;

/// <summary>Settings of a part that may be replaced while it works: whole, never in part. For parts that are no actors; those get messages.</summary>
/// <param name="value">The settings at the start.</param>
internal sealed class LiveValue<T>(T value)
    where T : class
{
    private volatile T _value = value;
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What holds now.</summary>
    public T Current => _value;

    /// <summary>Ends when something else holds than when it was asked for.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Has something else hold from now on.</summary>
    public void Set(T next)
    {
        if (!EqualityComparer<T>.Default.Equals(next, _value))
        {
            _value = next;
            Interlocked.Exchange(ref _changed!, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>Settings that stay as they are.</summary>
    public static implicit operator LiveValue<T>(T fixedValue) => new(fixedValue);
}
