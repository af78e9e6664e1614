using System.Diagnostics.CodeAnalysis;
using EdgeActors.Greengrass.Ipc;
using EdgeActors.ServiceManager;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting;

/// <summary>
/// Those who started the agent and keep it running: a service manager such as systemd, the Greengrass nucleus, or both, since nucleus lite
/// lets systemd start its components and needs both told. Told when the agent serves, that it still does, and that it stops.
/// </summary>
/// <param name="serviceManager">Null when there is none.</param>
/// <param name="nucleus">Null when there is none.</param>
/// <param name="watchdog">What the service manager waits for a sign of life; null when it does not.</param>
/// <param name="clock">Timers.</param>
/// <param name="log">Told what goes wrong.</param>
[SuppressMessage("Design", "CA1001", Justification = "the watch ends with the stop that is announced here")]
internal sealed class Keepers(ServiceManagerSocket? serviceManager, INucleus? nucleus, TimeSpan? watchdog, TimeProvider clock, ILogger log)
{
    private string? _trouble;
    private LifeWatch? _watch;

    /// <summary>Those that the environment names, and the nucleus.</summary>
    public static Keepers OfThisProcess(INucleus? nucleus, ILogger log) => new(
        ServiceManagerSocket.From(Environment.GetEnvironmentVariable),
        nucleus,
        WatchdogTerms.From(Environment.GetEnvironmentVariable, Environment.ProcessId),
        TimeProvider.System,
        log);

    /// <summary>Clients can connect.</summary>
    /// <param name="signs">By what the agent shows from now on that it works.</param>
    /// <param name="socket">Path of the socket.</param>
    public void Ready(IReadOnlyList<LifeSign> signs, string socket)
    {
        nucleus?.Report(ComponentState.Running);
        Send(ServiceNotice.Ready($"Serving on {socket}"));
        if (watchdog is null && nucleus is null)
        {
            return;
        }

        LifePace pace = LifePace.Of(watchdog);
        if (watchdog is not null)
        {
            log.Watched(pace.Period.TotalSeconds);
        }

        _watch = new LifeWatch(signs, pace, OnAlive, OnWedged, clock, log);
        _watch.Start();
    }

    /// <summary>The agent was asked to stop.</summary>
    public async Task StoppingAsync()
    {
        Send(ServiceNotice.Stopping("Answering what still runs"));
        if (_watch is { } watch)
        {
            await watch.DisposeAsync();
        }
    }

    private void OnAlive()
    {
        if (watchdog is not null)
        {
            Send(ServiceNotice.Alive);
        }
    }

    // The classic nucleus has no watchdog of its own, but starts again what says that it cannot go on.
    private void OnWedged()
    {
        log.Wedged();
        Send(ServiceNotice.Status("Not answering"));
        nucleus?.Report(ComponentState.Errored);
    }

    private void Send(ServiceNotice notice)
    {
        string? trouble = serviceManager?.Send(notice);
        if (trouble is not null && trouble != _trouble)
        {
            log.ServiceManagerUntold(trouble);
        }

        _trouble = trouble;
    }
}
