using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting;

/// <summary>
/// Takes what is logged before the configuration has said how to log, and hands it on once that is known. Keeps the first lines only: what
/// comes before an agent runs is little.
/// </summary>
internal sealed class EarlyLog : ILogger
{
    /// <summary>Lines that are kept.</summary>
    public const int Most = 64;

    private readonly Lock _gate = new();
    private readonly List<Action<ILogger>> _kept = [];
    private ILogger? _target;

    /// <summary>Hands over what was kept, and from now on everything at once.</summary>
    public void HandTo(ILogger target)
    {
        lock (_gate)
        {
            _kept.ForEach(line => line(target));
            _kept.Clear();
            _target = target;
        }
    }

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => _target?.IsEnabled(logLevel) ?? logLevel != LogLevel.None;

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            if (_target is not null)
            {
                _target.Log(logLevel, eventId, state, exception, formatter);
            }
            else if (_kept.Count < Most)
            {
                _kept.Add(target => target.Log(logLevel, eventId, state, exception, formatter));
            }
        }
    }
}
