using EdgeActors.Aws.Credentials;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Layers;
using EdgeActors.Greengrass.Ipc;
using EdgeActors.Hosting;
using EdgeActors.Hosting.Reload;
using EdgeActors.Specs.Configuration.Capture;
using EdgeActors.Specs.Logging;
using EdgeActors.Specs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeActors.Specs.Hosting;

/// <summary>A signal that comes before clients can connect is a stop like any other.</summary>
public sealed class StopDuringStartSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _place = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task Process_that_is_asked_to_stop_before_it_serves_ends_well()
    {
        using StringWriter output = new();
        await using NucleusStarter starter = new(new EarlyLog());
        ConfigurationReading configuration = Reader().Read().Checked();
        await _stop.CancelAsync();

        int code = await AgentProcess
            .RunAsync(configuration.Options, new LiveConfiguration(Reader(), configuration), output, starter, _stop.Token)
            .WaitAsync(Patience);

        string[] lines = output.ToString().Split('\n')[..^1];
        Assert.Equal(0, code);
        Assert.EndsWith("Stopped", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, static line => line.Contains("error", StringComparison.Ordinal) || line.Contains("Server listening", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_that_is_ended_by_a_stop_is_no_failure_of_the_host()
    {
        using LogScene log = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StartAsync(log, new StoppedMeanwhile(_stop, fault: null)));

        Assert.DoesNotContain(log.Lines(), static line => line.Contains("error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_that_fails_by_itself_says_so_in_the_log()
    {
        using LogScene log = new();

        await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(log, new StoppedMeanwhile(stop: null, new InvalidDataException("broken"))));

        Assert.Contains(log.Lines(), static line => line.Contains("error Hosting failed to start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wait_for_the_nucleus_ends_with_the_stop()
    {
        NucleusAddress nobody = new(_place["ipc.socket"], new Secret("token"), Component: null);
        EarlyLog log = new();
        await using NucleusStarter starter = new(log, new NucleusLink(nobody, new IpcOptions(), new StorageClock(), new Random(1), log));
        Task<ConfigurationReader?> reader = starter.UnderAsync(Reader(), _stop.Token);
        Assert.False(reader.IsCompleted);

        await _stop.CancelAsync();

        Assert.Null(await reader.WaitAsync(Patience));
    }

    private ConfigurationReader Reader()
    {
        Dictionary<string, string> variables = new()
        {
            ["EDGEACTORS_LOCAL_DATA_ROOT_PATH"] = _place["data"],
            ["EDGEACTORS_UNIX_SOCKET_NAME"] = _place["s"],
        };
        return new ConfigurationReader([new EnvironmentSource(variables)], variables, new MemoryLimit(_ => null, Configured.Machine));
    }

    private async Task StartAsync(LogScene log, StoppedMeanwhile part) => await RunningAgent
        .StartAsync(Reader().Read().Checked().Options, log.Log, _stop.Token, services => services.AddHostedService(_ => part))
        .WaitAsync(Patience);

    // A part that is starting when the stop comes, or that cannot start.
    private sealed class StoppedMeanwhile(CancellationTokenSource? stop, Exception? fault) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await (stop?.CancelAsync() ?? Task.CompletedTask);
            cancellationToken.ThrowIfCancellationRequested();
            throw fault!;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
