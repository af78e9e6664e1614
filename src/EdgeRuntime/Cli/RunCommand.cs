using System.CommandLine;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Cli;

/// <summary><c>edgeactors run</c>: the agent itself.</summary>
internal static class RunCommand
{
    private static readonly Option<string?> Address = new("--address", "-a")
    {
        HelpName = "SOCKET",
        Description = $"Path of the socket to serve on; wins over UnixSocketName. Default: {SocketPath.Default}.",
    };

    /// <summary>The configuration file.</summary>
    internal static readonly Option<string?> Config = new("--config", "-c")
    {
        HelpName = "FILE",
        Description = "JSON file with the component's parameters or the old agent's keys.",
    };

    private static readonly Option<bool> Force = new("--force", "-f")
    {
        Description = "Remove the socket file even though something still answers on it.",
    };

    private static readonly Option<long?> MaxMessageBytes = SharedOptions.Size(
        "--max-message-bytes",
        "-m",
        "Bytes that one request or answer may have. Default: 4M.",
        RunOptions.LeastMaxMessageBytes,
        Array.MaxLength);

    private static readonly Option<string?> Group = new("--group")
    {
        HelpName = "GROUP",
        Description = "Group that may use the socket, by name or number. Default: the group of this process.",
    };

    private static readonly Option<long?> MemoryBudget = SharedOptions.Size(
        "--memory-budget",
        null,
        "Bytes that models and requests may take. Default: 80 % of what the control group or the machine allows.",
        RunOptions.LeastMemoryBudget,
        1L << 44);

    private static readonly Option<int?> IntraThreads = Count("--intra-threads", "Threads of one run; 0 for one per processor. Default: 1.", 0, 256);
    private static readonly Option<int?> MaxQueue = Count("--max-queue", "Requests that may wait for one model. Default: 256.", 0, 100_000);
    private static readonly Option<int?> MaxConcurrency = Count("--max-concurrency", "Runs of one model at the same time. Default: one per processor.", 1, 256);

    private static readonly Option<string?> EngineLibrary = new("--engine-library")
    {
        HelpName = "FILE",
        Description = "ONNX Runtime library to use instead of the packaged one.",
    };

    /// <summary>The agent's data.</summary>
    internal static readonly Option<string?> DataFolder = new("--data-root")
    {
        HelpName = "FOLDER",
        Description = "Folder of journal, spool and stored captures; wins over LocalDataRootPath. Default: the user's own state folder.",
    };

    private static readonly Option<bool> Durable = new("--durable")
    {
        Description = "Have accepted captures on stable storage before the client hears OK, as DbEnable does.",
    };

    private static readonly Option<string?> Faults = new("--faults")
    {
        HelpName = "SOCKET",
        Description = "For tests: fail on purpose, as told by this socket (docs/faultkit.md).",
        Hidden = true,
    };

    private static readonly Option<string?> FaultsKit = new("--faults-kit")
    {
        HelpName = "FILE",
        Description = "For tests: the fault kit's library. Default: EdgeActors.FaultKit.dll beside the program.",
        Hidden = true,
    };

    private static readonly Option<string> LogFormat = new Option<string>("--log-format")
    {
        Description = "How log lines look.",
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong("text");

    private static readonly Option<LogLevel?> Level = new("--log-level")
    {
        HelpName = "LEVEL",
        Description = "Trace, Debug, Information, Warning, Error or None. Default: Information; Debug with SagemakerEdgeLogVerbose.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand run = new(
            "run",
            "Starts the agent and serves until SIGTERM, SIGINT or SIGHUP. The word 'run' may be left out.",
            "edgeactors run",
            "edgeactors run -a /tmp/agent.sock --memory-budget 2G",
            "edgeactors -a /tmp/agent.sock -c config.json -f -m 524288000");
        Option[] options =
            [
                Address, Config, Force, MaxMessageBytes, Group, MemoryBudget, IntraThreads, MaxQueue, MaxConcurrency, EngineLibrary, DataFolder, Durable,
                LogFormat, Level, Faults, FaultsKit,
            ];
        Array.ForEach(options, run.Options.Add);
        run.SetAction(async (command, _) =>
        {
            ConfigurationFile configuration = ConfigurationFile.Read(command.GetValue(Config), Flags(command));
            RunOptions agent = Options(command, configuration, MemoryLimit.OfThisProcess());
            using TerminationSignals signals = TerminationSignals.Listen();
            await AgentProcess.RunAsync(agent, configuration.Warnings, command.InvocationConfiguration.Output, signals.Stop);
            return ExitCode.Ok;
        });
        return run;
    }

    /// <summary>A reader that has taken the flags that are parameters too.</summary>
    public static ParameterReader Flags(ParseResult command)
    {
        ParameterReader reader = new(Environment.GetEnvironmentVariable);
        if (command.GetValue(DataFolder) is { } folder)
        {
            reader.Read(CaptureParameter.DataRoot, DataFolder.Name, folder);
        }

        if (command.GetValue(Durable))
        {
            reader.Read(CaptureParameter.DbEnable, Durable.Name, bool.TrueString);
        }

        return reader;
    }

    /// <summary>What flags, file and machine say together; flags win.</summary>
    /// <exception cref="ConfigurationException">The socket's path is no good.</exception>
    public static RunOptions Options(ParseResult command, ConfigurationFile configuration, MemoryLimit memory)
    {
        string? address = command.GetValue(Address);
        if (address is not null && SocketPath.Fault(Address.Name, address) is { } fault)
        {
            throw new ConfigurationException([fault]);
        }

        return new RunOptions
        {
            Socket = Path.GetFullPath(SocketPath.From(address ?? configuration.UnixSocketName ?? SocketPath.Default)),
            Force = command.GetValue(Force),
            Group = command.GetValue(Group),
            MaxMessageBytes = (int)(command.GetValue(MaxMessageBytes) ?? RunOptions.DefaultMaxMessageBytes),
            MemoryBudget = command.GetValue(MemoryBudget) ?? memory.ModelBudget(),
            IntraThreads = command.GetValue(IntraThreads),
            MaxQueue = command.GetValue(MaxQueue),
            MaxConcurrency = command.GetValue(MaxConcurrency),
            EngineLibrary = command.GetValue(EngineLibrary) is { } library ? Path.GetFullPath(library) : null,
            Capture = configuration.Capture,
            FaultsSocket = FaultsAt(command.GetValue(Faults)),
            FaultsKit = command.GetValue(FaultsKit) is { } kit ? Path.GetFullPath(kit) : null,
            LogLevel = command.GetValue(Level) ?? (configuration.LogVerbose ? LogLevel.Debug : LogLevel.Information),
        };
    }

    private static string? FaultsAt(string? socket)
    {
        if (socket is not null && SocketPath.Fault(Faults.Name, socket) is { } fault)
        {
            throw new ConfigurationException([fault]);
        }

        return socket is null ? null : Path.GetFullPath(SocketPath.From(socket));
    }

    private static Option<int?> Count(string name, string description, int least, int most) =>
        SharedOptions.Bounded(new Option<int?>(name) { HelpName = "N", Description = description }, least, most);
}
