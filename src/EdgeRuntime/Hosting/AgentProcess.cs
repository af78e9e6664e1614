using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Hosting.Reload;
using EdgeActors.Logging;
using EdgeActors.ServiceManager.History;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting;

/// <summary>The agent from start to stop, as <c>edgeactors run</c> shows it.</summary>
internal static class AgentProcess
{
    /// <summary>
    /// Serves until <paramref name="stop"/> fires, which may be before it does. Once clients can connect, <paramref name="output"/> has the line
    /// <c>Server listening on unix:///path</c>, which is the contract with whoever started the agent; in JSON it is an event like others.
    /// </summary>
    /// <param name="options">What the agent is told.</param>
    /// <param name="configuration">Where that is from, and what may change while it runs.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="starter">The Greengrass nucleus, if one started this process.</param>
    /// <param name="stop">The request to stop.</param>
    /// <returns>The exit code: 0 only when the agent was asked to stop, since who keeps it running takes 0 for the end of its work.</returns>
    /// <exception cref="CommandFailure">It cannot start.</exception>
    public static async Task<int> RunAsync(
        RunOptions options, LiveConfiguration configuration, TextWriter output, NucleusStarter starter, CancellationToken stop)
    {
        using AgentLog log = Log(options, output);
        ILogger agentLog = log.CreateLogger("EdgeActors");
        foreach (string warning in configuration.Started.Warnings)
        {
            agentLog.OddConfiguration(warning);
        }

        agentLog.CaptureSettings(
            options.Capture.Bucket is { } bucket && options.Capture.Buffer.ToCloud ? $"bucket {bucket.Name}" : options.Capture.DiskPath,
            options.Capture.DataRoot,
            options.Capture.Buffer.Durable ? "on stable storage until then" : "only in memory until then; --durable or DbEnable changes that");
        starter.Log.HandTo(agentLog);
        using ProcessHistory history = await History(options, agentLog);
        Task stopKept = history.KeepStopAsync(stop);
        Keepers keepers = Keepers.OfThisProcess(starter.Nucleus, agentLog);
        RunningAgent? started = null;
        using StopLimit limit = new(StopLimit.Default, () => EndAnyway(log, agentLog, started), stop);
        await using (RunningAgent? agent = await StartAsync(options, log, Around, stop))
        {
            started = agent;
            if (agent is not null)
            {
                log.Listening(options.Socket);
                keepers.Ready(agent.LifeSigns(options.Socket), options.Socket);
                await agent.WaitAsync(stop);
                agentLog.Stopping();
                await keepers.StoppingAsync();
            }
        }

        if (!stop.IsCancellationRequested)
        {
            agentLog.EndedByItself();
            return ExitCode.Failed;
        }

        await stopKept;
        agentLog.Stopped();
        return ExitCode.Ok;

        void Around(IServiceCollection services)
        {
            AddAround(services, history, starter);
            services.AddReload(options, configuration);
        }
    }

    // Null when a stop came before clients could connect: a stop like any other, and nobody's failure.
    private static async Task<RunningAgent?> StartAsync(RunOptions options, AgentLog log, Action<IServiceCollection> around, CancellationToken stop)
    {
        try
        {
            return await RunningAgent.StartAsync(options, log, stop, around);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Task<ProcessHistory> History(RunOptions options, ILogger log) => ProcessHistory.BeginAsync(
        new DurableFolder(options.Capture.DataRoot, FileCalls.ForThisSystem()),
        TimeProvider.System.GetUtcNow(),
        ProcessHistory.BootOfThisMachine(),
        log);

    private static void AddAround(IServiceCollection services, ProcessHistory history, NucleusStarter starter)
    {
        services.AddSingleton<IProcessHistory>(history);
        if (starter.Nucleus is { } nucleus)
        {
            services.AddSingleton<ITokenExchangeDirectory>(nucleus);
        }
    }

    /// <summary>The log of a process that goes on until it is stopped.</summary>
    /// <exception cref="CommandFailure">The log file cannot be used.</exception>
    public static AgentLog Log(RunOptions options, TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        bool colours = TerminalOutput.AreColoursWanted(options.Log.Format, isTerminal, Environment.GetEnvironmentVariable);
        try
        {
            return new AgentLog(options.Log, new LogLevelSwitch(options.LogLevel), output, colours, TimeProvider.System, FileCalls.ForThisSystem());
        }
        catch (StorageException e)
        {
            throw new CommandFailure(
                CommandFailure.BadConfiguration,
                $"The log file cannot be used: {e.Message}. Name a file in a folder that exists and that the agent's user may write, no link.",
                ExitCode.BadUsage,
                e);
        }
    }

    // The socket file is gone by now: that is the first step of a stop.
    private static void EndAnyway(AgentLog log, ILogger agentLog, RunningAgent? agent)
    {
        agentLog.StopTooSlow(StopLimit.Default.TotalSeconds, agent?.Calls ?? 0, agent?.Connections ?? 0);
        log.Drain();
        ProcessEnd.Now(ExitCode.Ok);
    }
}
