using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

public sealed class LogFormatSpecs
{
    private static readonly InvalidOperationException Fault = new("broken pipe");

    [Fact]
    public void Text_has_time_in_utc_level_and_sentence() =>
        Assert.Equal("2026-03-01T00:00:00.000Z warn  disk is low", Assert.Single(LogScene.Logged(log => log.LogWarning("disk is {State}", "low"))));

    [Theory]
    [InlineData(LogLevel.Trace, 'T')]
    [InlineData(LogLevel.Debug, 'D')]
    [InlineData(LogLevel.Information, 'I')]
    [InlineData(LogLevel.Warning, 'W')]
    [InlineData(LogLevel.Error, 'E')]
    [InlineData(LogLevel.Critical, 'F')]
    public void Edge_is_the_old_agents_line(LogLevel level, char letter) => Assert.Equal(
        $"{{\"version\":\"{VersionAction.Version}\"}}[2026-03-01T00:00:00.000][{letter}] disk is low",
        Assert.Single(LogScene.Logged(log => log.Log(level, "disk is {State}", "low"), LogFormat.Edge, LogLevel.Trace)));

    [Fact]
    public void Json_has_all_there_is()
    {
        string line = Assert.Single(LogScene.Logged(
            log => log.LogError(new EventId(77, "DiskLow"), Fault, "disk {Disk} has {Free} of {Part}, {Ok}", "sda1", 12L, 0.5, false), LogFormat.Json));

        using JsonDocument parsed = JsonDocument.Parse(line);
        JsonElement root = parsed.RootElement;
        Assert.Equal(
            ["time", "level", "id", "name", "category", "message", "values", "exception"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal("2026-03-01T00:00:00.000Z", root.GetProperty("time").GetString());
        Assert.Equal("error", root.GetProperty("level").GetString());
        Assert.Equal(77, root.GetProperty("id").GetInt32());
        Assert.Equal("DiskLow", root.GetProperty("name").GetString());
        Assert.Equal("EdgeActors.Any", root.GetProperty("category").GetString());
        Assert.Equal("disk sda1 has 12 of 0.5, False", root.GetProperty("message").GetString());
        Assert.Equal("""{"Disk":"sda1","Free":12,"Part":0.5,"Ok":false}""", root.GetProperty("values").GetRawText());
        Assert.Equal("broken pipe", root.GetProperty("exception").GetProperty("message").GetString());
        Assert.Equal("System.InvalidOperationException", root.GetProperty("exception").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(nameof(LogFormat.Text))]
    [InlineData(nameof(LogFormat.Edge))]
    public void Stack_traces_are_for_debugging(string name)
    {
        LogFormat format = Enum.Parse<LogFormat>(name);
        string brief = Assert.Single(LogScene.Logged(log => log.LogError(Fault, "upload failed"), format));
        string[] verbose = LogScene.Logged(log => log.LogError(Fault, "upload failed"), format, LogLevel.Debug);

        Assert.EndsWith("upload failed: broken pipe", brief, StringComparison.Ordinal);
        Assert.EndsWith("upload failed", verbose[0], StringComparison.Ordinal);
        Assert.Equal("  System.InvalidOperationException: broken pipe", verbose[1]);
    }

    [Theory]
    [InlineData(nameof(LogFormat.Text), LogLevel.Information)]
    [InlineData(nameof(LogFormat.Edge), LogLevel.None)]
    public void Line_that_starters_wait_for_has_no_prefix_and_comes_at_any_level(string format, LogLevel least)
    {
        using LogScene scene = new(new LogOptions { Format = Enum.Parse<LogFormat>(format) }, least);

        scene.Log.Listening("/tmp/agent.sock");

        Assert.Equal(["Server listening on unix:///tmp/agent.sock"], scene.Lines());
    }

    [Fact]
    public void In_json_it_is_an_event_like_others()
    {
        using LogScene scene = new(new LogOptions { Format = LogFormat.Json }, LogLevel.Error);

        scene.Log.Listening("/tmp/agent.sock");

        using JsonDocument parsed = JsonDocument.Parse(Assert.Single(scene.Lines()));
        Assert.Equal(1000, parsed.RootElement.GetProperty("id").GetInt32());
        Assert.Equal("/tmp/agent.sock", parsed.RootElement.GetProperty("values").GetProperty("Socket").GetString());
    }

    [Theory]
    [InlineData(nameof(LogFormat.Text), true, null, "xterm", true)]
    [InlineData(nameof(LogFormat.Text), true, "", "xterm", true)]
    [InlineData(nameof(LogFormat.Text), true, "1", "xterm", false)]
    [InlineData(nameof(LogFormat.Text), true, null, "dumb", false)]
    [InlineData(nameof(LogFormat.Text), false, null, "xterm", false)]
    [InlineData(nameof(LogFormat.Edge), true, null, "xterm", false)]
    [InlineData(nameof(LogFormat.Json), true, null, "xterm", false)]
    public void Colours_are_for_people_at_a_terminal_who_want_them(string format, bool isTerminal, string? noColor, string term, bool wanted) =>
        Assert.Equal(wanted, TerminalOutput.AreColoursWanted(Enum.Parse<LogFormat>(format), isTerminal, variable => variable == "NO_COLOR" ? noColor : term));

    [Fact]
    public void Warnings_are_yellow_and_errors_red()
    {
        using LogScene scene = new(colours: true);

        scene.Say("a");
        scene.Say("b", LogLevel.Warning);
        scene.Say("c", LogLevel.Error);

        Assert.Equal(
            ["2026-03-01T00:00:00.000Z info  a", "\u001b[33m2026-03-01T00:00:00.000Z warn  b\u001b[0m", "\u001b[31m2026-03-01T00:00:00.000Z error c\u001b[0m"],
            scene.Lines());
    }
}
