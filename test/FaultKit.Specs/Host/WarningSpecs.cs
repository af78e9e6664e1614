using System.Collections.Concurrent;
using EdgeActors.Configuration;
using EdgeActors.FaultKit.Specs.Actors;
using EdgeActors.Hosting.Faults;
using Microsoft.Extensions.Logging;

namespace EdgeActors.FaultKit.Specs.Host;

public sealed class WarningSpecs : VirtualTimeKit
{
    [LinuxFact]
    public async Task The_agent_warns_every_minute()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("warn-");
        SchedulerClock clock = new(Sys.Scheduler);
        RunOptions options = new() { Socket = "unused", MemoryBudget = 0, FaultsSocket = Path.Combine(folder.FullName, "s") };
        Lines log = new();
        using FaultService service = new(FaultKitLibrary.Load(Agent.Kit, clock), options, clock, log);

        await service.StartAsync(CancellationToken.None);
        Assert.Single(log.Warnings);
        // The timer is set by the service's own task.
        AwaitAssert(() =>
        {
            Time.Advance(FaultService.WarnEvery);
            Assert.InRange(log.Warnings.Count, 2, int.MaxValue);
        });
        await service.StopAsync(CancellationToken.None);

        Assert.All(log.Warnings, line => Assert.StartsWith("FAULTS ARE ON", line, StringComparison.Ordinal));
        Assert.False(File.Exists(options.FaultsSocket));
        folder.Delete(recursive: true);
    }

    private sealed class Lines : ILogger<FaultService>
    {
        public ConcurrentQueue<string> Warnings { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Enqueue(formatter(state, exception));
            }
        }
    }
}
