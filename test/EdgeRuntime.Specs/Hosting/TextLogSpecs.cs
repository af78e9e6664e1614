using EdgeActors.Hosting;
using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Hosting;

public sealed class TextLogSpecs
{
    [Fact]
    public void Line_has_time_in_utc_level_and_text() =>
        Assert.Equal("2026-11-22T16:55:34.123Z warn  disk is low\n", Logged(LogLevel.Information, log => log.LogWarning("disk is {State}", "low")));

    [Fact]
    public void Lower_levels_are_left_out() => Assert.Equal("", Logged(LogLevel.Warning, log => log.LogInformation("started")));

    [Fact]
    public void Stack_traces_are_for_debugging()
    {
        InvalidOperationException fault = new("broken pipe");

        string brief = Logged(LogLevel.Information, log => log.LogError(fault, "upload failed"));
        string verbose = Logged(LogLevel.Debug, log => log.LogError(fault, "upload failed"));

        Assert.EndsWith("error upload failed: broken pipe\n", brief, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: broken pipe", verbose, StringComparison.Ordinal);
    }

    private static string Logged(LogLevel least, Action<ILogger> write)
    {
        using StringWriter text = new();
        using TextLog log = new(text, new LogLevelSwitch(least), new StoppedClock());
        write(log.CreateLogger("any"));
        return text.ToString();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 16, 55, 34, 123, TimeSpan.Zero);
    }
}
