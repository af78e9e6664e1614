using System.CommandLine;
using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Specs.Configuration.Capture;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Cli;

public sealed class CommandLineSpecs
{
    public static TheoryData<string> Verbs { get; } =
    [
        "run", "demo", "models", "models list", "models load", "models unload", "models describe", "predict", "capture", "capture put", "capture status", "capture ls", "capture verify", "config", "config convert", "config schema", "status", "doctor",
        "fleet", "fleet init", "fleet register", "fleet deploy", "fleet start", "fleet stop", "fleet rollback", "fleet status", "fleet report", "fleet prune", "fleet poll", "",
    ];

    [Theory]
    [InlineData("-a /tmp/a.sock -c c.json -f -m 524288000", "run -a /tmp/a.sock -c c.json -f -m 524288000")]
    [InlineData("--json -f", "run --json -f")]
    [InlineData("run -f", "run -f")]
    [InlineData("--json status", "--json status")]
    [InlineData("--version", "--version")]
    [InlineData("--help", "--help")]
    [InlineData("", "")]
    public void Word_run_may_be_left_out(string given, string meant) => Assert.Equal(Split(meant), ImpliedRun.Apply(Split(given)));

    [Fact]
    public void Defaults_of_run_are_these()
    {
        RunOptions options = Run("run");

        Assert.Equal("/tmp/aws.greengrass.SageMakerEdgeManager.sock", options.Socket);
        Assert.Equal(4 * 1024 * 1024, options.MaxMessageBytes);
        Assert.Equal(8L << 30, options.MemoryBudget);
        Assert.Equal(LogLevel.Information, options.LogLevel);
        Assert.False(options.Force);
        Assert.Null(options.Group);
        Assert.Null(options.EngineLibrary);
        Assert.Equal((1, 256, null), (options.IntraThreads, options.MaxQueue, options.MaxConcurrency));
    }

    [Fact]
    public void Every_flag_of_run_arrives()
    {
        RunOptions options = Run(
            "-a unix:///tmp/a.sock -f -m 524288000 --group ggc --memory-budget 2G --intra-threads 3 --max-queue 0 --max-concurrency 2 "
            + "--engine-library /opt/ort.so --data-root /srv/edge --durable --log-format text --log-level Warning");

        Assert.Equal(
            new RunOptions
            {
                Socket = "/tmp/a.sock",
                Force = true,
                MaxMessageBytes = 524288000,
                Group = "ggc",
                MemoryBudget = 2L << 30,
                IntraThreads = 3,
                MaxQueue = 0,
                MaxConcurrency = 2,
                EngineLibrary = "/opt/ort.so",
                Capture = options.Capture,
                Fleet = options.Fleet,
                Packages = options.Packages,
                Deployment = options.Deployment,
                LogLevel = LogLevel.Warning,
            },
            options);
        Assert.Equal(("/srv/edge", "/srv/edge/capture", true), (options.Capture.DataRoot, options.Capture.DiskPath, options.Capture.Buffer.Durable));
    }

