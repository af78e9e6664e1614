using System.CommandLine;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Layers;
using EdgeActors.Hosting;
using EdgeActors.Hosting.Reload;

namespace EdgeActors.Cli;

/// <summary><c>edgeactors run</c>: the agent itself. Its settings are parameters; what is left here only makes sense on a command line.</summary>
internal static class RunCommand
{
    private static readonly Option<bool> Force = new("--force", "-f")
    {
        Description = "Remove the socket file even though something still answers on it.",
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

    /// <summary>All that can be said to the agent on a command line.</summary>
    public static IEnumerable<Option> All => [ParameterFlags.Config, .. ParameterFlags.All, Force, Faults, FaultsKit];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        VerbCommand run = new(
            "run",
            "Starts the agent and serves until SIGTERM, SIGINT or SIGHUP. The word 'run' may be left out.",
            "edgeactors run",
            "edgeactors run -a /tmp/agent.sock --memory-budget 2G",
            "edgeactors -a /tmp/agent.sock -c config.json -f -m 524288000");
        foreach (Option option in All)
        {
            run.Options.Add(option);
        }

        run.SetAction(async (command, _) =>
        {
            CpuScheduling.Begin();

            // Before anything is waited for: a signal asks for a stop from the beginning.
            using TerminationSignals signals = TerminationSignals.Listen();
            await using NucleusStarter starter = NucleusStarter.OfThisProcess();
            ConfigurationReader own = ParameterFlags.Reader(command, EnvironmentSource.OfThisProcess(), MemoryLimit.OfThisProcess());
            if (await starter.UnderAsync(own, signals.Stop) is not { } reader)
            {
                return ExitCode.Ok;
            }

            ConfigurationReading configuration = reader.Read().Checked();
            RunOptions agent = Options(command, configuration);
            return await AgentProcess.RunAsync(
                agent, new LiveConfiguration(reader, configuration), command.InvocationConfiguration.Output, starter, signals.Stop);
        });
        return run;
    }

    /// <summary>What the configuration says, and what only the command line can.</summary>
    /// <exception cref="ConfigurationException">The path of the faults' socket is no good.</exception>
    public static RunOptions Options(ParseResult command, ConfigurationReading configuration) => configuration.Options with
    {
        Force = command.GetValue(Force),
        FaultsSocket = FaultsAt(command.GetValue(Faults)),
        FaultsKit = command.GetValue(FaultsKit) is { } kit ? Path.GetFullPath(kit) : null,
    };

    private static string? FaultsAt(string? socket)
    {
        if (socket is not null && SocketPath.Fault(Faults.Name, socket) is { } fault)
        {
            throw new ConfigurationException([fault]);
        }

        return socket is null ? null : Path.GetFullPath(SocketPath.From(socket));
    }
}
