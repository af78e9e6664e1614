using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>
/// What is logged: this level and above. Read at each message, so that it may be set while the agent runs. There is one in a process' services.
/// </summary>
/// <param name="level">The level at the start.</param>
internal sealed class LogLevelSwitch(LogLevel level)
{
    private volatile LogLevel _level = level;

    /// <summary>The least level that is logged; <see cref="LogLevel.None"/> for nothing at all.</summary>
    public LogLevel Level
    {
        get => _level;
        set => _level = value;
    }

    /// <summary>Whether stack traces are shown as well: somebody is looking for a fault.</summary>
    public bool IsVerbose => _level <= LogLevel.Debug;

    /// <summary>Whether a message of this level is logged.</summary>
    public bool IsOn(LogLevel message) => message >= _level && message != LogLevel.None;
}