    [Fact]
    public void Flag_wins_over_environment_and_environment_over_the_file()
    {
        string file = Path.Combine(Path.GetTempPath(), $"edgeactors-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, """{ "UnixSocketName": "/tmp/file.sock", "SagemakerEdgeLogVerbose": true, "sagemaker_edge_local_data_root_path": "/file" }""");
        Dictionary<string, string> environment = new() { ["EDGEACTORS_UNIX_SOCKET_NAME"] = "/tmp/env.sock", ["EDGEACTORS_LOCAL_DATA_ROOT_PATH"] = "" };
        try
        {
            RunOptions options = Run($"-c {file}");
            Assert.Equal(("/tmp/file.sock", LogLevel.Debug, "/file"), (options.Socket, options.LogLevel, options.Capture.DataRoot));
            options = Run($"-c {file} --log-level error", environment);
            Assert.Equal(("/tmp/env.sock", LogLevel.Error, "/file"), (options.Socket, options.LogLevel, options.Capture.DataRoot));
            options = Run($"-c {file} -a /tmp/flag.sock --data-root /flag", environment);
            Assert.Equal(("/tmp/flag.sock", "/flag"), (options.Socket, options.Capture.DataRoot));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("run -m 1023", "--max-message-bytes \"1023\" is no size in range; give bytes from 1 KiB to 2 GiB")]
    [InlineData("run -m 2147483592", "--max-message-bytes \"2147483592\" is no size")]
    [InlineData("run --memory-budget 31M", "--memory-budget \"31M\" is no size in range")]
    [InlineData("run --intra-threads -1", "--intra-threads \"-1\" is out of range; give a whole number from 0 to 256")]
    [InlineData("run --intra-threads 257", "--intra-threads \"257\" is out of range")]
    [InlineData("run --max-queue -1", "--max-queue \"-1\" is out of range")]
    [InlineData("run --max-queue 100001", "--max-queue \"100001\" is out of range")]
    [InlineData("run --max-concurrency 257", "--max-concurrency \"257\" is out of range")]
    [InlineData("run --log-format xml", "xml")]
    [InlineData("run --log-level loud", "--log-level \"loud\" is none of Trace, Debug, Information, Warning, Error, Critical and None")]
    [InlineData("run --max-queue many --max-concurrency 0 -a .", "--max-concurrency \"0\" is out of range")]
    [InlineData("run --nonsense", "--nonsense")]
    [InlineData("predict", "MODEL")]
    [InlineData("predict m", "--input")]
    [InlineData("predict m --input x=", "names no file")]
    [InlineData("predict m --input - --input -", "standard input twice")]
    [InlineData("capture put", "MODEL")]
    [InlineData("capture put m --input - --output x=", "names no file")]
    [InlineData("capture status", "ID")]
    [InlineData("status --timeout 0", "--timeout is \"0\"")]
    [InlineData("doctor --timeout 61", "--timeout is \"61\"; give a whole number from 1 to 60")]
    [InlineData("doctor --only teeth", "teeth")]
    [InlineData("models load m", "FOLDER")]
    [InlineData("frobnicate", "frobnicate")]
    public async Task Wrong_usage_ends_with_2_and_says_why(string line, string expected)
    {
        (int exitCode, string output, string error) = await InvokeAsync(line);

        Assert.Equal(ExitCode.BadUsage, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task With_json_an_error_is_an_object_on_standard_output()
    {
        (int exitCode, string output, string error) = await InvokeAsync("models load --json");

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(ExitCode.BadUsage, exitCode);
        Assert.Equal("USAGE", json.RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(error);
    }

    [Fact]
    public async Task Absent_agent_ends_with_1_and_a_hint()
    {
        (int exitCode, _, string error) = await InvokeAsync("status -a /tmp/edgeactors-nobody-is-here.sock");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("/tmp/edgeactors-nobody-is-here.sock", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Faulty_configuration_ends_with_2_and_starts_nothing()
    {
        (int exitCode, string output, string error) = await InvokeAsync("run -c /nowhere/config.json");

        Assert.Equal(ExitCode.BadUsage, exitCode);
        Assert.Contains("/nowhere/config.json", error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_of_every_command_ends_with_examples(string verb)
    {
        (int exitCode, string output, _) = await InvokeAsync($"{verb} --help");

        string examples = output[output.IndexOf("Examples:", StringComparison.Ordinal)..];
        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Contains($"  edgeactors {verb}", examples, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_example_is_a_valid_command_line()
    {
        IEnumerable<VerbCommand> verbs = Descendants(CommandLine.Create()).OfType<VerbCommand>();

        foreach (string example in verbs.SelectMany(verb => verb.Examples))
        {
            string line = example[(example.IndexOf("edgeactors ", StringComparison.Ordinal) + "edgeactors ".Length)..];

            Assert.Empty(CommandLine.Create().Parse(ImpliedRun.Apply(Split(line))).Errors);
        }
    }

    [Theory]
    [InlineData("--version", "1.4.0")]
    [InlineData("--version --json", "\"version\": \"1.4.0\"")]
    public async Task Version_is_the_products(string line, string expected)
    {
        (int exitCode, string output, _) = await InvokeAsync(line);

        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    private static IEnumerable<Command> Descendants(Command command) => command.Subcommands.SelectMany(Descendants).Prepend(command);

    private static RunOptions Run(string line, Dictionary<string, string>? environment = null)
    {
        ParseResult command = CommandLine.Create().Parse(ImpliedRun.Apply(Split(line)));
        Assert.Empty(command.Errors);
        MemoryLimit memory = new(_ => null, Configured.Machine);
        return RunCommand.Options(command, ParameterFlags.Reader(command, environment ?? [], memory).Read().Checked());
    }

    private static async Task<(int ExitCode, string Output, string Error)> InvokeAsync(string line)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await CommandLine.RunAsync(Split(line), output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
