using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Cli;
using EdgeActors.Configuration;
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
    /// Serves until <paramref name="stop"/> fires. Once clients can connect, <paramref name="output"/> has the line
    /// <c>Server listening on unix:///path</c>, which is the contract with whoever started the agent.
    /// </summary>
    /// <param name="options">What the agent is told.</param>
    /// <param name="warnings">What is odd about it.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="starter">The Greengrass nucleus, if one started this process.</param>
    /// <param name="stop">The request to stop.</param>
    /// <returns>The exit code: 0 only when the agent was asked to stop, since who keeps it running takes 0 for the end of its work.</returns>
    /// <exception cref="CommandFailure">It cannot start.</exception>
    public static async Task<int> RunAsync(
        RunOptions options, IReadOnlyList<string> warnings, TextWriter output, NucleusStarter starter, CancellationToken stop)
    {
        using TextLog log = new(output, new LogLevelSwitch(options.LogLevel), TimeProvider.System);
        ILogger agentLog = log.CreateLogger("EdgeActors");
        foreach (string warning in warnings)
        {
            AgentLog.OddConfiguration(agentLog, warning);
        }

        AgentLog.CaptureSettings(
            agentLog,
            options.Capture.Bucket is { } bucket && options.Capture.Buffer.ToCloud ? $"bucket {bucket.Name}" : options.Capture.DiskPath,
            options.Capture.DataRoot,
            options.Capture.Buffer.Durable ? "on stable storage until then" : "only in memory until then; --durable or DbEnable changes that");
        starter.Log.HandTo(agentLog);
        using ProcessHistory history = await History(options, agentLog);
        Task stopKept = history.KeepStopAsync(stop);
        Keepers keepers = Keepers.OfThisProcess(starter.Nucleus, agentLog);
        RunningAgent? started = null;
        using StopLimit limit = new(StopLimit.Default, () => EndAnyway(agentLog, started, output), stop);
        await using (RunningAgent agent = await RunningAgent.StartAsync(options, log, stop, services => Around(services, history, starter)))
        {
            started = agent;
            await output.WriteLineAsync($"Server listening on unix://{options.Socket}");
            await output.FlushAsync(CancellationToken.None);
            keepers.Ready(agent.LifeSigns(options.Socket), options.Socket);
            await agent.WaitAsync(stop);
            AgentLog.Stopping(agentLog);
            await keepers.StoppingAsync();
        }

        if (!stop.IsCancellationRequested)
        {
            AgentLog.EndedByItself(agentLog);
            return ExitCode.Failed;
        }

        await stopKept;
        AgentLog.Stopped(agentLog);
        return ExitCode.Ok;
    }

    private static Task<ProcessHistory> History(RunOptions options, ILogger log) => ProcessHistory.BeginAsync(
        new DurableFolder(options.Capture.DataRoot, FileCalls.ForThisSystem()),
        TimeProvider.System.GetUtcNow(),
        ProcessHistory.BootOfThisMachine(),
        log);

    private static void Around(IServiceCollection services, ProcessHistory history, NucleusStarter starter)
    {
        services.AddSingleton<IProcessHistory>(history);
        if (starter.Nucleus is { } nucleus)
        {
            services.AddSingleton<ITokenExchangeDirectory>(nucleus);
        }
    }

    // The socket file is gone by now: that is the first step of a stop.
    private static void EndAnyway(ILogger log, RunningAgent? agent, TextWriter output)
    {
        AgentLog.StopTooSlow(log, StopLimit.Default.TotalSeconds, agent?.Calls ?? 0, agent?.Connections ?? 0);
        output.Flush();
        ProcessEnd.Now(ExitCode.Ok);
    }
}

/// <summary>What the process itself logs.</summary>
internal static partial class AgentLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    public static partial void OddConfiguration(ILogger log, string warning);

    [LoggerMessage(5, LogLevel.Information, "Captures are stored in {Destination}, and kept {Durability}. The agent's own data are in {Root}")]
    public static partial void CaptureSettings(ILogger log, string destination, string root, string durability);

    [LoggerMessage(2, LogLevel.Information, "Stopping: no new work, answering what is running")]
    public static partial void Stopping(ILogger log);

    [LoggerMessage(6, LogLevel.Error, "The agent ended although nobody asked it to; it is to be started again")]
    public static partial void EndedByItself(ILogger log);

    [LoggerMessage(3, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger log);

    [LoggerMessage(
        4, LogLevel.Warning, "The stop took {Seconds} s and is cut short: {Calls} calls on {Connections} connections had not ended, or a model still ran")]
    public static partial void StopTooSlow(ILogger log, double seconds, int calls, int connections);
}
