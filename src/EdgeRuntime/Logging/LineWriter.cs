using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>A line on its way out.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">Without its end.</param>
internal readonly record struct LogLine(LogLevel Level, string Text);

/// <summary>Where lines end up. Called from one thread; may block, must not throw.</summary>
internal interface ILineOutput
{
    /// <summary>Writes a line.</summary>
    void Write(LogLine line);

    /// <summary>No line waits any more.</summary>
    void Flush();
}

/// <summary>
/// Takes lines from whoever logs and writes them on a thread of its own, so that a slow disk or a reader that has stopped reading holds up nobody. What
/// waits is bounded; lines beyond the bound are dropped, counted, and the count is told when there is room again.
/// </summary>
internal sealed class LineWriter : IDisposable
{
    private const int StackBytes = 256 << 10;

    private readonly Queue<LogLine> _waiting = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly ManualResetEventSlim _empty = new(initialState: true);
    private readonly ILineOutput _output;
    private readonly LogOptions _options;
    private readonly Action<long> _dropped;
    private readonly Thread _thread;
    private long _characters;
    private long _lost;
    private bool _ending;

    /// <summary>Begins to write.</summary>
    /// <param name="name">For the thread.</param>
    /// <param name="output">Where lines end up.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="dropped">Hears how many lines were dropped, once there is room again.</param>
    public LineWriter(string name, ILineOutput output, LogOptions options, Action<long> dropped)
    {
        (_output, _options, _dropped) = (output, options, dropped);
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Takes a line or drops it; never waits.</summary>
    public void Post(LogLine line)
    {
        lock (_gate)
        {
            // A line that is longer than everything is taken when nothing else waits.
            if (_ending || (_characters > 0 && _characters + line.Text.Length > _options.WaitingCharacters))
            {
                _lost++;
                return;
            }

            _characters += line.Text.Length + 1;
            _waiting.Enqueue(line);
            _empty.Reset();
            Wake();
        }
    }

    /// <summary>Waits until nothing waits any more, but not for long; whether that was so.</summary>
    public bool Drain() => _empty.Wait(_options.FlushTime);

    /// <summary>Writes what is left, within the time for that. An output that blocks for ever keeps its thread, which ends with the process.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ending)
            {
                return;
            }

            _ending = true;
            Wake();
        }

        if (_thread.Join(_options.FlushTime))
        {
            _arrived.Dispose();
            _empty.Dispose();
        }
    }

    private void Wake()
    {
        if (_arrived.CurrentCount == 0)
        {
            _arrived.Release();
        }
    }

    private void Run()
    {
        while (true)
        {
            while (Next() is { } line)
            {
                _output.Write(line);
                Done(line);
            }

            _output.Flush();
            long lost;
            lock (_gate)
            {
                if (_waiting.Count > 0)
                {
                    continue;
                }

                _empty.Set();
                (lost, _lost) = (_ending ? 0 : _lost, 0);
                if (_ending)
                {
                    return;
                }
            }

            if (lost > 0)
            {
                _dropped(lost);
            }

            _arrived.Wait();
        }
    }

    private LogLine? Next()
    {
        lock (_gate)
        {
            return _waiting.TryDequeue(out LogLine line) ? line : null;
        }
    }

    // A line counts until the output has taken it.
    private void Done(LogLine line)
    {
        lock (_gate)
        {
            _characters -= line.Text.Length + 1;
        }
    }
}
