using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>
/// The log of the process: what its parts say becomes lines on standard output and, if asked for, in a file. Whoever logs only puts a line into a queue.
/// Repeats are counted instead of written; the level may change at any time.
/// </summary>
internal sealed class AgentLog : ILoggerProvider, ILogFileReader
{
    private readonly LogOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogFormat _format;
    private readonly Lock _gate = new();
    private readonly RepeatLimit _repeats;
    private readonly ITimer _repeatTimer;
    private readonly ILogger _own;
    private readonly LogFile? _file;
    private readonly LineWriter[] _writers;
    private TimeSpan? _timerDue;

    /// <summary>Begins a log.</summary>
    /// <param name="options">Where it goes and how much of it.</param>
    /// <param name="levels">What is logged.</param>
    /// <param name="output">Standard output, or what stands for it.</param>
    /// <param name="colours">Whether warnings and errors are coloured there.</param>
    /// <param name="clock">Time of lines and of repeats.</param>
    /// <param name="calls">For the file.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="StorageException">The file cannot be opened.</exception>
    public AgentLog(LogOptions options, LogLevelSwitch levels, TextWriter output, bool colours, TimeProvider clock, IFileCalls calls)
    {
        string faults = string.Join(' ', options.Faults());
        if (faults.Length > 0)
        {
            throw new ArgumentException(faults, nameof(options));
        }

        (_options, _clock, Levels) = (options, clock, levels);
        _format = LogFormats.Of(options.Format, levels, Cli.VersionAction.Version);
        _repeats = new RepeatLimit(options);
        _repeatTimer = clock.CreateTimer(_ => TellRepeats(all: false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _own = CreateLogger("EdgeActors.Logging");
        LineWriter terminal = new(
            "log", new TerminalOutput(output, colours, lines => _own.LinesLost(lines)), options, lines => _own.LinesDropped(lines, "standard output"));
        _writers = [terminal];
        if (options.File is { } path)
        {
            _file = new LogFile(path, options, calls, clock, this);
            try
            {
                _file.Begin();
            }
            catch
            {
                terminal.Dispose();
                throw;
            }

            _writers = [terminal, new LineWriter("log-file", _file, options, lines => _own.LinesDropped(lines, path))];
        }
    }

    /// <summary>What is logged; may be set at any time.</summary>
    public LogLevelSwitch Levels { get; }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    /// <summary>Tells that the agent serves, whatever is logged: whoever started it waits for that.</summary>
    public void Listening(string socket) =>
        Post(new LogEntry(
            _clock.GetUtcNow(),
            LogLevel.Information,
            new EventId(ProcessLog.ListeningId, ProcessLog.ListeningName),
            "EdgeActors",
            $"Server listening on unix://{socket}",
            [new("Socket", socket)],
            null));

    /// <summary>Takes a message.</summary>
    public void Take(LogLevel level, EventId id, string category, string text, IReadOnlyList<KeyValuePair<string, object?>> values, Exception? exception)
    {
        LogEntry entry = new(_clock.GetUtcNow(), level, ForeignEvents.Numbered(id, category), category, text, values, exception);
        if (LoggingLog.IsOwn(entry.Id.Id) || IsWritten(entry))
        {
            Post(entry);
        }
    }

    /// <summary>Waits until everything is written, but not for long.</summary>
    public void Drain()
    {
        foreach (LineWriter writer in _writers)
        {
            writer.Drain();
        }
    }

    /// <inheritdoc />
    public void Fails(string reason) => _own.FileFails(_options.File!, reason, _options.FileRetry.TotalSeconds);

    /// <inheritdoc />
    public void WorksAgain(long lost) => _own.FileWorksAgain(_options.File!, lost);

    /// <summary>Tells what is still counted, and ends when the outputs have taken the rest or their time is up.</summary>
    public void Dispose()
    {
        _repeatTimer.Dispose();
        TellRepeats(all: true);
        foreach (LineWriter writer in _writers)
        {
            writer.Dispose();
        }

        _file?.Dispose();
    }

    private void Post(LogEntry entry)
    {
        LogLine line = new(entry.Level, _format.Line(entry));
        foreach (LineWriter writer in _writers)
        {
            writer.Post(line);
        }
    }

    private TimeSpan Now => _clock.GetElapsedTime(0);

    private bool IsWritten(LogEntry entry)
    {
        lock (_gate)
        {
            bool isWritten = _repeats.Admits(entry, Now);
            if (!isWritten && _repeats.NextDue != _timerDue)
            {
                // There was nothing to tell, or nothing that soon.
                SetTimer();
            }

            return isWritten;
        }
    }

    private void TellRepeats(bool all)
    {
        IReadOnlyList<RepeatedEvent> due;
        lock (_gate)
        {
            due = _repeats.TakeDue(Now, all);
            SetTimer();
        }

        foreach (RepeatedEvent repeated in due)
        {
            _own.Repeated(
                repeated.Last.Level, repeated.Last.Id.Name ?? "", repeated.Last.Id.Id, repeated.Count, Math.Ceiling(repeated.Window.TotalSeconds), repeated.Last.Text);
        }
    }

    private void SetTimer()
    {
        _timerDue = _repeats.NextDue;
        if (_timerDue - Now is { } delay)
        {
            _repeatTimer.Change(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
