using System.Net.Sockets;
using System.Runtime.CompilerServices;
using EdgeActors.Configuration;
using EdgeActors.Grpc.Socket;
using EdgeActors.Logging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NetSocket = System.Net.Sockets.Socket;

namespace EdgeActors.Hosting.Faults;

/// <summary>Serves the socket by which faults are set, open to this process's user only, and warns for as long as it is there.</summary>
internal sealed class FaultService(FaultKitLibrary kit, RunOptions options, TimeProvider clock, ILogger<FaultService> log)
    : BackgroundService
{
    /// <summary>Time between two warnings.</summary>
    public static readonly TimeSpan WarnEvery = TimeSpan.FromMinutes(1);

    // Nobody needs more; those beyond wait.
    private const int MostConnections = 16;

    private ListenSocket? _socket;

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        ListenSocketOptions where = new()
        {
            Path = options.FaultsSocket!,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            Replace = options.Force,
        };
        _socket = await ListenSocket.ClaimAsync(where, clock, cancellationToken);
        FaultLog.FaultsOn(log, where.Path);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _socket?.Remove();
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _socket?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WarnAsync(stoppingToken), AcceptAsync(stoppingToken));

    private async Task WarnAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(WarnEvery, clock);
        while (await timer.WaitForNextTickAsync(stop))
        {
            FaultLog.FaultsOn(log, options.FaultsSocket!);
        }
    }

    private async Task AcceptAsync(CancellationToken stop)
    {
        using NetSocket listening = _socket!.Take();
        ParallelOptions bounded = new() { MaxDegreeOfParallelism = MostConnections, CancellationToken = stop };
        await Parallel.ForEachAsync(PeersAsync(listening, stop), bounded, ServeAsync);
    }

    private static async IAsyncEnumerable<NetSocket> PeersAsync(NetSocket listening, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            yield return await listening.AcceptAsync(stop);
        }
    }

    private async ValueTask ServeAsync(NetSocket peer, CancellationToken stop)
    {
        await using NetworkStream connection = new(peer, ownsSocket: true);
        try
        {
            await kit.ServeAsync(connection, stop);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            FaultLog.FaultConnectionEnded(log, ended.Message);
        }
    }
}

/// <summary>What is logged about faults.</summary>
internal static partial class FaultLog
{
    [LoggerMessage(9000, LogLevel.Warning, "FAULTS ARE ON: whoever uses {Socket} makes this agent fail on purpose; this is for tests only")]
    [Advice("Only a test starts an agent with --faults. Take the flag away anywhere else.")]
    public static partial void FaultsOn(ILogger log, string socket);

    [LoggerMessage(9001, LogLevel.Debug, "A connection to the faults' socket ended: {Reason}")]
    public static partial void FaultConnectionEnded(ILogger log, string reason);
}
