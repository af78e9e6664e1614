using System.Diagnostics.CodeAnalysis;

namespace EdgeActors.Models.Engine;

/// <summary>One thread of <see cref="EngineThreads"/>.</summary>
[SuppressMessage("Design", "CA1001", Justification = "a SemaphoreSlim without wait handle holds nothing, and who gives work may be late")]
internal sealed class EngineThread
{
    private readonly EngineThreads _owner;
    private readonly TimeSpan _idleTime;
    private readonly Thread _thread;
    // Spins for a moment before it sleeps; of the primitives of the runtime it woke fastest at the least processor time.
    private readonly SemaphoreSlim _signal = new(0);
    private IEngineWork? _work;
    private bool _started;

    public EngineThread(EngineThreads owner, string name, TimeSpan idleTime)
    {
        (_owner, _idleTime) = (owner, idleTime);
        _thread = new Thread(Loop) { Name = name, IsBackground = true };
    }

    /// <summary>Called only by who took this thread off the idle stack, or made it.</summary>
    public void Give(IEngineWork work)
    {
        Volatile.Write(ref _work, work);
        if (_started)
        {
            _signal.Release();
            return;
        }

        _started = true;
        _signal.Release();
        _thread.Start();
    }

    /// <summary>Ends the thread; called only by who took it off the idle stack.</summary>
    public void End() => _signal.Release();

    private void Loop()
    {
        while (Wait() is { } first)
        {
            IEngineWork? work = first;
            bool ended = false;
            while (work is not null)
            {
                work.Execute(_owner);
                work = _owner.NextFor(this, out ended);
            }

            if (ended)
            {
                return;
            }
        }
    }

    private IEngineWork? Wait()
    {
        // Timed out, yet no longer idle: work is being given at this moment, so the signal is about to come.
        if (!_signal.Wait(_idleTime) && !_owner.TryRetire(this))
        {
            _signal.Wait();
        }

        return Interlocked.Exchange(ref _work, null);
    }
}
