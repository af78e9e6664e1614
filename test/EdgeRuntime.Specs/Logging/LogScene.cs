using EdgeActors.Logging;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

/// <summary>A log on a clock that stands still, whose lines can be read once it has ended.</summary>
internal sealed class LogScene : IDisposable
{
    private readonly StringWriter _text = new();

    public LogScene(LogOptions? options = null, LogLevel least = LogLevel.Information, IFileCalls? calls = null, bool colours = false)
    {
        Levels = new LogLevelSwitch(least);
        Log = new AgentLog(
            (options ?? new LogOptions()) with { FlushTime = TimeSpan.FromSeconds(1) }, Levels, _text, colours, Clock, calls ?? FileCalls.ForThisSystem());
    }

    public static EventId Any { get; } = new(77, "Any");

    public StorageClock Clock { get; } = new();

    public LogLevelSwitch Levels { get; }

    public AgentLog Log { get; }

    /// <summary>Logs as the parts of the agent do.</summary>
    public ILogger Logger => Log.CreateLogger("EdgeActors.Any");

    /// <summary>Logs a text that may be anything.</summary>
    public void Say(string text, LogLevel level = LogLevel.Information, Exception? exception = null) =>
        Logger.Log(level, Any, text, exception, static (said, _) => said);

    /// <summary>Ends the log; its lines.</summary>
    public string[] Lines()
    {
        Log.Dispose();
        return _text.ToString().Split('\n')[..^1];
    }

    public static string[] Logged(Action<ILogger> write, LogFormat format = LogFormat.Text, LogLevel least = LogLevel.Information)
    {
        using LogScene scene = new(new LogOptions { Format = format }, least);
        write(scene.Logger);
        return scene.Lines();
    }

    public void Dispose()
    {
        Log.Dispose();
        _text.Dispose();
    }
}
