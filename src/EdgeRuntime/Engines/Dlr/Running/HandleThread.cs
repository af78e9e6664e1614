using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace EdgeActors.Engines.Dlr.Running;

/// <summary>
/// The one thread that calls libdlr for a handle: set, run and get of one request never mix with another's, and the worker threads that libdlr keeps
/// for each thread that calls it stay as few as the handles.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "the thread disposes the queue when it has ended")]
internal sealed class HandleThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    /// <summary>Starts the thread.</summary>
    /// <exception cref="ThreadStartException">The system gives no more threads.</exception>
    public HandleThread(string name) => new Thread(Loop) { Name = name, IsBackground = true }.Start();

    /// <summary>Has the work done there and waits for it.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancelled">Ends the wait, not the work.</param>
    /// <exception cref="TimeoutException">The limit has passed; the work goes on.</exception>
    /// <exception cref="OperationCanceledException">The token has fired; the work goes on.</exception>
    public T Do<T>(Func<T> work, TimeSpan limit, CancellationToken cancelled) =>
        DoLater(work).WaitAsync(limit, cancelled).GetAwaiter().GetResult();

    /// <summary>The same, for as long as it takes.</summary>
    public T Do<T>(Func<T> work) => Do(work, Timeout.InfiniteTimeSpan, CancellationToken.None);

    /// <summary>Has the work done there and does not wait; what it throws is nobody's.</summary>
    public void Post(Action work) => _ = DoLater(() =>
    {
        work();
        return true;
    });

    /// <summary>Lets the thread end once its work is done; nothing waits for that.</summary>
    public void Dispose() => _work.CompleteAdding();

    private Task<T> DoLater<T>(Func<T> work)
    {
        TaskCompletionSource<T> done = new();
        _work.Add(
            () =>
            {
                try
                {
                    done.SetResult(work());
                }
                catch (Exception failure)
                {
                    done.SetException(failure);
                }
            },
            CancellationToken.None);
        return done.Task;
    }

    private void Loop()
    {
        foreach (Action work in _work.GetConsumingEnumerable())
        {
            work();
        }

        _work.Dispose();
    }
}
