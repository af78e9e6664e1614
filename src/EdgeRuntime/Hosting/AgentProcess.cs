using EdgeActors.Configuration;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting;

/// <summary>The agent from start to stop, as <c>edgeactors run</c> shows it.</summary>
internal static class AgentProcess
{
    /// <summary>
    /// Serves until <paramref name="stop"/> fires. Once clients can connect, <paramref name="output"/> has the line
    /// <c>Server listening on unix:///path</c>, which is the contract with whoever started the agent.
    /// </summary>
    /// <exception cref="Cli.CommandFailure">It cannot start.</exception>
    public static async Task RunAsync(RunOptions options, IReadOnlyList<string> warnings, TextWriter output, CancellationToken stop)
    {
        using TextLog log = new(output, options.LogLevel, TimeProvider.System);
        ILogger agentLog = log.CreateLogger("EdgeActors");
        foreach (string warning in warnings)
        {
            AgentLog.OddConfiguration(agentLog, warning);
        }

        await using (RunningAgent agent = await RunningAgent.StartAsync(options, output, stop))
        {
            await output.WriteLineAsync($"Server listening on unix://{options.Socket}");
            await output.FlushAsync(CancellationToken.None);
            await agent.WaitAsync(stop);
            AgentLog.Stopping(agentLog);
        }

        AgentLog.Stopped(agentLog);
    }
}

/// <summary>What the process itself logs.</summary>
internal static partial class AgentLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    public static partial void OddConfiguration(ILogger log, string warning);

    [LoggerMessage(2, LogLevel.Information, "Stopping: no new work, answering what is running")]
    public static partial void Stopping(ILogger log);

    [LoggerMessage(3, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger log);
}
