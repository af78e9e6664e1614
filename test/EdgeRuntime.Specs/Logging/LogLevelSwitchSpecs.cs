using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

public sealed class LogLevelSwitchSpecs
{
    [Theory]
    [InlineData(LogLevel.Information, LogLevel.Information, true)]
    [InlineData(LogLevel.Information, LogLevel.Debug, false)]
    [InlineData(LogLevel.Trace, LogLevel.Trace, true)]
    [InlineData(LogLevel.None, LogLevel.Critical, false)]
    [InlineData(LogLevel.Trace, LogLevel.None, false)]
    public void Levels_from_the_least_on_are_logged(LogLevel least, LogLevel message, bool isOn) =>
        Assert.Equal(isOn, new LogLevelSwitch(least).IsOn(message));

    [Fact]
    public void Level_changes_for_loggers_that_exist_already()
    {
        using LogScene scene = new(least: LogLevel.Warning);
        ILogger logger = scene.Logger;

        logger.LogDebug("before");
        scene.Levels.Level = LogLevel.Debug;
        logger.LogDebug("after");

        Assert.EndsWith("debug after", Assert.Single(scene.Lines()), StringComparison.Ordinal);
    }
}
