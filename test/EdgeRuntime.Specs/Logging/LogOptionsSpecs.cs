using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Layers;
using EdgeActors.Logging;

namespace EdgeActors.Specs.Logging;

public sealed class LogOptionsSpecs
{
    private static readonly (string Name, LogOptions Options)[] Faulty =
    [
        ("Format", new() { Format = (LogFormat)7 }),
        ("File ", new() { File = "agent.log" }),
        ("File ", new() { File = "/var/log/" }),
        ("FileBytes", new() { FileBytes = 65_535 }),
        ("FileBytes", new() { FileBytes = 1_073_741_825 }),
        ("Files", new() { Files = 0 }),
        ("Files", new() { Files = 101 }),
        ("Repeats", new() { Repeats = -1 }),
        ("Repeats", new() { Repeats = 10_001 }),
        ("RepeatWindow", new() { RepeatWindow = TimeSpan.FromSeconds(0.9) }),
        ("RepeatWindow", new() { RepeatWindow = TimeSpan.FromSeconds(3601) }),
        ("RepeatSubjects", new() { RepeatSubjects = 15 }),
        ("RepeatSubjects", new() { RepeatSubjects = 65_537 }),
        ("WaitingCharacters", new() { WaitingCharacters = 65_535 }),
        ("WaitingCharacters", new() { WaitingCharacters = 67_108_865 }),
        ("FlushTime", new() { FlushTime = TimeSpan.FromSeconds(-0.1) }),
        ("FlushTime", new() { FlushTime = TimeSpan.FromSeconds(1.1) }),
        ("FileRetry", new() { FileRetry = TimeSpan.FromSeconds(0.05) }),
        ("FileRetry", new() { FileRetry = TimeSpan.FromSeconds(3601) }),
    ];

    [Fact]
    public void Defaults_are_these_and_good()
    {
        LogOptions options = new();

        Assert.Empty(options.Faults());
        Assert.Equal((LogFormat.Text, null, 10_485_760, 5, 10), (options.Format, options.File, options.FileBytes, options.Files, options.Repeats));
        Assert.Equal((TimeSpan.FromSeconds(60), 1024, 1_048_576), (options.RepeatWindow, options.RepeatSubjects, options.WaitingCharacters));
        Assert.Equal((TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(5)), (options.FlushTime, options.FileRetry));
    }

    [Fact]
    public void Each_limit_has_a_range() => Assert.All(
        Faulty, faulty => Assert.StartsWith(faulty.Name, Assert.Single(faulty.Options.Faults()), StringComparison.Ordinal));

    [Fact]
    public void Flags_say_the_same() => Assert.Equal(
        new LogOptions { Format = LogFormat.Json, File = "/var/log/edge.log", FileBytes = 65_536, Files = 2, Repeats = 0 },
        Read("--log-format", "json", "--log-file", "/var/log/edge.log", "--log-file-bytes", "64K", "--log-files", "2", "--log-repeats", "0").Checked().Options.Log);

    [Theory]
    [InlineData("--log-format", "xml")]
    [InlineData("--log-file-bytes", "1K")]
    [InlineData("--log-file-bytes", "2G")]
    [InlineData("--log-files", "0")]
    [InlineData("--log-files", "101")]
    [InlineData("--log-repeats", "10001")]
    public void Flags_have_the_same_ranges(string flag, string value)
    {
        ConfigurationFault fault = Assert.Single(Read(flag, value).Faults);

        Assert.Equal((flag, value), (fault.Key, fault.Value));
    }

    private static ConfigurationReading Read(params string[] flags) =>
        ParameterFlags.Reader(CommandLine.Create().Parse(["run", .. flags]), new Dictionary<string, string>(), new MemoryLimit(_ => null, 1L << 30)).Read();
}
