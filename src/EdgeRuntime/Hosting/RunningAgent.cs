using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Grpc.HealthChecks;
using EdgeActors.Grpc.Socket;
using EdgeActors.Grpc.Transport;
using EdgeActors.Logging;
using EdgeActors.ServiceManager;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting;

/// <summary>An agent that serves. Disposing it stops it gracefully.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private const string HostCategory = "Microsoft.Extensions.Hosting";

    private readonly IHost _host;
    private readonly GrpcServer _server;

    private RunningAgent(IHost host) => (_host, _server) = (host, host.Services.GetRequiredService<GrpcServer>());

    /// <summary>Connections that are open now; also while it stops.</summary>
    public int Connections => _server.Connections;

    /// <summary>Calls that have not ended; also while it stops.</summary>
    public int Calls => _server.Calls;

    /// <summary>By what it proves that it works.</summary>
    /// <param name="socket">Path of its socket.</param>
    public IReadOnlyList<LifeSign> LifeSigns(string socket) => Hosting.LifeSigns.Of(_host.Services, socket);

    /// <summary>Starts all parts; when it returns, clients can connect.</summary>
    /// <param name="options">What makes them.</param>
    /// <param name="log">Where they log.</param>
    /// <param name="stop">Ends the start.</param>
    /// <param name="around">What the process has beside the agent.</param>
    /// <exception cref="CommandFailure">It cannot start; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> has ended the start.</exception>
    public static async Task<RunningAgent> StartAsync(
        RunOptions options, AgentLog log, CancellationToken stop, Action<IServiceCollection>? around = null)
    {
        NativeHeap.Limit();
        bool isStarting = true;
        IHost host = AgentHost.Create(options, log, Around);
        try
        {
            await host.StartAsync(stop);
            isStarting = false;
            host.Services.GetRequiredService<ServingStatusBoard>().SetServing();
            return new RunningAgent(host);
        }
        catch (Exception exception)
        {
            await DisposeAsync(host);
            throw Explained(exception);
        }

        void Around(IServiceCollection services)
        {
            around?.Invoke(services);
            services.AddLogging(logging => logging.AddFilter(HostCategory, IsLogged));
        }

        // The host calls a start that was ended on request a failure. What else goes wrong in a start is thrown, and told by who catches it.
        bool IsLogged(LogLevel level) => level >= LogLevel.Warning && !(isStarting && stop.IsCancellationRequested);
    }

    /// <summary>Ends when <paramref name="stop"/> fires or the host stops by itself.</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationToken stopping = _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using CancellationTokenRegistration byCaller = stop.Register(() => asked.TrySetResult());
        using CancellationTokenRegistration byHost = stopping.Register(() => asked.TrySetResult());
        await asked.Task;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await DisposeAsync(_host);
    }

    private static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
    }

    private static Exception Explained(Exception exception) => exception switch
    {
        SocketClaimException => new CommandFailure(CommandFailure.Failed, exception.Message, cause: exception),
        OptionsValidationException wrong =>
            new CommandFailure(CommandFailure.BadConfiguration, string.Join(' ', wrong.Failures), ExitCode.BadUsage, wrong),
        ArgumentException wrong => new CommandFailure(CommandFailure.BadConfiguration, wrong.Message, ExitCode.BadUsage, wrong),
        _ => exception,
    };
}
